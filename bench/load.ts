/** What does n8n load: the node's code, its package, its description? Needs the built `dist`. */

import { exec, execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Vidu } from '../nodes/Vidu/Vidu.node.ts';
import { atMost, kilobytes, mediansOf, milliseconds, type Row } from './figures';

const root = join(__dirname, '..');

/** Fresh processes per figure. */
const PROCESSES = 15;

/** Prints the milliseconds that n8n-workflow takes to load, and then the files. */
const SCRIPT = `
const start = performance.now();
require(require.resolve('n8n-workflow', { paths: [process.argv[1]] }));
const between = performance.now();
for (const file of process.argv.slice(1)) {
	for (const Type of Object.values(require(file))) if (typeof Type === 'function') new Type();
}
const end = performance.now();
console.log(JSON.stringify({ workflow: between - start, files: end - between }));
`;

const OWN = ['nodes/Vidu/Vidu.node.js', 'credentials/ViduApi.credentials.js'].map((file) =>
	join(root, 'dist', file),
);
/** Only where the whole n8n is installed. */
const HTTP_REQUEST = join(
	root,
	'test/n8n/node_modules/n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
);

interface LoadTimes {
	workflow: number;
	files: number;
}

async function timesOf(files: string[]): Promise<LoadTimes> {
	const times: LoadTimes[] = [];
	for (let round = 0; round < PROCESSES; round += 1) {
		const { stdout } = await promisify(execFile)(process.execPath, ['-e', SCRIPT, ...files]);
		times.push(JSON.parse(stdout) as LoadTimes);
	}
	return mediansOf(times);
}

/** Times are medians of fresh processes. */
export async function measureLoad(): Promise<Row[]> {
	const own = await timesOf(OWN);
	const peer = existsSync(HTTP_REQUEST) ? (await timesOf([HTTP_REQUEST])).files : undefined;
	// Through a shell: npm is a script of its own on Windows.
	const pack = 'npm pack --dry-run --json --ignore-scripts';
	const { stdout } = await promisify(exec)(pack, { cwd: root });
	const [{ size, unpackedSize, entryCount }] = JSON.parse(stdout) as Array<Record<string, number>>;
	const { description } = new Vidu();
	const bytes = Buffer.byteLength(JSON.stringify(description));
	return [
		loadRow("loading the node over loading n8n's HTTP Request node", own.files, peer),
		loadRow('loading the node over loading n8n-workflow before it', own.files, own.workflow),
		{
			figure: 'packed size',
			goal: '',
			measured: kilobytes(size),
			nextTo: `${entryCount} files, ${kilobytes(unpackedSize)} unpacked`,
		},
		atMost(
			"the node's description as JSON, which every editor loads",
			[bytes, 100e3],
			kilobytes,
			`${description.properties.length} fields`,
		),
	];
}

function loadRow(figure: string, own: number, other: number | undefined): Row {
	if (other === undefined) return { figure, goal: '≤ 0.120', measured: 'not measured', nextTo: '' };
	const write = (value: number) => value.toFixed(3);
	return atMost(figure, [own / other, 0.12], write, milliseconds(other), milliseconds(own));
}
