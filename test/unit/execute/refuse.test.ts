/** Does a refused item, and a refused call, name everything that earlier attempts submitted? */

import { invalidItemsError, invalidResult, refuseAll } from '../../../nodes/Vidu/execute/refuse';
import { Journal } from '../../../nodes/Vidu/tasks/journal';
import { purchaseOf } from '../purchases';
import type { Memory } from '../purchases';
import { call, nodeContext } from './nodeContext';

const running = (taskId: string, scene?: number) => ({ state: 'running', taskId, scene });
const unclear = (namedId: string, scene?: number) => ({ state: 'unclear', namedId, scene });

/** A memory in which earlier attempts left entries of the first item. */
function memoryWith(left: object[]): Memory {
	const memory: Memory = {};
	const journal = Journal.open(memory);
	for (const changes of left) Object.assign(journal.begin(purchaseOf(), 'm', 0), changes);
	journal.release(0);
	return memory;
}

const LEFT: Array<[string, object[]]> = [
	['three prompts', [running('task-1'), unclear('task-2'), running('task-3')]],
	[
		'prompts of which the last is unclear',
		[running('task-1'), running('task-2'), unclear('task-3')],
	],
	['a story', [running('task-1', 1), unclear('task-2', 2), running('task-3', 2)]],
	[
		'a story with an unclear end',
		[running('task-1', 1), unclear('task-2', 2), unclear('task-3', 3)],
	],
];

describe.each(LEFT)('after attempts with %s', (_name, left) => {
	const memory = memoryWith(left);
	const IDS = ['task-1', 'task-2', 'task-3'];

	it('a failed item names each', () => {
		const context = nodeContext({ memory, continuesOnFail: true });
		const [{ json }] = refuseAll(context, call, { what: 'Too expensive' });
		for (const id of IDS) expect(json.error).toContain(id);
		expect(json.error).toContain('Too expensive');
	});

	it('the error of the node names each in its list, and in no second one', () => {
		const invalid = [{ item: 0, problems: ['No prompt'] }];
		const { message } = invalidItemsError(nodeContext({ memory }), call, invalid);
		for (const id of IDS) expect(message).toContain(id);
		expect(message).not.toContain('Earlier attempts also submitted');
	});

	it('a refused call names each, also after a stop', () => {
		for (const isStopped of [false, true]) {
			const context = nodeContext({ memory, continuesOnFail: isStopped, isStopped });
			const refused = () => refuseAll(context, call, { what: 'Too expensive' });
			for (const id of IDS) expect(refused).toThrow(id);
			expect(refused).toThrow(isStopped ? /^Execution was canceled\./ : /^Too expensive\./);
		}
	});
});

it('an item with a problem of its own says that instead', () => {
	const context = nodeContext({ continuesOnFail: true, items: 2 });
	const own = (item: number) => (item === 1 ? ['No prompt'] : undefined);
	const items = refuseAll(context, call, { what: 'Too expensive' }, own);
	expect(items.map(({ json }) => json.error)).toEqual([
		expect.stringContaining('Too expensive'),
		expect.stringMatching(/^Row 2: No prompt\./),
	]);
});

it('an error of several items names each of them', () => {
	const invalid = [0, 2].map((item) => ({ item, problems: [`Problem ${item}`] }));
	const { message } = invalidItemsError(nodeContext({ items: 3 }), call, invalid);
	expect(message).toMatch(/Row 1: Problem 0\.[^]*Row 3: Problem 2\./);
});

it('a call of a tool names only the newest task: it does not know whose the others are', () => {
	const journal = Journal.open(memoryWith([running('task-1'), running('task-2')]));
	const result = invalidResult(journal, { ...call, isTool: true }, 0, ['No prompt']);
	expect(result).toMatchObject({ taskId: 'task-2', failure: { earlier: { taskId: 'task-2' } } });
	expect(result.earlier).toBeUndefined();
});
