/** Does a poll that fails, a wait that the gateway asks for, and what earlier tasks took have the right effect? */

import type { SendRequest } from '../../../nodes/Vidu/gateway/http';
import type { Entry } from '../../../nodes/Vidu/tasks/entry';
import type { ItemResult } from '../../../nodes/Vidu/tasks/itemResult';
import type { Job } from '../../../nodes/Vidu/tasks/job';
import { RecentDurations } from '../../../nodes/Vidu/tasks/recentDurations';
import { FakeGateway } from '../../property/fakeGateway';
import { VirtualClock } from '../../property/virtualClock';
import { answer, noAnswer } from '../answers';
import type { Sent } from '../answers';
import { attempt, HOUR, jobOf, purchaseOf } from '../purchases';
import type { Memory } from '../purchases';

const MINUTE = 60_000;
const URL = 'https://files.example/1.mp4';
const running = answer(200, { id: 't', status: 'in_progress' });
const DONE = { id: 't', status: 'completed', output: [{ url: URL }] };
const done = answer(200, DONE);

const existing = (taskId: string, changes: Partial<Job> = {}): Job =>
	jobOf(purchaseOf(), { target: { type: 'existing', taskId }, ...changes });

/** Polls the task "t" with the answers in order, the last one again and again. */
async function poll(answers: Sent[], changes: Partial<Job> = {}) {
	const clock = new VirtualClock();
	let polls = 0;
	const send: SendRequest = async () => answers[Math.min(polls++, answers.length - 1)];
	const [result] = await attempt({}, { send, clock, jobs: [existing('t', changes)] });
	return { result, polls, at: clock.now() };
}

