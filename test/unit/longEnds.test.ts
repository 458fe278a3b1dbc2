/** Do refusals of many items give n8n's other work its turns? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { invalidItemsError, refuseAll } from '../../nodes/Vidu/execute/refuse';
import { linesOfFailedRun } from '../../nodes/Vidu/output/messages';
import { Breath, mapInBreaths } from '../../nodes/Vidu/tasks/breaths';
import { Journal } from '../../nodes/Vidu/tasks/journal';
import * as trouble from '../../nodes/Vidu/tasks/trouble';
import { workClock } from './workClock';
import { purchaseOf } from './purchases';

const call = { run: 0, nthRun: 0, isTool: false, rawParameters: [], parameters: '' };
const many = Array.from({ length: 100 }, (_none, item) => item);
/** Each look at the clock finds it 4 ms on: every third piece of work ends a stretch. */
const DURATION = 4;

/** A node with a hundred items, for each of which an earlier try submitted a task. */
function contextOf(continuesOnFail: boolean): IExecuteFunctions {
	const memory: Record<string, unknown> = {};
	const journal = Journal.open(memory);
	for (const item of many) {
		const entry = journal.begin(purchaseOf({}, { item }), 'm', 0);
		Object.assign(entry, { state: 'running', taskId: `task-${item}` });
		journal.release(item);
	}
	return {
		getContext: () => memory,
		continueOnFail: () => continuesOnFail,
		getExecutionCancelSignal: () => undefined,
		getInputData: () => many.map(() => ({ json: {} })),
		getNode: () => ({ name: 'Vidu', type: 'vidu', typeVersion: 1, parameters: {} }),
	} as unknown as IExecuteFunctions;
}

/** How often others had a turn meanwhile. */
async function turnsOf(work: (breath: Breath) => Promise<unknown>): Promise<number> {
	const { clock, slept } = workClock(DURATION);
	await work(new Breath(clock));
	return slept.length;
}

const LEAST_TURNS = 30;

test('failed items are made in short stretches', async () => {
	const context = contextOf(true);
	const turns = await turnsOf(async (breath) => {
		const items = await refuseAll(context, call, 'Too dear', breath);
		expect(items.map(({ json }) => json.error)).toEqual(
			many.map((item) => expect.stringContaining(`Item ${item}, task task-${item}: Too dear`)),
		);
	});
	expect(turns).toBeGreaterThanOrEqual(LEAST_TURNS);
});

test('a Stop in one of the pauses is an error that names all tasks', async () => {
	const stop = new AbortController();
	const context = { ...contextOf(true), getExecutionCancelSignal: () => stop.signal };
	const clock = { ...workClock(DURATION).clock, sleep: async () => stop.abort() };
	await expect(refuseAll(context, call, 'Too dear', new Breath(clock))).rejects.toThrow(
		/^Execution was canceled\.\nToo dear\.\n[^]*task-0[^]*task-99/,
	);
});

test('so is an error that names a hundred tasks', async () => {
	const context = contextOf(false);
	const turns = await turnsOf(async (breath) => {
		const refused = refuseAll(context, call, 'Too dear', breath);
		await expect(refused).rejects.toThrow(/^Too dear\.\n[^]*task-0[^]*task-99/);
	});
	expect(turns).toBeGreaterThanOrEqual(LEAST_TURNS);
});

test('so is an error of a hundred items that are not valid: their lines, and their tasks', async () => {
	const context = contextOf(false);
	const invalid = many.map((item) => ({ item, problems: ['No prompt'] }));
	const turns = await turnsOf(async (breath) => {
		const { message } = await invalidItemsError(context, call, invalid, breath);
		for (const item of many)
			expect(message).toContain(`Item ${item}, task task-${item}: No prompt`);
	});
	expect(turns).toBeGreaterThanOrEqual(2 * LEAST_TURNS);
});

test('the words of a failed run are made a line at a time', async () => {
	const outcomes = many.map((item) => trouble.stopped(item, `task-${item}`));
	const turns = await turnsOf(async (breath) => {
		const lines = await mapInBreaths(breath, linesOfFailedRun(outcomes), (line) => line);
		expect(lines).toHaveLength(2 + 2 * many.length);
	});
	expect(turns).toBeGreaterThanOrEqual(2 * LEAST_TURNS);
});
