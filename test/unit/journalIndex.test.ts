/*
 * Does a journal find by its index what a walk through all of its entries finds? Calls side by side, calls
 * after a save, tools, scenes: whatever happened to the journal before.
 */

import fc from 'fast-check';

import type { Entry } from '../../nodes/Vidu/tasks/entry';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import type { PurchaseKey } from '../../nodes/Vidu/tasks/purchase';
import { keyOf } from './purchaseKeys';

type Context = { viduTasks?: Entry[] };

const ITEMS = [0, 1];
const CALLS = [0, 1];

const anyKey = fc
	.record({
		run: fc.nat({ max: 1 }),
		item: fc.constantFrom(...ITEMS),
		scene: fc.constantFrom(undefined, 1),
		given: fc.constantFrom('a', 'b'),
		isTool: fc.boolean(),
	})
	.map((changes) => keyOf({ ...changes, request: changes.given }));

const anyStep = fc.record({
	call: fc.constantFrom(...CALLS),
	key: anyKey,
	action: fc.constantFrom(
		'takeUp',
		'takeUp',
		'buy',
		'buy',
		'end',
		'end',
		'end',
		'fail',
		'deliver',
		'save',
	),
});

const idOf = ({ taskId }: Entry) => taskId;

const isAlive = ({ state }: Entry) => state === 'running' || state === 'completed';

/** Several calls of a node, and who works on which entry. */
class Calls {
	context: Context = {};

	private journals = CALLS.map(() => this.open());

	private readonly held = new Map<Entry, number>();

	journal(call: number): Journal {
		return this.journals[call];
	}

	entries(): Entry[] {
		return this.context.viduTasks ?? [];
	}

	/** Entries that nobody works on and whose task exists, by a walk through all. */
	free(): Entry[] {
		return this.entries().filter((entry) => isAlive(entry) && !this.held.has(entry));
	}

	/** What an item's next call has to take up, by a walk through all. */
	expected({ run, item, scene, inputDigest, isTool }: PurchaseKey): Entry | undefined {
		return this.free().findLast(
			(entry) =>
				entry.scene === scene &&
				entry.inputDigest === inputDigest &&
				(isTool ? entry.delivered !== true : entry.run === run && entry.item === item),
		);
	}

	hold(call: number, entry: Entry): void {
		this.held.set(entry, call);
	}

	end(call: number): void {
		for (const item of ITEMS) this.journal(call).release(item);
		for (const [entry, holder] of this.held) if (holder === call) this.held.delete(entry);
		this.journals[call] = this.open();
	}

	/** The execution is saved and started anew. */
	save(): void {
		this.context = JSON.parse(JSON.stringify(this.context)) as Context;
		this.held.clear();
		this.journals = CALLS.map(() => this.open());
	}

	private open(): Journal {
		return Journal.open(this.context as Record<string, unknown>);
	}
}

function buy(calls: Calls, call: number, key: PurchaseKey): void {
	const alive = calls.entries().filter((entry) => entry.purchase === key.inputDigest && isAlive(entry));
	const taken = new Set(alive.map(({ copy }) => copy));
	const entry = calls.journal(call).begin(key, 'model', 0, key.inputDigest);
	expect(entry.copy).toBe([...Array(taken.size + 1).keys()].find((nth) => !taken.has(nth)));
	entry.state = 'running';
	entry.taskId = `task-${calls.entries().length}`;
	calls.hold(call, entry);
}

function takeUp(calls: Calls, call: number, key: PurchaseKey): void {
	const expected = calls.expected(key);
	expect(calls.journal(call).claim(key)).toBe(expected);
	if (expected === undefined) return;
	expect(expected).toMatchObject({ run: key.run, item: key.item });
	calls.hold(call, expected);
}

describe('what a journal finds', () => {
	it('is what a walk through all of its entries finds, whatever was done before', () => {
		fc.assert(
			fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40, size: 'max' }), (steps) => {
				const calls = new Calls();
				for (const { call, key, action } of steps) {
					const { run } = key;
					if (action === 'takeUp') takeUp(calls, call, key);
					if (action === 'buy') buy(calls, call, key);
					if (action === 'deliver') calls.journal(call).delivered(key.item);
					if (action === 'end') calls.end(call);
					if (action === 'save') calls.save();
					const last = calls.entries().at(-1);
					if (action === 'fail' && last !== undefined) last.state = 'failed';
					for (const journal of CALLS.map((each) => calls.journal(each))) {
						expect(journal.peek([key])[0]).toBe(calls.expected(key));
						for (const item of ITEMS) {
							const ofItem = calls.free().filter((one) => one.run === run && one.item === item);
							const found = journal.earlier({ run, item, isTool: false });
							expect(found.map(idOf)).toEqual(ofItem.map(idOf));
						}
					}
				}
			}),
			{ numRuns: 100 },
		);
	});

	it('is the entry of another item that a tool took up, under its new item and no more under the old', () => {
		const context = {};
		const asTool = keyOf({ item: 0, isTool: true });
		const journal = Journal.open(context);
		Object.assign(journal.begin(asTool, 'model', 0), { state: 'running', taskId: 'task-1' });
		journal.release(0);
		const earlierOf = (item: number) =>
			Journal.open(context)
				.earlier({ run: 0, item, isTool: false })
				.map(({ taskId }) => taskId);
		expect(earlierOf(0)).toEqual(['task-1']);
		const second = Journal.open(context);
		second.claim({ ...asTool, item: 1 });
		second.release(1);
		expect([earlierOf(0), earlierOf(1)]).toEqual([[], ['task-1']]);
	});

	it('is nothing, and nothing is written, until the first entry begins', () => {
		const context: Context = {};
		const [first, second] = [0, 1].map(() => Journal.open(context as Record<string, unknown>));
		expect(first.peek([keyOf()])).toEqual([undefined]);
		expect(second.earlier({ run: 0, item: 0, isTool: false })).toEqual([]);
		expect(context).toEqual({});
		const entry = second.begin(keyOf(), 'model', 0);
		Object.assign(entry, { state: 'running', taskId: 'task-1' });
		second.release(0);
		expect(first.peek([keyOf()])).toEqual([entry]);
	});
});
