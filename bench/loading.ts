/** How long does it take to load the node, as it is shipped, into a process that runs n8n? */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { median } from './statistics';

const root = join(__dirname, '..');
const wholeN8n = join(root, 'test', 'n8n', 'node_modules');

/** How many fresh processes; the median counts. */
const PROCESSES = 15;

/** Prints the milliseconds that loading the files takes once n8n-workflow is there. */
const SCRIPT = `
require(require.resolve('n8n-workflow', { paths: [process.argv[1]] }));
const start = performance.now();
for (const file of process.argv.slice(1)) {
	for (const Type of Object.values(require(file))) if (typeof Type === 'function') new Type();
}
console.log(performance.now() - start);
`;

const FILES = {
	node: [
		join(root, 'dist/nodes/Vidu/Vidu.node.js'),
		join(root, 'dist/credentials/ViduApi.credentials.js'),
	],
	httpRequest: [join(wholeN8n, 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js')],
	openAi: [join(wholeN8n, '@n8n/n8n-nodes-langchain/dist/nodes/vendors/OpenAi/OpenAi.node.js')],
};

/** Milliseconds. n8n's own nodes only where the whole n8n is installed. */
export interface LoadingTimes {
	node: number;
	httpRequest?: number;
	openAi?: number;
}

/** Medians of several fresh processes. Needs the built `dist`. */
export async function measureLoading(): Promise<LoadingTimes> {
	const times: LoadingTimes = { node: await timeOf(FILES.node) };
	for (const name of ['httpRequest', 'openAi'] as const) {
		if (existsSync(FILES[name][0])) times[name] = await timeOf(FILES[name]);
	}
	return times;
}

async function timeOf(files: string[]): Promise<number> {
	const times: number[] = [];
	for (let round = 0; round < PROCESSES; round += 1) {
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', SCRIPT, ...files]);
		times.push(Number(stdout));
	}
	return median(times);
}
