import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node';
import type { Entry } from '../../nodes/Vidu/tasks/entry';
import { CREATE_PATH } from '../gateway/api';
import { FakeGateway } from '../property/fakeGateway';
import { ProcessedItems } from '../processedItems';
import { VirtualClock } from '../property/virtualClock';
import { contextOf } from './n8n';
import type { Said } from './n8n';
import type { Scenario } from './scenario';
import { theClock } from './theClock';
import { Wire } from './wire';
import type { Asked } from './wire';
import { KEY } from './words';

/** The result of one try. */
export interface Try {
	items?: INodeExecutionData[];
	error?: Error & { description?: string | null };
	said: Said;
	/** Milliseconds that it took, and those after the stop, if it was stopped. */
	took: number;
	tookAfterStop?: number;
}

/** The result of an execution. */
export interface Played {
	tries: Try[];
	creations: readonly Asked[];
	gateway: FakeGateway;
	wire: Wire;
	/** Tasks that an operation without a purchase was given. */
	tasksBefore: string[];
	/** The data that n8n saves with the execution. */
	saved: string;
	/** Creations that were sent before they stood in the journal, or in the ledger. */
	unrecorded: string[];
}

/** Milliseconds in which an answer to a creation may come after a stop, and a little more. */
const CREATION = 121_000;

/** Milliseconds of the virtual clock after which a try hangs. */
const HANGS = 40_000_000;

/** A moment in 2024, so that the clock of the day goes with the virtual one. */
const BEGIN = 1_710_000_000_000;

/** Runs an execution with its tries, as Retry On Fail makes them. */
export async function play(scenario: Scenario): Promise<Played> {
	const clock = new VirtualClock();
	theClock.current = clock;
	const gateway = new FakeGateway(
		clock,
		() => ({ type: 'none', delay: 0 }),
		(n) => scenario.tasks[n % scenario.tasks.length],
		{ keys: [KEY], estimates: () => wire.estimate },
	);
	const memory = new ProcessedItems();
	let context: Record<string, unknown> = {};
	const unrecorded: string[] = [];
	const plans = structuredClone(scenario.plans);
	const wire: Wire = new Wire(clock, gateway, plans, scenario.engine, (prompt) => {
		const entries = (context.viduTasks ?? []) as Entry[];
		const item = Number(prompt.split(' ')[1]);
		const entry = entries.findLast((one) => one.item === item);
		const isNamed = memory.has('node-1', `${entry?.purchase} ${entry?.copy}`);
		if (entry?.state !== 'submitting' || !isNamed) unrecorded.push(prompt);
	});
	const tasksBefore = tasksBeforeOf(scenario, gateway);
	const stop = new AbortController();
	gateway.signal = stop.signal;
	const { stopAt } = scenario;
	let stoppedAt: number | undefined;
	if (stopAt !== undefined) {
		clock.at(clock.now() + stopAt, () => {
			stoppedAt = clock.now();
			stop.abort();
		});
	}
	jest.spyOn(Date, 'now').mockImplementation(() => BEGIN + clock.now());
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	const tries: Try[] = [];
	const { prompts, continueOnFail } = scenario;
	const parametersOf = (item: number) => parameters(scenario, item, tasksBefore);
	try {
		for (wire.tryNumber = 0; wire.tryNumber < scenario.tries; wire.tryNumber += 1) {
			const items = prompts.length;
			const setup = {
				wire,
				stop: stop.signal,
				parametersOf,
				raw: rawParameters(scenario, tasksBefore),
				items,
				continueOnFail,
				context,
				memory,
			};
			const { context: n8n, said } = contextOf(setup);
			const startedAt = clock.now();
			const ended: Pick<Try, 'items' | 'error'> = await clock.run(
				new Vidu().execute.call(n8n).then(
					([out]) => ({ items: out }),
					(error: Error) => ({ error }),
				),
				clock.now() + HANGS,
			);
			const took = clock.now() - startedAt;
			const tookAfterStop =
				stoppedAt === undefined ? undefined : clock.now() - Math.max(stoppedAt, startedAt);
			tries.push({ ...ended, said, took, tookAfterStop });
			context = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
			const isGood = ended.items?.every(({ json }) => json.error === undefined);
			if (isGood || stop.signal.aborted) break;
		}
		if (stop.signal.aborted) await clock.run(clock.sleep(CREATION), clock.now() + HANGS);
	} finally {
		jest.restoreAllMocks();
	}
	if (wire.mistakes.length > 0) throw wire.mistakes[0];
	const saved = JSON.stringify([context, tries.map(({ items, error }) => [items, error])]);
	const { creations } = wire;
	return { tries, creations, gateway, wire, tasksBefore, saved, unrecorded };
}

/** Buys the tasks that the items of Task: Get and Task: Wait are about. */
function tasksBeforeOf({ operation, prompts }: Scenario, gateway: FakeGateway): string[] {
	if (operation === 'buy') return [];
	for (const prompt of prompts) {
		const body = { model: 'm', input: [{ params: { prompt } }] };
		gateway.work({ method: 'POST', path: CREATE_PATH, body }, 'documented', KEY);
	}
	return gateway.bought.map(({ id }) => id);
}

function parameters(scenario: Scenario, item: number, tasksBefore: string[]): IDataObject {
	const { maxFileSize, maxConcurrency, timeout, totalTimeout, outputOnTimeout } = scenario;
	const onTimeout = outputOnTimeout ? 'output' : 'error';
	const limit = scenario.limit && { maxCost: scenario.limit.usd };
	const options = { maxFileSize, maxConcurrency, timeout, totalTimeout, onTimeout, ...limit };
	const both = { downloadVideo: scenario.downloads, options };
	if (scenario.operation !== 'buy') {
		return { resource: 'task', operation: scenario.operation, taskId: tasksBefore[item], ...both };
	}
	const word = scenario.prompts[item];
	const prompt = word === '' ? '' : `${word} ${item}`;
	return {
		resource: 'video',
		operation: 'textToVideo',
		prompt,
		waitForCompletion: scenario.waits,
		dryRun: scenario.dryRun,
		...both,
	};
}

/** The parameters of the first item as they are in the editor. */
function rawParameters(scenario: Scenario, tasksBefore: string[]): IDataObject {
	const raw = parameters(scenario, 0, tasksBefore);
	const maxCost = '={{ $json.budget }}';
	if (scenario.limit?.isExpression) raw.options = { ...(raw.options as IDataObject), maxCost };
	return raw;
}
