/** n8n's Stop button at every moment of a call: nothing is bought afterwards, and no known task is lost. */

import type { Gateway, GatewayOptions, HostileName } from '../gateway';
import { listen } from './crash';
import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { FakeMemory } from './memory';
import { story } from './stories';
import { QUICK, openGateway, startVidu, until } from './vidu';
import type { Setup } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

afterEach(() => jest.restoreAllMocks());

/** A moment at which the execution is stopped. */
interface Moment {
	gateway?: GatewayOptions;
	faults?: Gateway['faults'];
	setup?: Setup;
	when: (gateway: Gateway) => boolean;
	/** Milliseconds in which an endless answer begins. */
	pause?: number;
	/** Requests that create a task, before Stop and in all. */
	creations: number;
	/** Whether the node knows the tasks, so that the error must name them. */
	knowsTasks?: boolean;
	says?: RegExp;
}

const oneAtATime = { options: { ...QUICK, maxConcurrency: 1 } };
const tooMany = { type: 'status', status: 429, headers: { 'Retry-After': '1' } } as const;
const endless = (answer: HostileName) => ({ type: 'hostile', answer, every: 10 }) as const;
const isCreated = ({ counts }: Gateway) => counts.createRequests === 1;
const isPolled = ({ counts }: Gateway) => counts.polls > 0;

/** While an answer to a creation is read that never ends. */
const creating = (answer: HostileName): Moment => ({
	faults: ({ kind }) => (kind === 'create' ? endless(answer) : undefined),
	when: isCreated,
	pause: 200,
	creations: 1,
	says: /may have been bought/,
});

/** While an answer to a poll is read that never ends. */
const polling = (answer: HostileName): Moment => ({
	gateway: { taskSeconds: 60 },
	faults: ({ kind }) => (kind === 'poll' ? endless(answer) : undefined),
	when: isPolled,
	pause: 200,
	creations: 1,
	knowsTasks: true,
});

const estimating = (parameters: object): Moment => ({
	gateway: { estimates: 'slow:30' },
	setup: { parameters: { ...parameters } },
	when: ({ counts }) => counts.estimates === 1,
	creations: 0,
});

const MOMENTS: Record<string, Moment> = {
	'three tasks run and two items wait': {
		gateway: { taskSeconds: 60 },
		setup: {
			items: [{}, {}, {}, {}, {}],
			parameters: { options: { ...QUICK, maxConcurrency: 3 } },
		},
		when: ({ counts }) => Object.keys(counts.pollsByTask).length === 3,
		creations: 3,
		knowsTasks: true,
	},
	'a task is being created': {
		faults: ({ kind }) => (kind === 'create' ? { type: 'stall-after' } : undefined),
		setup: { items: [{}, {}], parameters: oneAtATime },
		when: isCreated,
		creations: 1,
		says: /may have been bought/,
	},
	'the node waits after a 429 to a creation': {
		faults: ({ kind }) => (kind === 'create' ? tooMany : undefined),
		when: isCreated,
		creations: 1,
	},
	'the node sleeps between polls': {
		gateway: { taskSeconds: 60 },
		setup: { parameters: { options: { pollInterval: 30 } } },
		when: ({ tasks }) => tasks.size === 1,
		pause: 200,
		creations: 1,
		knowsTasks: true,
	},
	'a poll gets no answer': {
		gateway: { taskSeconds: 60 },
		faults: ({ kind }) => (kind === 'poll' ? { type: 'stall' } : undefined),
		when: isPolled,
		creations: 1,
		knowsTasks: true,
	},
	'a video is downloaded': {
		gateway: { taskSeconds: 0 },
		faults: ({ kind }) => (kind === 'file' ? endless('drip-file') : undefined),
		setup: { items: [{}, {}], parameters: { downloadVideo: true, ...oneAtATime } },
		when: ({ counts }) => counts.fileHeaders.length === 1,
		creations: 1,
		knowsTasks: true,
	},
	'a dry run waits for an estimate': estimating({ dryRun: true, options: QUICK }),
	'Max Cost waits for an estimate': estimating({ options: { ...QUICK, maxCost: 10 } }),
	'scene 2 of 4 runs': {
		gateway: { taskSeconds: (_params, _model, n) => (n === 1 ? 60 : 0.2) },
		setup: { parameters: story() },
		when: ({ counts }) => Object.keys(counts.pollsByTask).length === 2,
		creations: 2,
		knowsTasks: true,
	},
	'scene 2 of 4 waits after a 429': {
		faults: ({ kind, n }) => (kind === 'create' && n === 1 ? tooMany : undefined),
		setup: { parameters: story() },
		when: ({ counts }) => counts.createRequests === 2,
		creations: 2,
		knowsTasks: true,
		says: /scene 2 of 4: /,
	},
	'the answer to a creation drips': creating('drip-body'),
	'the answer to a creation is complete and does not end': creating('drip-trailers'),
	'the answer to a creation has endless headers': creating('drip-headers'),
	'the answer to a poll drips': polling('drip-body'),
	'the answer to a poll has no body': polling('stall-before-body'),
	'the answer to a poll is no HTTP any more': polling('switch-protocols'),
};

