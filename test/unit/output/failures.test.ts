/** Does every failure say what happened and what to do next, for a single video and for a scene? */

import { failureText, failureWord } from '../../../nodes/Vidu/output/failures';
import {
	describeEnd,
	describeFailedRun,
	describeFailure,
	describeTask,
} from '../../../nodes/Vidu/output/messages';
import { failedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { FailedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { Step } from '../../../nodes/Vidu/tasks/job';
import { apiError, FAILURE_CASES, ITEM, running, TASK_ID } from './failureCases';

const MAY_EXIST = /may (still )?have been bought/;
const NOTHING = /nothing was bought|was not bought\./i;

/** One line of whole sentences, without n8n's word for a stop. */
function expectPlain(message: string): void {
	expect(message).not.toMatch(/\s{2}|[\n\t]|\.\.|\. \.|;\.|undefined|null|\[object|NaN/);
	expect(message).not.toMatch(/canceled/i);
}

describe.each(FAILURE_CASES)('$title', ({ result, what, next, leaves, word }) => {
	const message = describeFailure(result);

	it('says which item and task, what happened and what to do next, in this order', () => {
		const subject = leaves === 'task' ? `Row ${ITEM + 1}, task ${TASK_ID}: ` : `Row ${ITEM + 1}: `;
		expect(message.startsWith(subject)).toBe(true);
		const [happened, todo] = [what.exec(message), next.exec(message)];
		expect([happened, todo]).toEqual([expect.anything(), expect.anything()]);
		expect(todo?.index).toBeGreaterThan(happened?.index ?? Infinity);
		for (const url of result.task?.videoUrls ?? []) expect(message).toContain(url);
		expectPlain(message);
		expect(message).toMatch(/\.$/);
	});

	it('says that a task may exist, or that nothing was bought, only when it is so', () => {
		const text = failureText(result).next;
		expect(MAY_EXIST.test(text)).toBe(leaves === 'doubt');
		expect(NOTHING.test(message)).toBe(leaves === 'nothing');
	});

	it('has a word and a line in the log', () => {
		expect(failureWord(result)).toBe(word);
		const line = describeEnd(result, 5);
		expect(line).toMatch(what);
		expect(line).toContain(`: ${word}: `);
		if (leaves === 'task') expect(line).toContain(TASK_ID);
		expectPlain(line);
	});
});

const urlOf = (scene: number) => `https://files.example/${scene}.mp4?signature=abc`;
const step = (scene: number): Step => ({
	scene,
	taskId: `task-of-scene-${scene}`,
	task: { status: 'completed', videoUrls: [urlOf(scene)] },
});

/** A failure of scene 3 of 4, after two that completed. */
function inThird(result: FailedItem): FailedItem {
	const { taskId, task } = result;
	const own = taskId === undefined ? [] : [{ ...step(3), taskId, task }];
	return { ...result, position: { scene: 3, of: 4 }, steps: [step(1), step(2), ...own] };
}

const OF_SCENES = FAILURE_CASES.filter(({ result }) => result.failure.type !== 'invalid');

describe.each(OF_SCENES)('scene 3 of 4, $title', ({ result, leaves }) => {
	const outcome = inThird(result);
	const message = describeFailure(outcome);
	const hasVideo = (result.task?.videoUrls ?? []).length > 0;
	/** Its task may still get a video. */
	const isBought = leaves === 'task' && result.failure.type !== 'failed' && !hasVideo;

	it('names the scene and every task with its URL', () => {
		const task = leaves === 'task' ? `, task ${TASK_ID}` : '';
		expect(message.startsWith(`Row ${ITEM + 1}, scene 3 of 4${task}: `)).toBe(true);
		for (const n of [1, 2]) {
			expect(message).toContain(`scene ${n}: task task-of-scene-${n}, completed, ${urlOf(n)}`);
		}
		// Its own task once, at the beginning.
		expect(message.split(TASK_ID)).toHaveLength(leaves === 'task' ? 2 : 1);
		expect(describeEnd(outcome, 20)).toContain(`(row ${ITEM + 1}, scene 3 of 4) after 20 s`);
		expectPlain(message);
	});

	it('says how to continue, and nothing that would buy a scene twice', () => {
		expect(message).toMatch(/Scenes 1 to 2 are paid and kept\. Retry On Fail.* at scene 3/);
		expect(message.endsWith(hasVideo ? (result.task?.videoUrls[0] ?? '') : urlOf(2))).toBe(true);
		const byHand = / by hand, use Operation "Extend" with/;
		expect(byHand.test(message)).toBe(!isBought && leaves !== 'doubt');
		expect(/that would buy scene 3 again/.test(message)).toBe(isBought);
		const known = /once you know that scene 3 was not bought, use Operation "Extend"/;
		expect(known.test(message)).toBe(leaves === 'doubt');
		expect(/ if "Buy Again if Unclear" is on/.test(message)).toBe(leaves === 'doubt');
	});

	it('does not say that nothing was bought: the scenes before it were', () => {
		expect(message).not.toMatch(/nothing was bought|before this row/i);
		if (leaves === 'nothing') expect(message).toMatch(/scene was not bought/);
	});

	it('has a line for each scene in the list of the run', () => {
		const lines = (describeTask(outcome) ?? '').split('\n');
		expect(lines).toHaveLength(outcome.steps?.length ?? 0);
		const whole = describeFailedRun([outcome, failedItem(0, { type: 'stopped' })]).split('\n');
		for (const [index, line] of lines.entries()) {
			expect(line.startsWith(`Row ${ITEM + 1}, scene ${index + 1}: task `)).toBe(true);
			expect(whole).toContain(line);
		}
	});
});

describe('a story', () => {
	const stopped = failedItem(0, { type: 'stopped' }, TASK_ID, running);
	const own = { ...step(1), taskId: TASK_ID, task: running };

	it('of which nothing is bought says no more than a single video', () => {
		const refused = failedItem(0, { type: 'refused', apiError: { ...apiError, what: 'No' } });
		const message = describeFailure({ ...refused, position: { scene: 1, of: 4 }, steps: [] });
		expect(message).toBe(
			'Row 1, scene 1 of 4: No. Nothing was bought for this row. Check the network.',
		);
	});

	it.each([
		[1, /^(?!.*(at scene|Extend))/],
		[2, /at scene 1\.$/],
	])('of %i scenes that stops at the first one ends with its own advice', (of, end) => {
		const message = describeFailure({ ...stopped, position: { scene: 1, of }, steps: [own] });
		expect(message).toMatch(end);
	});
});
