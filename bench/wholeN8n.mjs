/**
 * Runs one batch in a whole n8n four times at once: through this package's node, through n8n's own MiniMax
 * and Google Gemini nodes, and through the usual loop of HTTP Request, Wait and IF. Started by peers.ts, with
 * its input as JSON; the last line that it prints is the result.
 */
import { install } from '../test/n8n/install.mjs';
import { startN8n } from '../test/n8n/n8n.mjs';
import * as rest from '../test/n8n/rest.mjs';
import { startPeerServer } from './peerServer.mjs';
import { geminiWorkflow, loopWorkflow, miniMaxWorkflow, viduWorkflow } from './peerWorkflows.mjs';

/** An hour: none of them takes that long, and a run that hangs must end. */
const TIMEOUT_MS = 3_600_000;

async function main({ packageFolder, items, seconds, credentials }) {
	await install({ browser: false, say: (step) => console.log(`installing: ${step}`) });
	const peers = await startPeerServer(seconds);
	const n8n = await startN8n({ packages: [packageFolder] });
	try {
		const session = await rest.setUpOwner(n8n.url);
		const create = (name, type, data) => rest.createCredential(session, { name, type, data });
		const vidu = await create('Vidu', 'viduApi', credentials);
		const miniMax = await create('MiniMax', 'minimaxApi', {
			apiKey: 'key',
			region: 'international',
			url: `${peers.url}/v1`,
		});
		const gemini = await create('Gemini', 'googlePalmApi', { apiKey: 'key', host: peers.url });
		const bearer = await create('Gateway', 'httpHeaderAuth', {
			name: 'Authorization',
			value: `Bearer ${credentials.apiKey}`,
		});
		const runs = [
			['node', viduWorkflow(items, vidu)],
			['miniMax', miniMaxWorkflow(items, miniMax)],
			['gemini', geminiWorkflow(items, gemini)],
			['loop', loopWorkflow(items, bearer, credentials.baseUrl)],
		];
		const times = await Promise.all(
			runs.map(async ([name, workflow]) => [name, await timeOf(session, workflow, items)]),
		);
		return Object.fromEntries(times);
	} finally {
		await n8n.stop();
		peers.close();
	}
}

/** Milliseconds from the start to the end of the execution, as n8n writes them down. */
async function timeOf(session, workflow, items) {
	const { id } = await rest.createWorkflow(session, workflow);
	const executionId = await rest.runManually(session, id, { trigger: 'Start' });
	const execution = await rest.waitForExecution(session, executionId, { timeoutMs: TIMEOUT_MS });
	const output = rest.itemsOf(execution, workflow.lastNode);
	if (execution.status !== 'success' || output.length !== items) {
		const why = rest.errorOf(execution)?.message ?? `${output.length} items came out`;
		throw new Error(`${workflow.name}: ${execution.status}, ${why}`);
	}
	console.log(`${workflow.name}: finished`);
	return new Date(execution.stoppedAt) - new Date(execution.startedAt);
}

console.log(JSON.stringify(await main(JSON.parse(process.argv[2]))));
