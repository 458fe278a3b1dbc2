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
const before = performance.now();
require(require.resolve('n8n-workflow', { paths: [process.argv[1]] }));
const start = performance.now();
for (const file of process.argv.slice(1)) {
	for (const Type of Object.values(require(file))) if (typeof Type === 'function') new Type();
}
console.log(JSON.stringify([performance.now() - start, start - before]));
`;

const FILES = {
	node: [
		join(root, 'dist/nodes/Vidu/Vidu.node.js'),
		join(root, 'dist/credentials/ViduApi.credentials.js'),
	],
	httpRequest: [join(wholeN8n, 'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js')],
};

/** Milliseconds. n8n's HTTP Request node only where the whole n8n is installed. */
export interface LoadingTimes {
	node: number;
	/** n8n-workflow, in the same processes. */
	workflow: number;
	httpRequest?: number;
}

/** Medians of several fresh processes. Needs the built `dist`. */
export async function measureLoading(): Promise<LoadingTimes> {
	const [node, workflow] = await timesOf(FILES.node);
	if (!existsSync(FILES.httpRequest[0])) return { node, workflow };
	const [httpRequest] = await timesOf(FILES.httpRequest);
	return { node, workflow, httpRequest };
}

/** Milliseconds of the files, and of n8n-workflow before them. */
async function timesOf(files: string[]): Promise<[number, number]> {
	const times: Array<[number, number]> = [];
	for (let round = 0; round < PROCESSES; round += 1) {
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', SCRIPT, ...files]);
		times.push(JSON.parse(stdout) as [number, number]);
	}
	return [median(times.map(([own]) => own)), median(times.map(([, workflow]) => workflow))];
}
