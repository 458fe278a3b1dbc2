/** One execution against many hostile answers at a time: each item asks for one, by its prompt. */

import type { IDataObject, INode, IRun } from 'n8n-workflow';

import type { Gateway, GatewayOptions, HostileName } from '../gateway';
import { reveals, textsIn } from '../fuzz/words';
import { listen } from './crash';
import { outputOf } from './run';
import { KEY, openGateway, runVidu } from './vidu';

/** What came of one item. */
export interface Ended {
	name: HostileName;
	/** Its output, or what the error of the run says of it. */
	json: IDataObject;
	message: string;
	/** Of the task that was bought. */
	taskId: string;
	requests: number;
}

/** What came of all of them. */
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

/** Milliseconds between two bytes that drip; the true answer has some hundreds of them. */
const EVERY = 20;

/** Bytes of an answer that is too long, unpacked. */
const BOMB = 4e6;

/** How many are under way at a time: most of them have to be over before a time limit is. */
const AT_A_TIME = 10;

/**
 * Runs one item for each of the answers, side by side.
 *
 * @param kind which request gets the hostile answer, every time
 */
export async function runHostile(
	kind: 'create' | 'look' | 'file',
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
		// Bombs that take little of this very process; those of full size have a process of their own.
		const bytes = answer.startsWith('endless') ? undefined : BOMB;
		return { type: 'hostile', answer, every: EVERY, bytes };
	};
	const options = { pollInterval: 5, timeout: 200, maxConcurrency: AT_A_TIME, ...setup.options };
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

/** Texts that leave the node: its items, its messages, its log, and the execution as n8n saves it. */
const everythingOf = ({ run, log }: HostileRun): string[] => [
	...textsIn(JSON.parse(JSON.stringify(run))),
	...log,
];

/** @returns those that give the key away, in any way in which it may be written */
export const textsWithKey = (all: HostileRun): string[] =>
	everythingOf(all).filter((text) => reveals(text, KEY));

/** @returns those with something that a terminal obeys; a line of a log must be one line, too */
export const textsWithControls = (all: HostileRun): string[] => [
	...everythingOf(all).filter((text) => /(?![\t\n\r])\p{Cc}|[\u2028-\u202e]/u.test(text)),
	...all.log.filter((line) => /[\r\n]/.test(line)),
];
