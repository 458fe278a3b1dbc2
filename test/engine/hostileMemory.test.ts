/** The memory that an answer of the API takes, however large it is, packed or not. */

import { fork } from 'node:child_process';
import { join } from 'node:path';

import type { Fault, HostileName } from '../gateway';
import type { MemoryTask } from './memoryChild';
import { KEY, openGateway } from './vidu';

const MEGABYTE = 2 ** 20;

/** Answers of their full size: 300 MB of text, and 1 GB in a bomb. */
const LARGE: readonly HostileName[] = [
	...(['long-text', 'endless-text', 'gzip-bomb', 'deflate-bomb', 'bomb-in-bomb'] as const),
];

/** Bytes. Brotli needs its own window of 16 MB, which the sender chooses and n8n's helper cannot refuse. */
const MOST = 16 * MEGABYTE;
const MOST_WITH_BROTLI = 2 * MOST;

/** An answer that is as long as it may be, with as many places as there can be to replace. */
const CONTROLS = JSON.stringify({
	id: 'x',
	status: 'in_progress',
	metadata: '\u0085a'.repeat(340_000),
});

const faultOf = (name: string): Fault => {
	if (name === 'warm-up') return { type: 'status', status: 200, body: '{}' };
	if (name !== 'controls') return { type: 'hostile', answer: name as HostileName, status: 200 };
	return { type: 'status', status: 200, body: CONTROLS };
};

interface Grown {
	item: string;
	/** Bytes. */
	growth: number;
	/** The item that came out. */
	said: string;
}

/** Measures in another process, under the loader of TypeScript, with the garbage collected before. */
async function grown(task: MemoryTask): Promise<Grown[]> {
	const isOldest = require.resolve('n8n-core').includes(join('test', 'compat'));
	const engine = isOldest ? ['--require', join(__dirname, 'oldestEngine.cjs')] : [];
	const child = fork(join(__dirname, 'memoryChild.ts'), [JSON.stringify(task)], {
		execArgv: ['--import', 'tsx', ...engine, '--expose-gc'],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	return await new Promise<Grown[]>((resolve, reject) => {
		child.once('message', (message) => resolve(message as Grown[]));
		child.once('exit', (code) => reject(new Error(`It ended with ${code}`)));
	});
}

const KINDS = {
	create: { prompt: '={{ $json.item }}', waitForCompletion: false },
	poll: { resource: 'task', operation: 'get', taskId: '={{ $json.item }}' },
};

test.each(['create', 'poll'] as const)(
	'an answer to a %s costs a bounded memory, however large it is',
	async (kind) => {
		const gateway = await openGateway();
		gateway.faults = ({ body, taskId }) => {
			const asked = body as { input: Array<{ params: { prompt: string } }> } | undefined;
			return faultOf(asked?.input[0].params.prompt ?? taskId ?? '');
		};
		const items = ['warm-up', ...LARGE, 'controls', 'brotli-bomb'];
		const { baseUrl } = gateway;
		const results = await grown({ baseUrl, key: KEY, parameters: KINDS[kind], items });
		expect(results.map(({ item }) => item)).toEqual(items.slice(1));
		for (const { item, growth, said } of results) {
			if (item !== 'controls') expect(said).toMatch(/longer than 1114112 bytes/);
			const most = item === 'brotli-bomb' ? MOST_WITH_BROTLI : MOST;
			const isBounded = growth < most || `${item} cost ${growth / MEGABYTE} MB`;
			expect(isBounded).toBe(true);
		}
	},
);
