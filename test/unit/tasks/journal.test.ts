/** Does the journal find what was submitted for the same item, and only that? */

import fc from 'fast-check';

import type { Entry, EntryState } from '../../../nodes/Vidu/tasks/entry';
import { Journal } from '../../../nodes/Vidu/tasks/journal';
import type { PurchaseKey } from '../../../nodes/Vidu/tasks/purchase';
import { keyOf } from '../purchases';
import type { Memory } from '../purchases';

/** One attempt: submits for a key, and ends with the entry in a state. */
function submit(memory: Memory, key: PurchaseKey, state: EntryState, taskId?: string): Entry {
	const journal = Journal.open(memory);
	const entry = journal.begin(key, 'model', 1_710_000_000_000);
	Object.assign(entry, { state }, taskId === undefined ? {} : { taskId });
	journal.release(entry.item);
	return entry;
}

/** The result of the next attempt's claim: the ID of a task, the state of an entry without one, or nothing. */
function found(memory: Memory, key: PurchaseKey): string {
	const journal = Journal.open(memory);
	const entry = journal.claim(key);
	journal.release(key.item);
	return entry?.taskId ?? entry?.state ?? 'nothing';
}

/** The memory when the execution was saved and started again from what was saved. */
const saved = (memory: Memory): Memory => JSON.parse(JSON.stringify(memory)) as Memory;

const taskIds = (entries: unknown): Array<string | undefined> =>
	((entries ?? []) as Entry[]).map(({ taskId }) => taskId);

describe('the next attempt', () => {
	it.each<[EntryState, string | undefined, string]>([
		['running', 'task-1', 'task-1'],
		['completed', 'task-1', 'task-1'],
		['unclear', undefined, 'unclear'],
		// Found later, so nobody knows how it ended.
		['submitting', undefined, 'unclear'],
		// Nothing was bought, or the credits were refunded: it may be created again.
		['preparing', undefined, 'nothing'],
		['refused', undefined, 'nothing'],
		['failed', 'task-1', 'nothing'],
	])('after "%s" (%p) finds: %s', (state, taskId, expected) => {
		const memory: Memory = {};
		submit(memory, keyOf(), state, taskId);
		expect(found(saved(memory), keyOf())).toBe(expected);
		expect(found(memory, keyOf())).toBe(expected);
	});

	const other = { inputDigest: 'other', request: 'other' };

	it.each<[string, Partial<PurchaseKey>, string]>([
		['another item', { item: 1 }, 'nothing'],
		['another run of a loop', { run: 1 }, 'nothing'],
		['an edited parameter', other, 'nothing'],
		['a scene', { scene: 1 }, 'nothing'],
		['an expression with a new value, such as $now', { request: 'other' }, 'task-1'],
		['an edited option that is not sent', { inputDigest: 'other' }, 'task-1'],
		['a tool of another prompt', { ...other, isTool: true }, 'nothing'],
		['a tool in another run, as another item', { run: 5, item: 1, isTool: true }, 'task-1'],
	])('with %s (%p) finds: %s', (_case, changes, expected) => {
		const memory: Memory = {};
		submit(memory, keyOf(), 'running', 'task-1');
		expect(found(memory, keyOf(changes))).toBe(expected);
	});

	it('distinguishes runs, items and scenes with identical prompts', () => {
		const memory: Memory = {};
		const keys = [0, 1].flatMap((run) =>
			[0, 1].flatMap((item) => [undefined, 1, 2].map((scene) => keyOf({ run, item, scene }))),
		);
		for (const [index, key] of keys.entries()) {
			expect(found(memory, key)).toBe('nothing');
			submit(memory, key, 'running', `task-${index}`);
		}
		const again = saved(memory);
		for (const index of [5, 0, 11, 3, 8, 1])
			expect(found(again, keys[index])).toBe(`task-${index}`);
	});

	it.each<[string, Array<[EntryState, string?]>, string]>([
		['after a failed one', [['failed', 'task-1'], ['refused'], ['running', 'task-2']], 'task-2'],
		[
			'of several',
			[
				['running', 'task-1'],
				['running', 'task-2'],
			],
			'task-2',
		],
		['rather than what may exist', [['running', 'task-1'], ['unclear']], 'task-1'],
	])('finds the newest task %s', (_case, entries, expected) => {
		const memory: Memory = {};
		for (const [state, taskId] of entries) submit(memory, keyOf(), state, taskId);
		expect(found(saved(memory), keyOf())).toBe(expected);
	});

	it('finds a delivered result: n8n retries after a success, too', () => {
		const memory: Memory = {};
		submit(memory, keyOf(), 'completed', 'task-1').delivered = true;
		expect(found(saved(memory), keyOf())).toBe('task-1');
		expect(found(saved(memory), keyOf({ isTool: true }))).toBe('nothing');
	});
});