describe('a wait', () => {
	const lost = noAnswer('ECONNRESET');
	const [missing, refused, broken] = [404, 401, 503].map((status) => answer(status, {}));
	const failed = answer(200, { id: 't', status: 'failed' });
	const notFound = answer(400, { message: 'Task not found' });
	const none = answer(200, { error: 'The task does not exist' });
	const page = answer(404, '<html><title>404 Not Found</title>');
	const empty = answer(200, { code: 1113, message: 'Insufficient balance' });
	const empty429 = answer(429, { error: { code: 'insufficient_quota', message: 'no' } });
	const withoutVideo = answer(200, { status: 'completed' });
	const doubtful = answer(200, { status: 'failed', message: 'upstream timeout' });
	const other = answer(200, { id: 'x', status: 'completed', output: [{ url: URL }] });
	const badCheck = answer(200, { id: 't', status: 'failed', error: { code: '008020098' } });
	const late = { timeout: 9_000 };
	const turns = (count: number, ...answers: Sent[]) => Array(count).fill(answers).flat() as Sent[];

	it.each<[string, Sent[], number, string, Partial<Job>]>([
		['sees the end', [running, done], 2, 'completed', {}],
		['outlives failed polls', [lost, broken, done], 3, 'completed', {}],
		['outlives a 404 of a new task', [missing, done], 2, 'completed', {}],
		['gives an unknown ID up after 10 s', [missing], 3, 'noSuchTask', {}],
		['gives it up after 10 s at any interval', [missing], 3, 'noSuchTask', { interval: 90_000 }],
		['gives it up, whatever says so', [missing, notFound, none], 3, 'noSuchTask', {}],
		['gives it up after a page', [page], 3, 'noSuchTask', {}],
		['outlives two 404s of an unknown ID', [missing, missing, done], 3, 'completed', {}],
		['counts only 404s in a row', [...turns(20, missing, broken), done], 41, 'completed', {}],
		['gives a task that was seen up after 30 s', [running, missing], 9, 'notChecked', {}],
		['polls an unknown ID once', [missing], 1, 'noSuchTask', { until: 'poll' }],
		['ends at the time limit with an unknown ID', [missing], 2, 'noSuchTask', { timeout: 3_000 }],
		['ends when the key is refused', [running, refused], 2, 'notChecked', {}],
		['ends with a failed task', [failed], 1, 'failed', {}],
		['outlives a failure without proof', [doubtful, other, badCheck, done], 4, 'completed', {}],
		['outlives a completed task without a video', [withoutVideo, done], 2, 'completed', {}],
		['gives a failure without proof up after 60 s', [doubtful], 14, 'notChecked', {}],
		['gives the end of another task up after 60 s', [other], 14, 'notChecked', {}],
		['gives a failed status check up after 60 s', [badCheck], 14, 'notChecked', {}],
		['gives a task without a video up after 30 s', [withoutVideo], 8, 'notChecked', {}],
		['counts only the same doubt', [...turns(20, doubtful, running), done], 41, 'completed', {}],
		['counts no doubt over others', [...turns(20, doubtful, missing), done], 41, 'completed', {}],
		['ends with an empty account', [running, empty], 2, 'notChecked', {}],
		['ends with an empty account as 429', [running, empty429], 2, 'notChecked', {}],
		['ends in doubt at the time limit', [running, withoutVideo], 3, 'notChecked', late],
		['gives out a task in doubt', [doubtful], 3, 'in_progress', { ...late, outputOnTimeout: true }],
		["takes a user's long interval for long", [doubtful], 2, 'notChecked', { interval: 90_000 }],
		['polls once, though in doubt', [doubtful], 1, 'notChecked', { until: 'poll' }],
		['polls once, a failed check', [badCheck], 1, 'failed', { until: 'poll' }],
		['polls once, without a video', [withoutVideo], 1, 'completed', { until: 'poll' }],
		['ends at the time limit', [running], 3, 'timedOut', late],
		['gives out a running task', [running], 3, 'in_progress', { ...late, outputOnTimeout: true }],
		['polls once', [running], 1, 'in_progress', { until: 'poll' }],
		['polls once, though it fails', [broken], 1, 'notChecked', { until: 'poll' }],
		['polls never', [running], 0, 'in_progress', { until: 'creation' }],
	])('%s', async (_what, answers, count, end, changes) => {
		const { result, polls, at } = await poll(answers, changes);
		expect(result.taskId).toBe('t');
		expect(result.type === 'success' ? result.task.status : result.failure.type).toBe(end);
		expect(polls).toBe(count);
		if (end === 'timedOut') expect(result).toMatchObject({ failure: { waited: at } });
		if (changes.outputOnTimeout) expect(result).toMatchObject({ timedOut: true });
	});

	it('asks for an unknown ID over 10 s, and says to check it', async () => {
		for (const sent of [missing, notFound, none]) {
			const { result, at } = await poll([sent]);
			expect(at).toBeGreaterThanOrEqual(10_000);
			expect(at).toBeLessThan(11_000);
			const next = expect.stringMatching(/^Check the task ID.*base URL/);
			expect(result).toMatchObject({ failure: { apiError: { next } } });
		}
	});

	it('keeps its patience for a task that this node created', async () => {
		let polls = 0;
		const send: SendRequest = async ({ method }) =>
			method === 'POST' ? answer(200, { id: 't' }) : ((polls += 1), missing);
		const [result] = await attempt({}, { send });
		expect(result).toMatchObject({ failure: { type: 'notChecked' }, taskId: 't' });
		expect(polls).toBe(8);
	});

	it('keeps the URLs of a completed task where a retry cannot refresh them', async () => {
		const memory = {};
		const create = async () =>
			answer(200, { id: 't', status: 'completed', output: [{ url: URL }] });
		await attempt(memory, { send: create });
		for (const [sent, url] of [
			[answer(503, {}), URL],
			[answer(200, { id: 't', status: 'completed' }), URL],
			[answer(200, { id: 't', status: 'completed', output: [{ url: `${URL}?2` }] }), `${URL}?2`],
		] as const) {
			const [result] = await attempt(structuredClone(memory), { send: async () => sent });
			expect(result).toMatchObject({ type: 'success', task: { videoUrls: [url] } });
		}
	});
});

