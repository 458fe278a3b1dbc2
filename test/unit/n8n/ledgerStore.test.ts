/** What does the ledger still know after a crash, and what does a purchase cost in database writes? */

import { LEDGER_LINES, MOST_IN_CALL } from '../../../nodes/Vidu/tasks/ledger';
import type { Ledger } from '../../../nodes/Vidu/tasks/ledger';
import { ledgerOf, SlowItems } from '../../ledgers';
import type { LedgerCall } from '../../ledgers';
import { LINE } from '../../processedItems';
import { VirtualClock } from '../../property/virtualClock';
import { keyOf } from '../purchases';

let processes = 0;
let executions = 0;

/** A process of n8n, whose calls share a list. */
function begin(memory: SlowItems, clock: VirtualClock) {
	const process = `unit ${(processes += 1)}`;
	return (call: Partial<LedgerCall> = {}) => ledgerOf({ memory, clock, process, ...call });
}

const idsOf = (ledger: Ledger, count: number): string[] =>
	Array.from({ length: count }, (_, item) => ledger.idOf(keyOf({ item })) ?? '');

/** Records purchases that start together; how many were not there. */
async function record(ledger: Ledger, ids: readonly string[]): Promise<number> {
	const recorded = await Promise.all(ids.map(async (id) => await ledger.record(id, 0)));
	expect(recorded).not.toContain('unsure');
	return recorded.filter((one) => one === 'new').length;
}

function setUp(milliseconds = 15) {
	const clock = new VirtualClock();
	const memory = new SlowItems(clock, milliseconds);
	const run = async <T>(work: Promise<T>) => await clock.run(work, 100_000_000);
	/** A full list, as others left it. */
	const fill = () =>
		memory.rows.set('node', { data: Array.from({ length: LEDGER_LINES }, (_, n) => `full ${n}`) });
	/** As many purchases of other executions. */
	const others = async (count: number, process = begin(memory, clock)) => {
		for (let at = 0; at < count; at += 1_000) {
			const other = process({ execution: `other ${(executions += 1)}` });
			await record(other, idsOf(other, Math.min(1_000, count - at)));
		}
	};
	return { clock, memory, run, fill, others };
}

describe('after a crash', () => {
	test.each([
		[5_000, 20_000],
		[MOST_IN_CALL, LEDGER_LINES - MOST_IN_CALL],
		[1, LEDGER_LINES - 1],
	])('all of %d purchases are known after %d others', async (own, since) => {
		const { clock, memory, run, fill, others } = setUp();
		fill();
		const call = begin(memory, clock)();
		await run(record(call, idsOf(call, own)));
		await run(others(since));
		const retry = begin(memory, clock)();
		await run(retry.lookUp(idsOf(retry, own)));
		expect(await run(record(retry, idsOf(retry, own)))).toBe(0);
	});

	test('of 100 purchases, the 95 that were not begun can be bought', async () => {
		const { clock, memory, run, others } = setUp();
		const call = begin(memory, clock)();
		await run(record(call, idsOf(call, 5)));
		await run(others(20_000));
		const before = [...(memory.rows.get('node')?.data ?? [])];
		const retry = begin(memory, clock)();
		const ids = idsOf(retry, 100);
		await run(retry.lookUp(ids));
		expect(memory.rows.get('node')?.data).toEqual(before);
		for (const id of ids.slice(0, 5)) expect(await run(retry.record(id, 0))).toBe('known');
		expect(await run(record(retry, ids.slice(5)))).toBe(95);
	});

	test('a retry does not push out what it searches next', async () => {
		const { clock, memory, run, others } = setUp();
		const call = begin(memory, clock)();
		await run(record(call, idsOf(call, 100)));
		const process = begin(memory, clock);
		await run(others(LEDGER_LINES, process));
		const isLeft = idsOf(call, 100).map((id) => memory.has('node', `${id} 0`));
		expect(isLeft).toContain(true);
		await run(others(50, process));
		const left = idsOf(call, 100).filter((id) => memory.has('node', `${id} 0`));
		const retry = begin(memory, clock)();
		const ids = idsOf(retry, 100);
		await run(retry.lookUp(ids));
		let known = 0;
		for (const id of ids) {
			known += (await run(retry.record(id, 0))) === 'known' ? 1 : 0;
			await run(others(1, process));
		}
		expect(known).toBe(left.length);
	});

	test('a stop in the middle of the look-up leaves nothing behind', async () => {
		const { clock, memory, run, others } = setUp();
		await run(others(10));
		const before = [...(memory.rows.get('node')?.data ?? [])];
		const stop = new AbortController();
		const retry = begin(memory, clock)({ signal: stop.signal });
		clock.at(clock.now() + 5, () => stop.abort());
		await run(retry.lookUp(idsOf(retry, 100)));
		await run(clock.sleep(1_000));
		expect(memory.rows.get('node')?.data).toEqual(before);
	});
});

