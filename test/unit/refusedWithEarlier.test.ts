/** Does an item that is refused name all that earlier tries submitted for it? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { invalidItemsError, refuseAll } from '../../nodes/Vidu/execute/refuse';
import { Breath } from '../../nodes/Vidu/tasks/breaths';
import type { Entry } from '../../nodes/Vidu/tasks/entry';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import { purchaseOf } from './purchases';
import { workClock } from './workClock';

const call = { run: 0, nthRun: 0, isTool: false, rawParameters: [], parameters: '' };
const running = (taskId: string, scene?: number) => ({ state: 'running', taskId, scene });
const unclear = (named: string, scene?: number) => ({ state: 'unclear', named, scene });

/** A node with one item, for which earlier tries left entries. */
function contextOf(left: ReadonlyArray<Partial<Entry>>, continuesOnFail: boolean) {
	const memory: Record<string, unknown> = {};
	const journal = Journal.open(memory);
	for (const changes of left) {
		Object.assign(journal.begin(purchaseOf({}, { item: 0 }), 'm', 0), changes);
	}
	journal.release(0);
	return {
		getContext: () => memory,
		continueOnFail: () => continuesOnFail,
		getExecutionCancelSignal: () => undefined,
		getInputData: () => [{ json: {} }],
		getNode: () => ({ name: 'Vidu', type: 'vidu', typeVersion: 1, parameters: {} }),
	} as unknown as IExecuteFunctions;
}

const breath = () => new Breath(workClock().clock);

describe.each([
	['three prompts', [running('task-1'), unclear('task-2'), running('task-3')]],
	[
		'three prompts, the last one unclear',
		[running('task-1'), running('task-2'), unclear('task-3')],
	],
	['a story', [running('task-1', 1), unclear('task-2', 2), running('task-3', 2)]],
	[
		'a story whose last scene is unclear',
		[running('task-1', 1), unclear('task-2', 2), unclear('task-3', 3)],
	],
] as Array<[string, Array<Partial<Entry>>]>)('after tries with %s', (_name, left) => {
	test('a failed item names each', async () => {
		const [{ json }] = await refuseAll(contextOf(left, true), call, 'Too dear', breath());
		for (const id of ['task-1', 'task-2', 'task-3']) expect(json.error).toContain(id);
	});

	test('the error of the node names each in its list, and in no second one', async () => {
		const invalid = [{ item: 0, problems: ['No prompt'] }];
		const { message } = await invalidItemsError(contextOf(left, false), call, invalid, breath());
		for (const id of ['task-1', 'task-2', 'task-3']) expect(message).toContain(id);
		expect(message).not.toContain('Earlier tries also submitted');
	});
});
