/**
 * Runs one batch in a whole n8n through this node, n8n's MiniMax and Google Gemini nodes, and a loop of HTTP
 * Request, Wait and IF, all at the same time. Started by peers.ts.
 */
import { install } from '../test/n8n/install.mjs';
import { startN8n } from '../test/n8n/n8n.mjs';
import * as rest from '../test/n8n/rest.mjs';
import { measure } from './child.ts';
import { startPeerServer } from './peerServer.mjs';
import { geminiWorkflow, loopWorkflow, miniMaxWorkflow, viduWorkflow } from './peerWorkflows.mjs';

/** Three times as long as the slowest: a run that hangs must end. */
const TIMEOUT_MS = 900_000;

measure(async ({ packageFolder, items, seconds, credentials }) => {
	await install({ browser: false, say: (step) => console.log(`installing: ${step}`) });
	const server = await startPeerServer(seconds);
	let n8n;
	try {
		n8n = await startN8n({ packages: [packageFolder] });
		const session = await rest.setUpOwner(n8n.url);
		const credential = (type, data) => rest.createCredential(session, { name: type, type, data });
		const vidu = await credential('viduApi', credentials);
		const miniMax = await credential('minimaxApi', { apiKey: 'key', url: `${server.url}/v1` });
		const gemini = await credential('googlePalmApi', { apiKey: 'key', host: server.url });
		const value = `Bearer ${credentials.apiKey}`;
		const bearer = await credential('httpHeaderAuth', { name: 'Authorization', value });
		const workflows = [
			viduWorkflow(items, vidu),
			miniMaxWorkflow(items, miniMax),
			geminiWorkflow(items, gemini),
			loopWorkflow(items, bearer, credentials.baseUrl),
		];
		return await Promise.all(workflows.map((workflow) => wallOf(session, workflow, items)));
	} finally {
		await n8n?.stop();
		server.close();
	}
});

/** Milliseconds from the start to the end of the execution, as n8n records them. */
async function wallOf(session, workflow, items) {
	const { name, lastNode } = workflow;
	const { id } = await rest.createWorkflow(session, workflow);
	const executionId = await rest.runManually(session, id, { trigger: 'Start' });
	const execution = await rest.waitForExecution(session, executionId, { timeoutMs: TIMEOUT_MS });
	const output = rest.itemsOf(execution, lastNode);
	if (execution.status !== 'success' || output.length !== items) {
		const why = rest.errorOf(execution)?.message ?? `${output.length} items came out`;
		throw new Error(`${name}: ${execution.status}, ${why}`);
	}
	return { name, wall: new Date(execution.stoppedAt) - new Date(execution.startedAt) };
}
