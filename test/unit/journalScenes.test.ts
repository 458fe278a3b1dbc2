/** Does the journal tell the scenes of an item apart, and does the ledger? */

import { Journal } from '../../nodes/Vidu/tasks/journal';
import { partsOfId } from '../../nodes/Vidu/tasks/ledger';
import type { PurchaseKey } from '../../nodes/Vidu/tasks/purchase';
import { keyOf } from './purchaseKeys';

/** Two scenes that are alike in everything else. */
const first = keyOf({ scene: 1 });
const second = keyOf({ scene: 2 });

function submit(context: Record<string, unknown>, key: PurchaseKey, taskId: string): void {
	const journal = Journal.open(context);
	Object.assign(journal.begin(key, 'model', 0), { state: 'running', taskId });
	journal.release(key.item);
}

const found = (context: Record<string, unknown>, key: PurchaseKey): string | undefined => {
	const saved = JSON.parse(JSON.stringify(context)) as Record<string, unknown>;
	return Journal.open(saved).claim(key)?.taskId;
};

describe('the scenes of an item', () => {
	it.each([false, true])('are found each by its number (as a tool: %s)', (isTool) => {
		const context = {};
		submit(context, { ...first, isTool }, 'task-1');
		expect(found(context, { ...second, isTool })).toBeUndefined();
		submit(context, { ...second, isTool }, 'task-2');
		expect(found(context, { ...first, isTool })).toBe('task-1');
		expect(found(context, { ...second, isTool })).toBe('task-2');
	});

	it('are not taken for a video that has none, nor that for one of them', () => {
		const context = {};
		submit(context, keyOf(), 'task-0');
		expect(found(context, first)).toBeUndefined();
		expect(found(context, keyOf())).toBe('task-0');
		const story = {};
		submit(story, first, 'task-1');
		expect(found(story, keyOf())).toBeUndefined();
	});

	it('are written down with their number, and others as in 0.1.0', () => {
		const context: { viduTasks?: object[] } = {};
		submit(context as Record<string, unknown>, first, 'task-1');
		submit(context as Record<string, unknown>, keyOf(), 'task-0');
		expect(context.viduTasks?.[0]).toMatchObject({ scene: 1 });
		expect(context.viduTasks?.[1]).not.toHaveProperty('scene');
	});

	it.each([false, true])('have IDs of their own in the ledger (as a tool: %s)', (isTool) => {
		const keys = [
			keyOf({ isTool }),
			keyOf({ isTool, scene: 1 }),
			keyOf({ isTool, scene: 2, extendsTask: 'task-1' }),
			keyOf({ isTool, scene: 2, extendsTask: 'task-2' }),
			keyOf({ isTool, scene: 3, extendsTask: 'task-2' }),
		];
		const names = keys.map((key) => JSON.stringify(partsOfId(key)));
		expect(new Set(names).size).toBe(keys.length);
		expect(partsOfId(keys[0])).toHaveLength(isTool ? 2 : 3);
	});
});