describe('at once', () => {
	test('250 executions are recorded within 5 s where an access takes 40 ms', async () => {
		const { clock, memory, run } = setUp(40);
		const process = begin(memory, clock);
		const warnings: string[] = [];
		const calls = Array.from({ length: 250 }, (_, n) => process({ execution: `${n}`, warnings }));
		const start = clock.now();
		const all = calls.map(async (call) => await record(call, idsOf(call, 2)));
		expect(await run(Promise.all(all))).toEqual(calls.map(() => 2));
		expect(clock.now() - start).toBeLessThan(5_000);
		expect(warnings).toEqual([]);
		expect(memory.rows.get('node')?.data).toHaveLength(500);
	});

	test('the wait for other accesses is not counted as the database’s', async () => {
		const { clock, memory, run } = setUp(6_000);
		const process = begin(memory, clock);
		const warnings: string[] = [];
		const all = [0, 5_000, 5_900, 6_100, 11_000].map(async (at, n) => {
			await clock.sleep(at);
			const call = process({ execution: `${n}`, warnings });
			return await record(call, idsOf(call, 1));
		});
		expect(await run(Promise.all(all))).toEqual([1, 1, 1, 1, 1]);
		expect(warnings).toEqual([]);
	});

	test('two runs of one execution that ask together: one of them buys', async () => {
		const { clock, memory, run } = setUp();
		const process = begin(memory, clock);
		// Something to wait for, so that both share the next access.
		const [first, ...runs] = [process({ execution: 'other' }), process(), process()];
		const answers = run(
			Promise.all([first, ...runs].map(async (call) => await call.record(idsOf(call, 1)[0], 0))),
		);
		expect((await answers).sort()).toEqual(['known', 'new', 'new']);
	});
});

describe('a purchase that another process overwrites', () => {
	/** Another process writes the list that it read before. */
	function overwriteNext({ memory }: ReturnType<typeof setUp>, more: readonly string[] = []) {
		const stale = [...(memory.rows.get('node')?.data ?? []), ...more];
		memory.meanwhile = () => {
			memory.meanwhile = undefined;
			void Promise.resolve().then(() => memory.rows.set('node', { data: stale }));
		};
	}

	test.each([0, 1, 20, 60])('is written again, after %d others', async (before) => {
		const found = setUp();
		const { clock, memory, run, others } = found;
		const process = begin(memory, clock);
		for (let n = 0; n < before; n += 1) await run(others(1, process));
		overwriteNext(found, before > 0 ? [] : ['of the other process']);
		const call = process();
		const [id] = idsOf(call, 1);
		expect(await run(call.record(id, 0))).toBe('new');
		expect(memory.has('node', `${id} 0`)).toBe(true);
	});

	test('is written again, though the count is the same, where both began a moment ago', async () => {
		const found = setUp();
		const { clock, memory, run, others } = found;
		const process = begin(memory, clock);
		await run(others(1, process));
		await run(others(1));
		overwriteNext(found);
		const call = process();
		const [id] = idsOf(call, 1);
		expect(await run(call.record(id, 0))).toBe('new');
		expect(memory.has('node', `${id} 0`)).toBe(true);
	});

	test('is expected once somebody else was seen, however long ago', async () => {
		const { clock, memory, run, others } = setUp();
		const process = begin(memory, clock);
		for (let n = 0; n < 10; n += 1) await run(others(1, process));
		await run(others(1));
		for (let n = 0; n < 60; n += 1) await run(others(1, process));
		const { writes } = memory;
		await run(others(1, process));
		expect(memory.writes).toBe(writes + 2);
	});

	test.each([0, 99, 100])('is expected in a full list, %d lines later', async (later) => {
		const { clock, memory, run, others } = setUp();
		const process = begin(memory, clock);
		await run(others(LEDGER_LINES, process));
		for (let n = 0; n < later; n += 1) await run(others(1, process));
		const other = begin(memory, clock);
		// A list that was just cut hides one line of somebody else, and not a second one.
		for (let n = 0; n < 2; n += 1) {
			await run(others(1, other));
			await run(others(1, process));
		}
		const { writes } = memory;
		await run(others(1, process));
		expect(memory.writes).toBe(writes + 2);
	});
});

describe('what it costs', () => {
	test('a purchase writes a full list once where one process writes it', async () => {
		const { clock, memory, run, others } = setUp();
		const process = begin(memory, clock);
		await run(others(LEDGER_LINES + 500, process));
		Object.assign(memory, { writes: 0, bytes: 0 });
		for (let n = 0; n < 200; n += 1) await run(others(1, process));
		expect(memory.writes).toBe(200);
		expect(memory.bytes / 200).toBeLessThan(LINE * (LEDGER_LINES + 100));
	});

	test.each([false, true])('the list stays short (several processes: %p)', async (areSeveral) => {
		const { clock, memory, run, others } = setUp();
		const processes = areSeveral
			? [begin(memory, clock), begin(memory, clock)]
			: [begin(memory, clock)];
		for (let n = 0; n < 30; n += 1) await run(others(1_000, processes[n % processes.length]));
		const { length = 0 } = memory.rows.get('node')?.data ?? {};
		expect(length).toBeGreaterThanOrEqual(LEDGER_LINES);
		expect(length).toBeLessThanOrEqual(LEDGER_LINES + 200);
	});

	test.each([1, 100])('the first of %d items waits for two accesses', async (count) => {
		const { clock, memory, run } = setUp(40);
		const process = begin(memory, clock);
		for (let n = 0; n < 30; n += 1) {
			const call = process({ execution: `${n}` });
			const start = clock.now();
			await run(record(call, idsOf(call, count)));
			expect(clock.now() - start).toBe(20 + 40 + 60 + 40);
			await run(clock.sleep(500));
		}
	});
});

test('what is removed can be bought again at once, and is not brought back', async () => {
	const { clock, memory, run, others } = setUp();
	const process = begin(memory, clock);
	const call = process();
	const [id] = idsOf(call, 1);
	expect(await run(call.record(id, 0))).toBe('new');
	call.remove(id, 0);
	expect(await run(process().record(id, 0))).toBe('new');
	call.remove(id, 0);
	await run(others(3, process));
	expect(memory.has('node', `${id} 0`)).toBe(false);
});