describe('a purchase', () => {
	const FAILED = { id: 't', status: 'failed', error: 'no' };
	const NO_PROOF = [
		{ status: 'failed', error: 'task not found' },
		{ status: 'failed', data: null, message: 'upstream timeout' },
		{ status: 'canceled' },
		{ status: 'expired' },
		{ id: 'x', status: 'failed' },
		{ id: 'x', status: 'completed', output: [{ url: URL }] },
		{ id: 't', error: 'database timeout' },
		{ id: 't', status: 'failed', error: { code: 8020098 } },
		{ id: 't', status: 'completed', output: [] },
		{ id: 't', status: 'completed', output: [{ type: 'image', url: URL }] },
	];

	/** Two attempts; every creation and every poll gets the same answer. */
	async function twice(created: object, polled: object) {
		const memory: { viduTasks?: Entry[] } = {};
		let [creations, polls] = [0, 0];
		const send: SendRequest = async ({ method }) => {
			if (method === 'GET') polls += 1;
			else creations += 1;
			return answer(200, method === 'GET' ? polled : created);
		};
		const [first] = await attempt(memory as Memory, { send });
		const state = memory.viduTasks?.[0].state;
		if (first.type === 'failure') await attempt(memory as Memory, { send });
		const end = first.type === 'success' ? first.task.status : first.failure.type;
		return { end, state, creations, polls };
	}

	it.each(NO_PROOF)('is not repeated after %j', async (polled) => {
		const { end, state, creations } = await twice({ id: 't' }, polled);
		expect({ end, state, creations }).toEqual({
			end: 'notChecked',
			state: 'running',
			creations: 1,
		});
	});

	it.each([FAILED, { status: 'failed', error: { code: 8012098 } }])(
		'is repeated after %j',
		async (polled) => {
			const { end, state, creations } = await twice({ id: 't' }, polled);
			expect({ end, state, creations }).toEqual({ end: 'failed', state: 'failed', creations: 2 });
		},
	);

	const NO_VIDEO = { output: [] };
	// An error without a state says nothing of a task: docs/decisions/2026-11-29-answers-to-a-creation.md.
	const STATES = NO_PROOF.filter((body) => 'status' in body).map((body) => ({
		...body,
		...NO_VIDEO,
	}));
	it.each([...STATES, FAILED, { status: 'success' }])(
		'that is answered with %j is polled',
		async (body) => {
			const output = [{ url: URL }];
			const all = await twice({ ...body, id: 't' }, { id: 't', status: 'completed', output });
			expect(all).toEqual({ end: 'completed', state: 'completed', creations: 1, polls: 1 });
			const never = { until: 'creation' } as const;
			const send = async () => answer(200, { ...body, id: 't', model: 'm' });
			const [result] = await attempt({}, { send, jobs: [jobOf(purchaseOf(), never)] });
			const task = { id: 't', status: 'in_progress', model: 'm', videoUrls: [] };
			expect(result).toMatchObject({ type: 'success', task });
			expect(result.task).not.toHaveProperty('failure');
		},
	);

	it.each([
		['completed', { output: [{ url: URL }] }],
		['failed', { error: { code: '008020099' } }],
	])('that is answered with "%s" and proof is not polled', async (status, rest) => {
		const { end, polls } = await twice({ id: 't', status, ...rest }, running);
		expect([end, polls]).toEqual([status, 0]);
	});
});