describe('the journal', () => {
	it('has the entry before anything is sent, where n8n keeps it', () => {
		const memory: Memory = { other: 'data of the node' };
		const entry = Journal.open(memory).begin(keyOf(), 'model', 0);
		expect(found(saved(memory), keyOf())).toBe('nothing');
		entry.state = 'submitting';
		expect(found(saved(memory), keyOf())).toBe('unclear');
		expect(memory.other).toBe('data of the node');
	});

	it('is plain data, the same after it was saved', () => {
		const memory: Memory = {};
		const task = { id: 'task-1', status: 'completed', videoUrls: ['https://files.example/1.mp4'] };
		Object.assign(submit(memory, keyOf({ scene: 1 }), 'completed', 'task-1'), { task });
		submit(memory, keyOf(), 'running', 'task-2');
		expect(saved(memory)).toEqual(memory);
		expect(memory.viduTasks).toMatchObject([{ scene: 1, task }, { taskId: 'task-2' }]);
		expect(Object.keys((memory.viduTasks as Entry[])[1])).not.toContain('scene');
	});

	it('is not written by a peek into it', () => {
		const memory: Memory = {};
		const [first, second] = [Journal.open(memory), Journal.open(memory)];
		expect(first.peek(keyOf())).toBeUndefined();
		expect(first.earlier({ run: 0, isTool: false })).toEqual([]);
		expect(memory).toEqual({});
		const entry = second.begin(keyOf(), 'model', 0);
		Object.assign(entry, { state: 'submitting' });
		second.release(0);
		const peek = first.peeker();
		expect([first.peek(keyOf()), peek(keyOf()), peek(keyOf())]).toEqual([entry, entry, undefined]);
		expect(entry.state).toBe('submitting');
	});

	it('removes and overwrites nothing', () => {
		const memory: Memory = {};
		submit(memory, keyOf(), 'failed', 'task-1');
		submit(memory, keyOf({ run: 1 }), 'running', 'task-2');
		for (const run of [0, 1, 2, 1]) found(memory, keyOf({ run }));
		for (const item of [0, 1]) Journal.open(memory).delivered(item);
		expect(taskIds(memory.viduTasks)).toEqual(['task-1', 'task-2']);
	});

	it('names the task that this call works on, of each item and scene', () => {
		const memory: Memory = {};
		for (const scene of [1, 2])
			submit(memory, keyOf({ item: 1, scene }), 'running', `task-${scene}`);
		const journal = Journal.open(memory);
		expect(journal.taskIdOf(1)).toBeUndefined();
		for (const scene of [1, 2]) journal.claim(keyOf({ item: 1, scene }));
		expect(journal.taskIdOf(1)).toBe('task-2');
		expect(journal.taskIdOf(0)).toBeUndefined();
		expect(journal.ofScene(1, 1)?.taskId).toBe('task-1');
		expect(journal.ofScene(1, 3)).toBeUndefined();
	});

	it('lists earlier submissions of an item or a run, of a tool what was not delivered', () => {
		const memory: Memory = {};
		submit(memory, keyOf(), 'running', 'task-1');
		submit(memory, keyOf({ item: 1 }), 'completed', 'task-2').delivered = true;
		submit(memory, keyOf({ run: 1 }), 'running', 'task-3');
		submit(memory, keyOf(), 'failed', 'task-4');
		const journal = Journal.open(memory);
		const listed = (call: Parameters<Journal['earlier']>[0]) => taskIds(journal.earlier(call));
		expect(listed({ run: 0, isTool: false, item: 0 })).toEqual(['task-1']);
		expect(listed({ run: 0, isTool: false })).toEqual(['task-1', 'task-2']);
		expect(listed({ run: 0, isTool: true })).toEqual(['task-1', 'task-3']);
		Journal.open(memory).claim(keyOf());
		expect(listed({ run: 0, isTool: false })).toEqual(['task-2']);
	});

	it('gives parallel purchases with one ID different numbers, and a free number to the next', () => {
		const memory: Memory = {};
		const journal = Journal.open(memory);
		const begin = () => journal.begin(keyOf(), 'model', 0, 'purchase');
		const [first, second] = [begin(), begin()];
		expect([first.copy, second.copy]).toEqual([0, 1]);
		Object.assign(first, { state: 'refused' });
		Object.assign(second, { state: 'unclear' });
		expect([begin().copy, begin().copy]).toEqual([0, 2]);
		expect(journal.begin(keyOf(), 'model', 0, 'another').copy).toBe(0);
	});
});

