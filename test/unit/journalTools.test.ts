/*
 * Is each call of the node as an AI tool told from the others? A call that is tried again has a new run
 * number, and calls side by side may have the same one, the same item and the same prompt.
 */

import fc from 'fast-check';

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
	isTool: true,
	...changes,
});

/** One call of the tool: takes up or buys, and can end in the ways in which a call ends. */
class Call {
	readonly entry: Entry;

	readonly isBought: boolean;

	private readonly journal: Journal;

	constructor(context: Context, taskId: string, key = keyOf()) {
		this.journal = Journal.open(context);
		const earlier = this.journal.claim(key);
		this.isBought = earlier === undefined;
		this.entry = earlier ?? this.journal.begin(key, 'model', 0);
		if (earlier === undefined) Object.assign(this.entry, { state: 'running', taskId });
	}

	/** It did not work: the agent may try again. */
	fail(state: EntryState): void {
		this.entry.state = state;
		if (state === 'refused') delete this.entry.taskId;
		this.journal.release(this.entry.item);
	}

	succeed(): void {
		this.entry.state = 'completed';
		// In this order, or a call beside it could take up what is just about to leave.
		this.journal.delivered(this.entry.item);
		this.journal.release(this.entry.item);
	}
}

describe('a tool call', () => {
	it('that is tried again goes on with its task, under another run number', () => {
		const context: Context = {};
		new Call(context, 'task-1').fail('running');
		const again = new Call(context, 'task-2', keyOf({ run: 5, item: 0 }));
		expect(again.entry.taskId).toBe('task-1');
	});

	it('buys its own video after another with the same prompt was delivered', () => {
		const context: Context = {};
		new Call(context, 'task-1').succeed();
		const second = new Call(context, 'task-2');
		expect(second.entry.taskId).toBe('task-2');
		second.succeed();
		const saved = JSON.parse(JSON.stringify(context)) as Context;
		expect(new Call(saved, 'task-3', keyOf({ run: 1 })).entry.taskId).toBe('task-3');
	});

	it('buys its own video beside another with the same prompt', () => {
		const context: Context = {};
		const first = new Call(context, 'task-1');
		const second = new Call(context, 'task-2');
		expect([first.entry.taskId, second.entry.taskId]).toEqual(['task-1', 'task-2']);
		first.fail('running');
		second.fail('running');
		const again = [new Call(context, 'task-3'), new Call(context, 'task-4')];
		expect(again.map(({ entry }) => entry.taskId).sort()).toEqual(['task-1', 'task-2']);
	});

	it('with another prompt has nothing to do with it', () => {
		const context: Context = {};
		new Call(context, 'task-1').fail('running');
		const other = keyOf({ inputDigest: 'other', request: 'other' });
		expect(new Call(context, 'task-2', other).entry.taskId).toBe('task-2');
	});

	it.each(['refused', 'failed'] as const)(
		'goes on with its task though the call beside it was %s',
		(state) => {
			const context: Context = {};
			const first = new Call(context, 'task-1');
			new Call(context, 'task-2').fail(state);
			first.fail('running');
			// The first call is tried again: its task runs on and is paid.
			expect(new Call(context, 'task-3').entry.taskId).toBe('task-1');
		},
	);

	it('does not take up an unclear creation twice', () => {
		const context: Context = {};
		new Call(context, 'task-1').fail('unclear');
		const first = Journal.open(context).claim(keyOf());
		expect(first?.state).toBe('unclear');
		expect(Journal.open(context).claim(keyOf())).toBeUndefined();
	});

	it('never buys again while a paid task of the same prompt waits to be taken up', () => {
		const end = fc.constantFrom('running', 'failed', 'refused', 'done');
		const step = fc.record({ isNew: fc.boolean(), which: fc.nat(), end });
		fc.assert(
			fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
				const context: Context = {};
				const open: Call[] = [];
				const waiting = () =>
					((context.viduTasks ?? []) as Entry[]).filter(
						(entry) =>
							entry.taskId !== undefined &&
							entry.state === 'running' &&
							!open.some((call) => call.entry === entry),
					).length;
				for (const [at, { isNew, which, end: how }] of steps.entries()) {
					if (isNew || open.length === 0) {
						const before = waiting();
						const call = new Call(context, `task-${at}`, keyOf({ run: at }));
						expect(call.isBought).toBe(before === 0);
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
