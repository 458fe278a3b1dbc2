/** Is a task bought once over all attempts, and named whatever ends an attempt? */

import type { SendRequest } from '../../../nodes/Vidu/gateway/http';
import { describeFailure } from '../../../nodes/Vidu/output/messages';
import type { BatchEvent } from '../../../nodes/Vidu/tasks/batch';
import type { ItemResult } from '../../../nodes/Vidu/tasks/itemResult';
import type { Job } from '../../../nodes/Vidu/tasks/job';
import { NO_LEDGER } from '../../../nodes/Vidu/tasks/ledger';
import type { Ledger, Recorded } from '../../../nodes/Vidu/tasks/ledger';
import { VirtualClock } from '../../property/virtualClock';
import { answer, noAnswer } from '../answers';
import type { Sent } from '../answers';
import { attempt, jobOf, purchaseOf } from '../purchases';
import type { Memory } from '../purchases';

const urlOf = (id: string) => `https://files.example/${id}.mp4`;
const completedAnswer = (id: string) =>
	answer(200, { id, status: 'completed', output: [{ url: urlOf(id) }] });

/** A gateway that sells the tasks t-0, t-1 and so on, each completed at its first poll. */
class Gateway {
	creations = 0;

	constructor(private readonly create?: () => Sent | Promise<Sent>) {}

	readonly send: SendRequest = async ({ method, path }) => {
		if (method === 'GET') return completedAnswer(path.split('/').at(-1) ?? '');
		const id = `t-${this.creations}`;
		this.creations += 1;
		return (await this.create?.()) ?? answer(200, { id, status: 'in_progress' });
	};
}

const messageOf = (result: ItemResult): string =>
	result.type === 'failure' ? describeFailure(result) : 'a success';

const failureOf = (result: ItemResult) =>
	result.type === 'failure' ? result.failure.type : undefined;

const again = (changes = {}) => [jobOf(purchaseOf({}, { resubmitUnclear: true, ...changes }))];

describe('a retry', () => {
	it.each<[string, Sent, number, Array<string | undefined>]>([
		['created', answer(200, { id: 't-0' }), 1, [undefined, undefined]],
		['refused', answer(402, {}), 2, ['refused', 'refused']],
		['never sent', noAnswer('ECONNREFUSED', 'connect'), 2, ['refused', 'refused']],
		['a server error', answer(500, { error: 'no' }), 1, ['unclear', 'stillUnclear']],
		['a lost answer', noAnswer('ECONNRESET', 'read'), 1, ['unclear', 'stillUnclear']],
	])(
		'after "%s" creates what is certain not to exist',
		async (_name, sent, creations, failures) => {
			const [memory, gateway] = [{}, new Gateway(() => sent)];
			for (const failure of failures) {
				const [result] = await attempt(memory, gateway);
				expect(failureOf(result)).toBe(failure);
			}
			expect(gateway.creations).toBe(creations);
		},
	);

	it('creates an unclear task again only if the user says so, and keeps what may exist', async () => {
		const memory: Memory = {};
		await attempt(memory, new Gateway(() => answer(500, { id: 'named-id' })));
		const refusing = new Gateway(() => answer(402, {}));
		const [refused] = await attempt(memory, { ...refusing, jobs: again() });
		expect(refused).toMatchObject({ earlierUnclear: { namedId: 'named-id' } });
		expect(messageOf(refused)).toContain('with the task ID named-id');
		const [bought] = await attempt(memory, { ...new Gateway(), jobs: again() });
		expect(bought).toMatchObject({ type: 'success', taskId: 't-0' });
	});

	it('repeats a creation that a rate limit refused, in the same attempt', async () => {
		let limits = 2;
		const limited = answer(429, {}, { 'retry-after': '60' });
		const gateway = new Gateway(() => ((limits -= 1) < 0 ? answer(200, { id: 't-0' }) : limited));
		const clock = new VirtualClock();
		const [result] = await attempt({}, { ...gateway, clock });
		expect([result.taskId, gateway.creations]).toEqual(['t-0', 3]);
		expect(clock.now()).toBeGreaterThan(120_000);
		const jobs = [jobOf(purchaseOf(), { timeout: 30_000 })];
		const [late] = await attempt({}, { ...new Gateway(() => limited), jobs });
		expect(late).toMatchObject({ failure: { type: 'noTimeToSubmit', apiError: { status: 429 } } });
	});

	it('writes the entry before it sends the request', async () => {
		const memory: Memory = {};
		let states: unknown;
		const gateway = new Gateway(() => {
			states = structuredClone(memory.viduTasks);
			return answer(402, {});
		});
		await attempt(memory, gateway);
		expect(states).toMatchObject([{ state: 'submitting' }]);
	});

	it('names what the item bought before its prompt was edited', async () => {
		const [memory, gateway] = [{}, new Gateway()];
		await attempt(memory, gateway);
		const edited = purchaseOf({}, { inputDigest: 'edited', request: 'edited' });
		const [result] = await attempt(memory, { ...gateway, jobs: [jobOf(edited)] });
		expect(result).toMatchObject({ taskId: 't-1', earlier: [{ taskId: 't-0' }] });
		const ofTool = purchaseOf({}, { isTool: true, request: 'tool', inputDigest: 'tool' });
		const [tool] = await attempt(memory, { ...gateway, jobs: [jobOf(ofTool)] });
		expect(tool.earlier).toBeUndefined();
	});
});

