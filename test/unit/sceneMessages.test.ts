/** Does every message of a story name its scene, every task so far, and how to go on? */

import { describeEnd, describeTask, describeFailure } from '../../nodes/Vidu/output/messages';
import type { FailedItemResult } from '../../nodes/Vidu/output/messages';
import type { ItemResult, Step } from '../../nodes/Vidu/tasks/job';
import { inScene } from '../../nodes/Vidu/tasks/sceneTrouble';
import * as trouble from '../../nodes/Vidu/tasks/trouble';
import { completed, ITEM, running, TASK_ID, TROUBLES } from './outcomes';
import { describeFailedRun } from '../property/failedRun';

const urlOf = (id: string) => `https://files.example/${id}.mp4?signature=abc`;
const step = (scene: number): Step => {
	const taskId = `task-of-scene-${scene}`;
	return {
		scene,
		taskId,
		task: { id: taskId, status: 'completed', videoUrls: [urlOf(taskId)] },
		model: 'model',
		prompt: 'A kite',
		duration: 5,
	};
};

/** What comes of scene 3 of 4, when the two before it completed. */
const inThird = (outcome: ItemResult): FailedItemResult => {
	const { taskId, task } = outcome;
	const own = taskId === undefined ? [] : [{ ...step(3), taskId, task }];
	return inScene(outcome, { scene: 3, of: 4 }, [step(1), step(2), ...own]) as FailedItemResult;
};

/** Whether there is a task of the scene, without a video so far, which may still come to one. */
const isBought = ({ taskId, trouble: how, task }: FailedItemResult): boolean =>
	taskId !== undefined && how !== 'failed' && (task?.videoUrls ?? []).length === 0;

const OF_A_SCENE = TROUBLES.filter(({ builder }) => builder !== 'notValid');

describe.each(OF_A_SCENE)('scene 3 of 4, $builder, $outcome.trouble: $what', (one) => {
	const outcome = inThird(one.outcome);
	const message = describeFailure(outcome);

	it('names the scene, and every task with its URL', () => {
		const subject = `Item ${ITEM}, scene 3 of 4${outcome.taskId === undefined ? '' : `, task ${TASK_ID}`}: `;
		expect(message.startsWith(subject)).toBe(true);
		for (const scene of [1, 2]) {
			const id = `task-of-scene-${scene}`;
			expect(message).toContain(`scene ${scene}: task ${id}, completed, ${urlOf(id)}`);
		}
		if (outcome.taskId !== undefined) expect(message).toContain(`scene 3: task ${TASK_ID}, `);
	});

	it('says how to go on, by a retry and by hand', () => {
		expect(message).toMatch(/Scenes 1 to 2 are paid and kept\. Retry On Fail.* go on at scene 3/);
		const last = outcome.task?.videoUrls[0] ?? urlOf('task-of-scene-2');
		expect(message.endsWith(`Video URL${isBought(outcome) ? ':' : ''} ${last}`)).toBe(true);
	});

	it('does not lead to buying a scene by hand that is bought already, or may be', () => {
		const byHand = /Or go on by hand: Operation: Extend with/;
		const mayExist = /may have been created/.test(message);
		expect(byHand.test(message)).toBe(!isBought(outcome) && !mayExist);
		if (isBought(outcome)) expect(message).toMatch(/that would buy scene 3 again/);
		if (!mayExist) return;
		expect(message).toMatch(/go on at scene 3, once "Resubmit Unclear" is on\./);
		expect(message).toMatch(/Or go on by hand, once you know that scene 3 was not bought: /);
	});

	it('does not say that nothing was created, because the scenes before it were', () => {
		expect(message).not.toMatch(/nothing was created/i);
		expect(message).not.toMatch(/before this item/);
		if (one.isFree === true) {
			expect(message).toMatch(/This scene was not created by this try|was not created\./);
		}
	});

	it('is one line of whole sentences, and does not sound like a stop to n8n', () => {
		expect(message).not.toMatch(/\s{2}|[\n\t]|\.\.|\. \.|;\.|undefined|null|\[object|NaN/);
		expect(message).not.toMatch(/canceled/i);
	});

	it('is in the list of the whole run with a line for each scene', () => {
		const lines = (describeTask(outcome) ?? '').split('\n');
		expect(lines).toHaveLength(outcome.steps?.length ?? 0);
		lines.forEach((line, index) => {
			expect(line).toMatch(new RegExp(`^Item ${ITEM}, scene ${index + 1}: task `));
		});
		const whole = describeFailedRun([outcome, trouble.stopped(0)]);
		for (const line of lines) expect(whole.split('\n')).toContain(line);
	});

	it('has its scene in the log', () => {
		expect(describeEnd(outcome, 20)).toContain(`(item ${ITEM}, scene 3 of 4) after 20 s`);
	});
});

describe('a story', () => {
	it('whose first scene is not bought says no more than a single video', () => {
		const outcome = trouble.refused(0, { what: 'No.', next: 'Do.' });
		const placed = inScene(outcome, { scene: 1, of: 4 }, []) as FailedItemResult;
		expect(describeFailure(placed)).toBe('Item 0, scene 1 of 4: The task was not created. No. Do.');
	});

	it('of one scene has nothing to go on with', () => {
		const own = { ...step(1), taskId: TASK_ID, task: running };
		const outcome = trouble.stopped(0, TASK_ID, running);
		const message = describeFailure(
			inScene(outcome, { scene: 1, of: 1 }, [own]) as FailedItemResult,
		);
		expect(message).not.toMatch(/go on at scene|Extend/);
	});

	it('that waits for its first scene goes on there', () => {
		const own = { ...step(1), taskId: TASK_ID, task: running };
		const outcome = trouble.stopped(0, TASK_ID, running);
		const message = describeFailure(
			inScene(outcome, { scene: 1, of: 2 }, [own]) as FailedItemResult,
		);
		expect(message).toMatch(/go on at scene 1\.$/);
	});

	it('that is unclear goes on when the user says so', () => {
		const message = describeFailure(inThird(trouble.stillUnclear(0)));
		expect(message).toMatch(/go on at scene 3, once "Resubmit Unclear" is on\./);
	});

	it('that is a result keeps its words', () => {
		const outcome: ItemResult = { kind: 'result', item: 0, taskId: TASK_ID, task: completed };
		const placed = inScene(outcome, { scene: 2, of: 2 }, [step(1)]);
		expect(placed).toEqual({ ...outcome, place: { scene: 2, of: 2 }, steps: [step(1)] });
	});
});