describe('a refusal for a while', () => {
	/** When each task is polled and when its job ends; the first poll of "slow" is refused. */
	async function waitingWith(status: number, headers: Record<string, string>) {
		const clock = new VirtualClock();
		const polls: Record<string, number[]> = {};
		const ends: Record<string, number> = {};
		const send: SendRequest = async ({ path }) => {
			const id = path.split('/').at(-1) ?? '';
			polls[id] = [...(polls[id] ?? []), clock.now()];
			if (id === 'slow' && polls[id].length === 1) return answer(status, {}, headers);
			return answer(200, clock.now() > 20_000 ? { ...DONE, id } : { id, status: 'in_progress' });
		};
		const finish = async (result: ItemResult) => {
			ends[result.taskId ?? ''] = clock.now();
			return result;
		};
		const jobs = ['slow', 'quick-1', 'quick-2'].map((id, item) => existing(id, { item }));
		const results = await attempt({}, { send, clock, jobs, finish });
		expect(results.map(({ type }) => type)).toEqual(['success', 'success', 'success']);
		return { polls, ends };
	}

	it.each([408, 500, 503])('by %i with Retry-After delays its own task', async (status) => {
		const { polls, ends } = await waitingWith(status, { 'retry-after': '600' });
		expect(polls.slow[1]).toBeGreaterThanOrEqual(10 * MINUTE);
		expect(polls.slow[1]).toBeLessThan(11 * MINUTE);
		expect(Math.max(ends['quick-1'], ends['quick-2'])).toBeLessThan(MINUTE);
	});

	it('by 429 with Retry-After delays all tasks: it is the rate of the key', async () => {
		const { polls } = await waitingWith(429, { 'retry-after': '600' });
		const others = Object.values(polls).flatMap((times) => times.slice(1));
		expect(Math.min(...others)).toBeGreaterThanOrEqual(10 * MINUTE);
	});

	it('by 503 without it delays no task', async () => {
		const { ends } = await waitingWith(503, {});
		expect(Math.max(...Object.values(ends))).toBeLessThan(MINUTE);
	});
});

describe('the durations of earlier tasks', () => {
	interface Run {
		recent: RecentDurations;
		gateway?: string;
		kind?: string;
		fails?: boolean;
		/** Whether an earlier attempt bought it. */
		isOld?: boolean;
	}

	/** Runs one task of 120 s. Its polls, and milliseconds from its end to the end of the run. */
	async function run({ kind = 'k', fails = false, isOld = false, ...rest }: Run) {
		const [clock, memory] = [new VirtualClock(), {}];
		const fake = new FakeGateway(
			clock,
			() => ({ type: 'none', delay: 100 }),
			() => ({ seconds: 120, fails, reports: false }),
		);
		const job = jobOf(purchaseOf({ prompt: 'x' }, { kind }));
		const setup = { gateway: 'a', ...rest, send: fake.send, clock };
		if (isOld) await attempt(memory, { ...setup, jobs: [{ ...job, timeout: 5_000 }] });
		await attempt(memory, { ...setup, jobs: [{ ...job, timeout: HOUR }] });
		const [{ polls, finishesAt }] = fake.bought;
		return { polls, late: clock.now() - finishesAt };
	}

	it('let a later task be seen sooner, in fewer polls', async () => {
		const recent = new RecentDurations();
		const first = await run({ recent });
		for (let n = 0; n < 6; n += 1) await run({ recent });
		const last = await run({ recent });
		expect(last.polls).toBeLessThan(first.polls);
		expect(last.late).toBeLessThanOrEqual(1_100);
		expect(recent.of('a k')).toHaveLength(8);
		for (const duration of recent.of('a k'))
			expect(Math.abs(duration - 120_000)).toBeLessThanOrEqual(4_800 / 2 + 100);
	});

	it.each<[string, Partial<Run>]>([
		['another kind', { kind: 'another' }],
		['another gateway', { gateway: 'another' }],
	])('do not matter to a task of %s', async (_case, other) => {
		const recent = new RecentDurations();
		for (const _run of [1, 2]) await run({ recent });
		expect(await run({ recent, ...other })).toEqual(await run({ recent: new RecentDurations() }));
	});

	it.each<[string, Partial<Run>]>([
		['that failed', { fails: true }],
		['that was polled only at its end', { isOld: true }],
	])('have none of a task %s', async (_case, other) => {
		const recent = new RecentDurations();
		await run({ recent, ...other });
		expect(recent.of('a k')).toEqual([]);
	});
});
