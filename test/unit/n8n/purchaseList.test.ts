/** Does what waits for one list share an access, each with its own answer? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { PurchaseList } from '../../../nodes/Vidu/n8n/purchaseList';
import type { Access } from '../../../nodes/Vidu/n8n/purchaseList';
import { LEDGER_LINES } from '../../../nodes/Vidu/tasks/ledger';
import { SlowItems } from '../../ledgers';
import { helpersOf } from '../../processedItems';
import { VirtualClock } from '../../property/virtualClock';

function open() {
	const clock = new VirtualClock();
	const memory = new SlowItems(clock);
	const helpers = helpersOf(memory, 'node') as unknown as Access['helpers'];
	const run = async <T>(work: Promise<T>) => await clock.run(work, 1_000_000);
	return { memory, run, list: new PurchaseList(), access: { helpers, clock } };
}

/** A call on the list of a node. */
const callOf = (workflow: string, node: string) =>
	({
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: node }),
	}) as unknown as IExecuteFunctions;

test('calls of one node have one list', () => {
	const list = PurchaseList.of(callOf('1', 'a'));
	expect(PurchaseList.of(callOf('1', 'a'))).toBe(list);
	expect(PurchaseList.of(callOf('1', 'b'))).not.toBe(list);
	expect(PurchaseList.of(callOf('2', 'a'))).not.toBe(list);
});

test('what waits is recorded in one access; who asks first for a line has it', async () => {
	const { memory, run, list, access } = open();
	const [, ...answers] = await run(
		Promise.all([['busy'], ['a', 'b'], ['b', 'c']].map((lines) => list.record(lines, access))),
	);
	expect(answers).toMatchObject([
		{ added: ['a', 'b'], known: [] },
		{ added: ['c'], known: ['b'] },
	]);
	expect(memory.writes).toBe(2);
});

test('a line that was lost goes back to its owner, not to who asks for it at that moment', async () => {
	const { memory, run, list, access } = open();
	await run(list.record(['a'], access));
	memory.rows.set('node', { data: [] });
	const [, other, owner] = await run(
		Promise.all([
			list.record(['busy'], access),
			list.record(['a'], access),
			list.confirm(['a'], access),
		]),
	);
	expect(owner.added).toEqual(['a']);
	expect(other.known).toEqual(['a']);
});

test('what is removed leaves before the same line is recorded again', async () => {
	const { memory, run, list, access } = open();
	await run(list.record(['a'], access));
	const [, , again] = await run(
		Promise.all([
			list.record(['busy'], access),
			list.remove(['a'], access),
			list.record(['a'], access),
		]),
	);
	expect(again.added).toEqual(['a']);
	expect(memory.has('node', 'a')).toBe(true);
});

test('a look-up pushes nothing out of a full list, a recording its oldest lines', async () => {
	const { memory, run, list, access } = open();
	const lines = (name: string, count: number) =>
		Array.from({ length: count }, (_, n) => `${name} ${n}`);
	await run(list.record(lines('old', LEDGER_LINES), access));
	const absent = lines('absent', 500);
	expect((await run(list.lookUp(['old 0', ...absent], access))).known).toEqual(['old 0']);
	await run(list.remove(absent, access));
	expect(memory.has('node', 'old 0')).toBe(true);
	await run(list.record(lines('new', 500), access));
	expect(memory.has('node', 'old 0')).toBe(false);
	expect(memory.rows.get('node')?.data).toHaveLength(LEDGER_LINES);
});

test('an error reaches everybody who waits, and the next access works', async () => {
	const { memory, run, list, access } = open();
	const broken = jest.spyOn(memory, 'check').mockRejectedValue(new Error('gone'));
	const failed = ['a', 'b', 'c'].map(async (line) => await list.record([line], access));
	const settled = await run(Promise.allSettled(failed));
	expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
	expect(broken).toHaveBeenCalledTimes(2);
	broken.mockRestore();
	expect((await run(list.record(['a'], access))).added).toEqual(['a']);
});