describe('the ledger', () => {
	/** A ledger that gives one answer, and notes what was asked of it. */
	function ledgerOf(recorded: Recorded) {
		const calls: unknown[] = [];
		const ledger: Ledger = {
			...NO_LEDGER,
			idOf: () => 'purchase',
			record: async (...line) => {
				calls.push(['record', ...line]);
				return recorded;
			},
			remove: (...line) => void calls.push(['remove', ...line]),
		};
		return { ledger, calls };
	}

	const record = ['record', 'purchase', 0];
	const remove = ['remove', 'purchase', 0];

	it.each<[Recorded, string, Sent, string | undefined, number, unknown[]]>([
		['new', 'created', answer(200, { id: 't-0' }), undefined, 1, [record]],
		['new', 'refused', answer(402, {}), 'refused', 1, [record, remove]],
		['new', 'unclear', answer(500, {}), 'unclear', 1, [record]],
		['unsure', 'refused', answer(402, {}), 'refused', 1, [record]],
		['unsure', 'created', answer(200, { id: 't-0' }), undefined, 1, [record]],
		['known', 'not sent', answer(402, {}), 'inLedger', 0, [record]],
	])('finds a purchase %s, which is then %s', async (found, _end, sent, failure, count, lines) => {
		const [gateway, { ledger, calls }] = [new Gateway(() => sent), ledgerOf(found)];
		const [result] = await attempt({}, { ...gateway, ledger });
		expect(failureOf(result)).toBe(failure);
		expect(gateway.creations).toBe(count);
		expect(calls).toEqual(lines);
	});

	it('that knows a purchase lets it be bought again if the user says so', async () => {
		const { ledger } = ledgerOf('known');
		const memory: Memory = {};
		const [first] = await attempt(memory, { ...new Gateway(), ledger });
		expect(failureOf(first)).toBe('inLedger');
		const refusing = new Gateway(() => answer(402, {}));
		const [refused] = await attempt(memory, { ...refusing, ledger, jobs: again() });
		expect(messageOf(refused)).toMatch(/"purchase purchase".*may still have been bought/);
		const [bought] = await attempt(memory, { ...new Gateway(), ledger, jobs: again() });
		expect(bought).toMatchObject({ type: 'success', taskId: 't-0' });
	});

	it('has a failed task no more, and gives parallel purchases different numbers', async () => {
		const { ledger, calls } = ledgerOf('new');
		const jobs = [0, 1].map((item) => jobOf(purchaseOf({}, { item })));
		const failed = answer(200, { id: 't', status: 'failed', error: 'no luck' });
		const results = await attempt({}, { send: async () => failed, ledger, jobs });
		expect(results.map(failureOf)).toEqual(['failed', 'failed']);
		const lines = [0, 1].map((copy) => ['purchase', copy]);
		expect(calls.slice(0, 2)).toEqual(lines.map((line) => ['record', ...line]));
		expect(calls.slice(2)).toEqual(lines.map((line) => ['remove', ...line]));
	});
});

describe('a stop', () => {
	it.each<[string, Sent | undefined, RegExp]>([
		['a task', answer(200, { id: 't-0' }), /^Row 1, task t-0: /],
		['an unclear creation', answer(503, {}), /may have been bought/],
		['an unclear creation with an ID', answer(503, { id: 'named-id' }), /named-id/],
		['a refusal', answer(402, {}), /nothing was bought/i],
		['nothing', undefined, /nothing was bought/i],
	])(
		'before an attempt sends nothing, and names %s of an earlier one',
		async (_name, sent, words) => {
			const memory: Memory = {};
			if (sent !== undefined) {
				const stuck = async () => answer(401, {});
				await attempt(memory, { send: async (one) => (one.method === 'POST' ? sent : stuck()) });
			}
			const send = jest.fn();
			const [result] = await attempt(memory, { send, signal: AbortSignal.abort() });
			expect(send).not.toHaveBeenCalled();
			expect(failureOf(result)).toBe('stopped');
			expect(messageOf(result)).toMatch(words);
			expect(/nothing was bought/i.test(messageOf(result))).toBe(words.flags === 'i');
		},
	);

	it.each<[string, number, string | undefined, string, number]>([
		['while a rate limit is waited for', 30_000, undefined, 'stopped', 2],
		['while the task is created', 60_005, undefined, 'unclear', 2],
		['while the task is waited for', 62_000, 't', 'stopped', 2],
	])('%s', async (_when, at, taskId, failure, requests) => {
		const [clock, stop] = [new VirtualClock(), new AbortController()];
		let sent = 0;
		const send: SendRequest = async () => {
			sent += 1;
			if (sent === 1) return answer(429, {}, { 'retry-after': '60' });
			await clock.sleep(100, stop.signal);
			if (stop.signal.aborted) return noAnswer('ERR_CANCELED');
			return answer(200, { id: 't', status: 'in_progress' });
		};
		clock.at(at, () => stop.abort());
		const [result] = await attempt({}, { send, clock, signal: stop.signal });
		expect(result.taskId).toBe(taskId);
		expect(failureOf(result)).toBe(failure);
		expect(sent).toBe(at < 60_000 ? requests - 1 : requests);
		if (failure === 'unclear') expect(result).toMatchObject({ failure: { wasStopped: true } });
	});
});