for (const [name, parameters] of IMAGE_KINDS) {
	MOMENTS[`one of two videos from images runs: ${name}`] = {
		gateway: { taskSeconds: 60 },
		setup: { parameters: { prompt: '@kite', ...parameters, ...oneAtATime } },
		when: isPolled,
		creations: 1,
		knowsTasks: true,
	};
}

/** Waits for the error of the node, which comes after n8n has ended the execution. */
async function errorAfterStop(execution: ReturnType<typeof startVidu>): Promise<string> {
	const error = () => {
		const { resultData } = execution.data();
		return resultData.error ?? resultData.runData.Vidu?.at(-1)?.error;
	};
	await until(() => error() !== undefined);
	return String(error()?.message);
}

describe.each(['stopWorkflow', 'continueErrorOutput'] as const)(
	'Stop, with %s, while',
	(onError) => {
		const node = { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

		test.each(Object.entries(MOMENTS))('%s', async (name, moment) => {
			const gateway = await openGateway(moment.gateway);
			gateway.faults = moment.faults;
			const items = name.includes('images')
				? [await itemOfAnyKind(), await itemOfAnyKind()]
				: undefined;
			const execution = startVidu({ items, ...moment.setup, node });
			await until(() => moment.when(gateway));
			if (moment.pause) await new Promise((resolve) => setTimeout(resolve, moment.pause));
			const { polls } = gateway.counts;
			execution.stop();
			const run = await execution.finished;
			expect(run.status).toBe('canceled');
			expect(run.data.resultData.runData).not.toHaveProperty('Success');
			const said = await errorAfterStop(execution);
			// A retry or a late request would come now.
			await new Promise((resolve) => setTimeout(resolve, 200));
			expect(gateway.counts.createRequests).toBe(moment.creations);
			expect(gateway.counts.polls).toBeLessThanOrEqual(polls + gateway.tasks.size);
			// n8n recognizes a stop by this spelling.
			expect(said).toMatch(/^Execution was canceled\./);
			expect(said).toMatch(moment.says ?? /stopped/);
			const saved = JSON.stringify(execution.data().executionData?.contextData);
			for (const id of moment.knowsTasks ? gateway.tasks.keys() : []) {
				expect(said).toContain(id);
				expect(saved).toContain(id);
			}
		});
	},
);

test('no request comes later, after a 429 that asked for a pause', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind }) => (kind === 'create' ? tooMany : undefined);
	const execution = startVidu({ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
	await until(() => isCreated(gateway));
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 1200));
	expect(gateway.counts.createRequests).toBe(1);
});

test('after the last result, Stop is a stop too, and names the task', async () => {
	const gateway = await openGateway();
	const lines = listen();
	const execution = startVidu();
	const push = lines.push.bind(lines);
	// The cost is the last line before the output.
	lines.push = (...said) => {
		if (/1 video for/.test(said[0])) execution.stop();
		return push(...said);
	};
	expect((await execution.finished).status).toBe('canceled');
	const said = await errorAfterStop(execution);
	expect(said).toMatch(/^Execution was canceled\./);
	expect(said).toContain([...gateway.tasks.keys()][0]);
});

