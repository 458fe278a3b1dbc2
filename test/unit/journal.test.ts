/** Does the journal find what was submitted for the same item, and only that? Rules: issue 3, point 1. */

import type { Entry, EntryState } from '../../nodes/Vidu/tasks/entry';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import type { PurchaseKey } from '../../nodes/Vidu/tasks/purchase';

type Context = Record<string, unknown>;

const keyOf = (changes: Partial<PurchaseKey> = {}): PurchaseKey => ({
	run: 0,
	item: 0,
	inputDigest: 'parameters and input',
	request: 'request',
	runNumber: 0,
	parameters: '',
	isTool: false,
	...changes,
});

/** One try: submits for a key, and ends with the entry in a state. */
function submit(context: Context, key: PurchaseKey, state: EntryState, taskId?: string): Entry {
	const journal = Journal.open(context);
	const entry = journal.begin(key, 'model', 1_710_000_000_000);
	Object.assign(entry, { state }, taskId === undefined ? {} : { taskId });
	journal.release(entry.item);
	return entry;
}

/** What the next try finds: a task's ID, the state of an entry without one, or that there is none. */
function found(context: Context, key: PurchaseKey): string {
	const journal = Journal.open(context);
	const entry = journal.claim(key);
	if (entry !== undefined) journal.release(entry.item);
	return entry?.taskId ?? entry?.state ?? 'nothing';
}

/** The context as it is when the execution was saved and started again from what was saved. */
const saved = (context: Context): Context => JSON.parse(JSON.stringify(context)) as Context;

describe('a second try', () => {
	it.each([
		['running', 'task-1', 'task-1'],
		['completed', 'task-1', 'task-1'],
		['unclear', undefined, 'unclear'],
		// Found later, so nobody knows how it ended.
		['submitting', undefined, 'unclear'],
		// Nothing was bought, or the credits were refunded: it may be created again.
		['refused', undefined, 'nothing'],
		['failed', 'task-1', 'nothing'],
	] as Array<[EntryState, string | undefined, string]>)(
		'after "%s" finds what there is',
		(state, taskId, expected) => {
			const context: Context = {};
			submit(context, keyOf(), state, taskId);
			expect(found(saved(context), keyOf())).toBe(expected);
			expect(found(context, keyOf())).toBe(expected);
		},
	);

	it.each([
		['another item', { item: 1 }],
		['another run of a loop', { run: 1 }],
		['an edited parameter', { inputDigest: 'edited', request: 'edited' }],
	] as Array<[string, Partial<PurchaseKey>]>)('for %s finds nothing', (_case, changes) => {
		const context: Context = {};
		submit(context, keyOf(), 'running', 'task-1');
		expect(found(context, keyOf(changes))).toBe('nothing');
		expect(found(context, keyOf())).toBe('task-1');
	});

	it.each([
		['an expression gives something new, such as $now', { request: 'other' }],
		['an option was edited that is not part of the request', { inputDigest: 'other' }],
	] as Array<[string, Partial<PurchaseKey>]>)('finds the task where %s', (_case, changes) => {
		const context: Context = {};
		submit(context, keyOf(), 'running', 'task-1');
		expect(found(context, keyOf(changes))).toBe('task-1');
	});

	it('tells identical prompts of several items and runs apart', () => {
		const context: Context = {};
		for (const run of [0, 1, 2]) {
			for (const item of [0, 1]) {
				expect(found(context, keyOf({ run, item }))).toBe('nothing');
				submit(context, keyOf({ run, item }), 'running', `task-${run}-${item}`);
			}
		}
		const again = saved(context);
		for (const run of [2, 0, 1]) {
			for (const item of [1, 0]) {
				expect(found(again, keyOf({ run, item }))).toBe(`task-${run}-${item}`);
			}
		}
	});

	it('finds the newest task, where one failed before', () => {
		const context: Context = {};
		submit(context, keyOf(), 'failed', 'task-1');
		submit(context, keyOf(), 'refused');
		submit(context, keyOf(), 'running', 'task-2');
		expect(found(saved(context), keyOf())).toBe('task-2');
	});

	it('finds a result that left the node already: n8n tries again after a normal return, too', () => {
		const context: Context = {};
		const journal = Journal.open(context);
		const entry = journal.begin(keyOf(), 'model', 0);
		Object.assign(entry, { state: 'completed', taskId: 'task-1' });
		journal.release(entry.item);
		journal.delivered(0);
		expect(found(saved(context), keyOf())).toBe('task-1');
	});
});

describe('the journal', () => {
	it('is written before anything is sent, where n8n keeps it', () => {
		const context: Context = { other: 'data of the node' };
		const entry = Journal.open(context).begin(keyOf(), 'model', 0);
		expect(found(saved(context), keyOf())).toBe('nothing');
		entry.state = 'submitting';
		expect(found(saved(context), keyOf())).toBe('unclear');
		expect(context.other).toBe('data of the node');
	});

	it('is plain data, the same after it was saved', () => {
		const context: Context = {};
		const task = { id: 'task-1', status: 'completed', videoUrls: ['https://files.example/1.mp4'] };
		Object.assign(submit(context, keyOf(), 'completed', 'task-1'), { task });
		expect(saved(context)).toEqual(context);
		const entry = Journal.open(saved(context)).claim(keyOf());
		expect(entry).toMatchObject({ task, taskId: 'task-1', model: 'model' });
	});

	it('forgets nothing, whoever looks into it', () => {
		const context: Context = {};
		submit(context, keyOf(), 'failed', 'task-1');
		submit(context, keyOf({ run: 1 }), 'running', 'task-2');
		for (const run of [0, 1, 2, 1]) found(context, keyOf({ run }));
		for (const item of [0, 1]) Journal.open(context).delivered(item);
		const ids = (context.viduTasks as Entry[]).map(({ taskId }) => taskId);
		expect(ids).toEqual(['task-1', 'task-2']);
	});

	it('names the task of an item that this call works on', () => {
		const context: Context = {};
		submit(context, keyOf({ item: 1 }), 'running', 'task-1');
		const journal = Journal.open(context);
		expect(journal.taskIdOf(1)).toBeUndefined();
		journal.claim(keyOf({ item: 1 }));
		expect(journal.taskIdOf(1)).toBe('task-1');
		expect(journal.taskIdOf(0)).toBeUndefined();
	});
});