describe('a mistake of the node', () => {
	const failAt = (type: BatchEvent['type']) => (event: BatchEvent) => {
		if (event.type === type) throw new Error('The log cannot be written');
	};

	it.each(['submitted', 'polled'] as const)(
		'when a task was %s names it, and the retry continues with it',
		async (type) => {
			const [memory, gateway] = [{}, new Gateway()];
			const [broken] = await attempt(memory, { ...gateway, onEvent: failAt(type) });
			expect(messageOf(broken)).toMatch(/^Row 1, task t-0: .*: The log cannot be written\./);
			const [result] = await attempt(memory, gateway);
			expect(result).toMatchObject({ type: 'success', taskId: 't-0' });
			expect(gateway.creations).toBe(1);
		},
	);

	it('when a task ended does not change its result', async () => {
		const [result] = await attempt({}, { ...new Gateway(), onEvent: failAt('ended') });
		expect(result).toMatchObject({ type: 'success', taskId: 't-0' });
	});

	it('in a creation leaves it unclear for every retry', async () => {
		const memory: Memory = {};
		const gateway = new Gateway(() => {
			throw new Error('A mistake in the sender');
		});
		const [first] = await attempt(memory, gateway);
		expect(messageOf(first)).toMatch(
			/^Row 1: .*: A mistake in the sender\. .*may have been bought/,
		);
		for (const _retry of [1, 2]) {
			expect(failureOf((await attempt(memory, gateway))[0])).toBe('stillUnclear');
		}
		expect(gateway.creations).toBe(1);
	});

	it('in the preparation of a request creates nothing', async () => {
		const params = async () => Promise.reject(new Error('The file is gone'));
		const [memory, gateway] = [{}, new Gateway()];
		const [result] = await attempt(memory, {
			...gateway,
			jobs: [jobOf(purchaseOf({}, { params }))],
		});
		expect(result).toMatchObject({ failure: { type: 'notPrepared', message: 'The file is gone' } });
		expect([gateway.creations, memory]).toEqual([0, {}]);
	});
});

describe('an error in what is done with a result', () => {
	const three = (target?: (item: number) => Job['target']): Job[] =>
		[0, 1, 2].map((item) => jobOf(purchaseOf({}, { item }), target && { target: target(item) }));
	const breakAt = (item: number) => async (result: ItemResult) => {
		if (result.item === item && result.type === 'success') throw new Error('The disk is full');
		return result;
	};

	it.each<[string, Job[]]>([
		['a purchase', three()],
		['an existing task', three((item) => ({ type: 'existing', taskId: `t-${item}` }))],
	])('fails its item, for %s, and names the task', async (_target, jobs) => {
		const results = await attempt({}, { ...new Gateway(), jobs, finish: breakAt(1) });
		expect(results.map(({ type }) => type)).toEqual(['success', 'failure', 'success']);
		expect(results[1]).toMatchObject({ taskId: 't-1', task: { videoUrls: [urlOf('t-1')] } });
		expect(messageOf(results[1])).toMatch(/^Row 2, task t-1: .*: The disk is full\./);
	});

	it('that comes twice is thrown after all other jobs, and the retry has their tasks', async () => {
		const [memory, gateway, ended] = [{}, new Gateway(), [] as number[]];
		const finish = async (result: ItemResult) => {
			if (result.item === 0) throw new Error(`Broken for a ${result.type}`);
			ended.push(result.item);
			return result;
		};
		const run = attempt(memory, { ...gateway, jobs: three(), finish });
		await expect(run).rejects.toThrow('Broken for a failure');
		expect(ended).toEqual([1, 2]);
		const results = await attempt(memory, { ...gateway, jobs: three() });
		expect(results.map(({ taskId }) => taskId)).toEqual(['t-0', 't-1', 't-2']);
		expect(gateway.creations).toBe(3);
	});
});
