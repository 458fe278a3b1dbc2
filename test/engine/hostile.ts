/** One execution against many hostile answers: the prompt of each item is the name of its answer. */

import type { IDataObject, INode, IRun } from 'n8n-workflow';

import type { Gateway, GatewayOptions, HostileName } from '../gateway';
import { reveals, textsIn } from '../fuzz/words';
import { listen } from './crash';
import { outputOf } from './run';
import { KEY, openGateway, runVidu } from './vidu';

/** The result of one item. */
export interface Ended {
	name: HostileName;
	/** Its output. */
	json: IDataObject;
	message: string;
	/** The ID of its task at the gateway. */
	taskId: string;
	/** Creation requests for it. */
	requests: number;
}

/** The result of all items. */
export interface HostileRun {
	run: IRun;
	gateway: Gateway;
	ended: Ended[];
	log: string[];
}

/** How to run them. */
export interface HostileSetup {
	parameters?: IDataObject;
	options?: IDataObject;
	node?: Partial<INode>;
	gateway?: GatewayOptions;
}

/** Milliseconds between two dripping bytes; the true answer has some hundreds of them. */
const EVERY = 20;

/** Decompressed bytes of an answer that is too long. */
const BOMB = 4e6;

/** Parallel items: most must end before their timeout. */
const MAX_CONCURRENCY = 10;

/**
 * Runs one item for each answer, in parallel.
 *
 * @param kind which request gets the hostile answer, every time
 */
export async function runHostile(
	kind: 'create' | 'poll' | 'file',
	names: readonly HostileName[],
	setup: HostileSetup = {},
): Promise<HostileRun> {
	const log = listen();
	const gateway = await openGateway({ taskSeconds: 0, ...setup.gateway });
	const nameOf = (id = '') => gateway.tasks.get(id)?.params.prompt as HostileName | undefined;
	gateway.faults = (request) => {
		if (request.kind !== kind) return undefined;
		const body = request.body as { input: Array<{ params: { prompt: string } }> } | undefined;
		const answer = (body?.input[0].params.prompt as HostileName) ?? nameOf(request.taskId);
		// Small bombs, which this process also creates; hostileMemory.test.ts has the full size.
		const bytes = answer.startsWith('endless') ? undefined : BOMB;
		return { type: 'hostile', answer, every: EVERY, bytes };
	};
	const options = {
		pollInterval: 5,
		timeout: 200,
		maxConcurrency: MAX_CONCURRENCY,
		...setup.options,
	};
	const run = await runVidu({
		items: names.map((prompt) => ({ prompt })),
		parameters: { prompt: '={{ $json.prompt }}', options, ...setup.parameters },
		node: { onError: 'continueRegularOutput', ...setup.node },
	});
	const items = outputOf(run, 'Vidu');
	const tasks = [...gateway.tasks.values()];
	const ended = names.map((name, index) => ({
		name,
		json: items[index]?.json ?? {},
		message: String(items[index]?.json.error ?? ''),
		taskId: tasks.find(({ params }) => params.prompt === name)?.id ?? '',
		requests: gateway.requests.filter(({ body }) => JSON.stringify(body)?.includes(`"${name}"`))
			.length,
	}));
	return { run, gateway, ended, log };
}

/** Checks every text that leaves the node: items, messages, log, and the execution as n8n saves it. */
export function expectHarmless({ run, ended, log }: HostileRun): void {
	const texts = [...textsIn(JSON.parse(JSON.stringify(run))), ...log];
	expect(texts.filter((text) => reveals(text, KEY))).toEqual([]);
	// A terminal obeys control characters, and a line of a log must stay one line.
	const controls = /(?![\t\n\r])\p{Cc}|[\u2028-\u202e]/u;
	expect(texts.filter((text) => controls.test(text))).toEqual([]);
	expect(log.filter((line) => /[\r\n]/.test(line))).toEqual([]);
	const longest = (all: string[]) => Math.max(0, ...all.map(({ length }) => length));
	expect(longest(ended.map(({ message }) => message))).toBeLessThan(2_000);
	expect(longest(log)).toBeLessThan(2_000);
	expect(longest(ended.map(({ json }) => JSON.stringify(json)))).toBeLessThan(2 ** 20);
}