describe('a call of a tool', () => {
	const tool = (changes: Partial<PurchaseKey> = {}) => keyOf({ isTool: true, ...changes });

	/** Claims or buys, and ends in the ways in which a call ends. */
	class Call {
		readonly entry: Entry;

		readonly isBought: boolean;

		private readonly journal: Journal;

		constructor(memory: Memory, taskId: string, key = tool()) {
			this.journal = Journal.open(memory);
			const earlier = this.journal.claim(key);
			this.isBought = earlier === undefined;
			this.entry = earlier ?? this.journal.begin(key, 'model', 0);
			if (earlier === undefined) Object.assign(this.entry, { state: 'running', taskId });
		}

		/** The agent may try again. */
		fail(state: EntryState): void {
			this.entry.state = state;
			if (state === 'refused') delete this.entry.taskId;
			this.journal.release(this.entry.item);
		}

		succeed(): void {
			this.entry.state = 'completed';
			// In this order, or a parallel call could claim what is just about to leave.
			this.journal.delivered(this.entry.item);
			this.journal.release(this.entry.item);
		}
	}

	it('buys its own video after a delivered one, and next to a parallel one', () => {
		const memory: Memory = {};
		new Call(memory, 'task-1').succeed();
		const parallel = [new Call(memory, 'task-2'), new Call(memory, 'task-3')];
		expect(parallel.map(({ entry }) => entry.taskId)).toEqual(['task-2', 'task-3']);
		for (const call of parallel) call.fail('running');
		const again = [4, 5].map((n) => new Call(memory, `task-${n}`, tool({ run: n })));
		expect(again.map(({ entry }) => entry.taskId).sort()).toEqual(['task-2', 'task-3']);
	});

	it('moves what it claims to its own run and item', () => {
		const memory: Memory = {};
		new Call(memory, 'task-1').fail('running');
		new Call(memory, 'task-2', tool({ run: 3, item: 1 })).fail('running');
		const earlierOf = (run: number, item: number) =>
			taskIds(Journal.open(memory).earlier({ run, item, isTool: false }));
		expect([earlierOf(0, 0), earlierOf(3, 1)]).toEqual([[], ['task-1']]);
	});

	it('does not claim an unclear creation that a parallel call claimed', () => {
		const memory: Memory = {};
		new Call(memory, 'task-1').fail('unclear');
		expect(Journal.open(memory).claim(tool())?.state).toBe('unclear');
		expect(Journal.open(memory).claim(tool())).toBeUndefined();
	});

	it('never buys while a paid task of the same prompt waits to be claimed', () => {
		const end = fc.constantFrom('running', 'failed', 'refused', 'done');
		const step = fc.record({ isNew: fc.boolean(), which: fc.nat(), end });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
				const memory: Memory = {};
				const open: Call[] = [];
				const isWaiting = (entry: Entry) =>
					entry.taskId !== undefined &&
					entry.state === 'running' &&
					!open.some((call) => call.entry === entry);
				for (const [at, { isNew, which, end: how }] of steps.entries()) {
					if (isNew || open.length === 0) {
						const waiting = ((memory.viduTasks ?? []) as Entry[]).filter(isWaiting).length;
						const call = new Call(memory, `task-${at}`, tool({ run: at }));
						expect(call.isBought).toBe(waiting === 0);
						open.push(call);
					} else {
						const [call] = open.splice(which % open.length, 1);
						if (how === 'done') call.succeed();
						else call.fail(how);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});
});