test('the log has one line for each task that was stopped', async () => {
	const lines = listen();
	const gateway = await openGateway({ taskSeconds: 60 });
	const execution = startVidu({ items: [{}, {}] });
	await until(() => Object.keys(gateway.counts.pollsByTask).length === 2);
	execution.stop();
	await execution.finished;
	const stopped = () => lines.filter((line) => /^Vidu task .* stopped/.test(line));
	await until(() => stopped().length === 2);
	for (const id of gateway.tasks.keys()) {
		expect(stopped().filter((line) => line.includes(id))).toHaveLength(1);
	}
});

test('an answer to a creation that arrives after Stop is logged', async () => {
	const lines = listen();
	const gateway = await openGateway({ taskSeconds: 60 });
	gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'delay', ms: 800 } : undefined);
	const execution = startVidu({ items: [{}, {}], parameters: oneAtATime });
	await until(() => isCreated(gateway));
	execution.stop();
	const { data } = await execution.finished;
	expect(await errorAfterStop(execution)).toMatch(/may have been bought/);
	const about = () => lines.filter((line) => line.includes('purchase'));
	await until(() => about().length === 2);
	const [id] = gateway.tasks.keys();
	const purchase = /purchase [\da-f]{16}/.exec(about()[0])?.[0];
	expect(about()[0]).toMatch(/^Vidu: .* stopped before .* may have been bought \(row 1, /);
	expect(about()[1]).toMatch(new RegExp(`^Vidu task ${id} submitted \\(row 1, .*${purchase}`));
	expect(data.resultData.metadata).toMatchObject({ viduRunningTasks: id, viduOtherTasks: 'none' });
	expect(gateway.counts.createRequests).toBe(1);
	expect(JSON.stringify(execution.data().executionData?.contextData)).toContain(id);
});

test('what n8n has not begun to send at a stop is not sent', async () => {
	const gateway = await openGateway();
	let reads = 0;
	const execution = startVidu({
		run: {
			beforeCredential: async () => {
				reads += 1;
				// The first time is before the call, the second for the creation.
				if (reads === 2) await new Promise((resolve) => setTimeout(resolve, 300));
			},
		},
	});
	await until(() => reads === 2);
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 600));
	expect(gateway.counts.createRequests).toBe(0);
});

describe('the custom data of the execution', () => {
	const isCompleted = (lines: string[]) => lines.some((line) => /: completed/.test(line));

	test('has the tasks that a stop leaves behind, running and finished', async () => {
		const lines = listen();
		const gateway = await openGateway({ taskSeconds: (_p, _m, n) => (n === 0 ? 0.3 : 60) });
		const execution = startVidu({ items: [{}, {}, {}] });
		await until(() => isCompleted(lines));
		execution.stop();
		const { data } = await execution.finished;
		const [finished, ...running] = gateway.tasks.keys();
		const { viduRunningTasks, viduOtherTasks } = data.resultData.metadata ?? {};
		expect(viduRunningTasks.split(', ').sort()).toEqual(running.sort());
		expect(viduOtherTasks).toBe(`${finished} (finished)`);
	});

	test('has the purchase of a creation that was not answered yet', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'stall-after' } : undefined);
		const execution = startVidu();
		await until(() => isCreated(gateway));
		execution.stop();
		const { data } = await execution.finished;
		await errorAfterStop(execution);
		expect(data.resultData.metadata).toEqual({
			viduOtherTasks: expect.stringMatching(/^purchase [\da-f]{16} \(unclear\)$/),
		});
	});

	test('is left alone without a stop', async () => {
		await openGateway();
		const { data } = await startVidu({ items: [{}, {}] }).finished;
		expect(data.resultData.metadata).toBeUndefined();
	});
});

test('while the database does not answer, the node ends and buys nothing', async () => {
	const gateway = await openGateway();
	memory.hangs = true;
	const execution = startVidu({ items: [{}, {}] });
	await new Promise((resolve) => setTimeout(resolve, 300));
	execution.stop();
	await execution.finished;
	expect(gateway.counts.createRequests).toBe(0);
});
