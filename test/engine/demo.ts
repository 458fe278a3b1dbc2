/**
 * `npm run demo`: runs an example workflow, the file that users import, in n8n's engine. Prints the progress
 * of its tasks, the URLs of both videos and the path of the downloaded file. Without a key it uses the local
 * gateway; with VIDU_API_KEY the real one, which costs money.
 */
import './setup';

import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { switchToFileStorage } from './storage';
import type { WorkflowJson } from './run';

const root = join(__dirname, '../..');
const example = join(root, 'examples', 'text-to-video-then-extend.json');

async function main(): Promise<void> {
	const { startWorkflow, outputOf } = await import('./run');
	const pathOf = await switchToFileStorage();
	const workflow = JSON.parse(readFileSync(example, 'utf8')) as WorkflowJson;
	for (const { parameters } of workflow.nodes) if (parameters.dryRun) parameters.dryRun = false;
	const gateway = await connect();
	console.log(`Running ${relative(root, example)} in n8n's engine, with Dry Run off …`);
	try {
		const { finished } = startWorkflow(workflow, {
			mode: 'manual',
			credentials: gateway.credentials,
			onMessage: (message) => console.log(`  ${message}`),
		});
		const run = await finished;
		const { error } = run.data.resultData;
		if (error) throw error;
		for (const name of ['Text to Video', 'Extend']) {
			const [item] = outputOf(run, name);
			console.log(`${name}: ${String(item.json.videoUrl)}`);
			for (const file of Object.values(item.binary ?? {})) {
				const target = join(root, 'output', file.fileName ?? 'video.mp4');
				mkdirSync(dirname(target), { recursive: true });
				copyFileSync(pathOf(file.id ?? ''), target);
				console.log(`Downloaded: ${relative(root, target)} (${file.fileSize})`);
			}
		}
		if (gateway.isLocal) {
			console.log('The local gateway stops now, so the links end, too. The downloaded file stays.');
		}
	} finally {
		await gateway.close();
	}
}

/** The real gateway when there is a key, after saying what that means; else the local one. */
async function connect() {
	const apiKey = process.env.VIDU_API_KEY;
	if (apiKey) {
		const baseUrl = process.env.VIDU_BASE_URL ?? 'https://cloud.vtrix.ai';
		console.log(
			`VIDU_API_KEY is set: the demo buys TWO REAL VIDEOS from ${baseUrl}. This costs money`,
		);
		console.log('and takes minutes. To buy nothing, press Ctrl-C within 10 seconds.');
		await new Promise((resolve) => setTimeout(resolve, 10_000));
		const credentials = { apiKey, baseUrl, allowHttp: false };
		return { credentials, isLocal: false, close: async () => {} };
	}
	const { startGateway } = await import('../gateway');
	const apiKeyHere = 'vidu-local-key';
	const gateway = await startGateway({ keys: [apiKeyHere], taskSeconds: 6 });
	console.log(`Local gateway on ${gateway.baseUrl}: costs nothing. Each video takes 6 seconds.`);
	return {
		credentials: { apiKey: apiKeyHere, baseUrl: gateway.baseUrl, allowHttp: false },
		isLocal: true,
		close: async () => await gateway.close(),
	};
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(`The demo failed: ${error.message}`);
		process.exit(1);
	},
);
