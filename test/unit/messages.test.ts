/** Does every message name the item and its task, what happened, and what to do next? */

import { describeEnd, describeTask, describeFailure } from '../../nodes/Vidu/output/messages';
import type { ItemResult } from '../../nodes/Vidu/tasks/job';
import * as trouble from '../../nodes/Vidu/tasks/trouble';
import { completed, ITEM, running, TASK_ID, TROUBLES, URL } from './outcomes';
import { describeFailedRun } from '../property/failedRun';

const result = (item: number, taskId: string, urls: string[]): ItemResult => ({
	kind: 'result',
	item,
	taskId,
	task: { id: taskId, status: 'completed', videoUrls: urls },
});

describe.each(TROUBLES)('$builder, $outcome.trouble: $what', ({ outcome, what, next, isFree }) => {
	const message = describeFailure(outcome);

	it('says who, what and what next, in this order', () => {
		expect(message.startsWith(`Item ${ITEM}`)).toBe(true);
		const [happened, todo] = [what.exec(message), next.exec(message)];
		expect([happened, todo]).toEqual([expect.anything(), expect.anything()]);
		expect(todo?.index).toBeGreaterThan(happened?.index ?? Infinity);
		expect(message.includes(`task ${TASK_ID}`)).toBe(outcome.taskId !== undefined);
		for (const url of outcome.task?.videoUrls ?? []) expect(message).toContain(url);
	});

	it('is one line of whole sentences', () => {
		expect(message).not.toMatch(/\s{2}|[\n\t]|\.\.|\. \.|;\.|undefined|null|\[object|NaN/);
		expect(message).toMatch(/\.$/);
	});

	it('does not sound like a stop to n8n', () => {
		expect(message).not.toMatch(/canceled/i);
		expect(describeEnd(outcome, 5)).not.toMatch(/canceled/i);
	});

	it('leaves open what is open, and nothing else', () => {
		const mayExist = /may have been created/.test(message);
		const nothing = /nothing was created|was not created\./i.test(message);
		expect(nothing).toBe(isFree === true);
		expect(mayExist).toBe(isFree !== true && outcome.taskId === undefined);
	});
});

const WITH_REASON = TROUBLES.filter(({ outcome }) => /ECONNRESET/.test(describeFailure(outcome)));

it.each(WITH_REASON)(
	'$builder, $outcome.trouble: $what, keeps the reason as data',
	({ outcome }) => {
		expect(outcome.failure).toMatchObject({ status: 503, code: '008012099' });
	},
);

it('covers every builder of a trouble', () => {
	expect([...new Set(TROUBLES.map(({ builder }) => builder))].sort()).toEqual(
		Object.keys(trouble).sort(),
	);
});

describe('a failed run', () => {
	const outcomes: ItemResult[] = [
		result(0, 'task-a', ['https://files.example/a.mp4', 'https://files.example/b.mp4']),
		trouble.timedOut(1, 'task-b', { ...running, id: 'task-b' }, undefined, 1_000),
		trouble.refused(2, { what: 'No', next: 'Do.' }),
		trouble.notChecked(3, 'task-c', undefined, { what: 'No', next: 'Do.' }),
	];

	it('names every task with its state, and with its URLs if it has them', () => {
		const lines = describeFailedRun(outcomes).split('\n');
		expect(lines[0]).toBe('3 of 4 items failed.');
		const lineOf = (task: string) => lines.filter((line) => line.includes(`: task ${task},`));
		expect(lineOf('task-a')).toEqual([expect.stringMatching(/Item 0.*completed.*a\.mp4.*b\.mp4/)]);
		expect(lineOf('task-b')).toEqual([expect.stringMatching(/Item 1.*in_progress/)]);
		expect(lineOf('task-c')).toEqual([expect.stringMatching(/Item 3.*not checked/)]);
		for (const outcome of outcomes) {
			if (outcome.kind === 'trouble') expect(lines).toContain(describeFailure(outcome));
		}
	});

	it('of a single item is that item’s message', () => {
		for (const { outcome } of TROUBLES.filter((one) => one.outcome.trouble !== 'stopped')) {
			expect(describeFailedRun([outcome])).toBe(describeFailure(outcome));
		}
	});

	it('says "canceled", by which n8n knows a stop, when and only when it was stopped', () => {
		expect(describeFailedRun(outcomes)).not.toMatch(/canceled/i);
		for (const stopped of [
			[trouble.stopped(0)],
			[trouble.stopped(0, TASK_ID, running)],
			[...outcomes, trouble.stopped(4, TASK_ID, completed)],
			[trouble.unclear(0, { what: 'No', next: 'Do.' }, true)],
		]) {
			const text = describeFailedRun(stopped);
			expect(text.split('canceled')).toHaveLength(2);
			for (const { taskId } of stopped) if (taskId !== undefined) expect(text).toContain(taskId);
		}
	});

	it('says so too, and names every task, when the stop came behind the last result', () => {
		const text = describeFailedRun([result(0, TASK_ID, [URL])], { isAborted: true });
		expect(text).toMatch(/^Execution was canceled\./);
		expect(text).toContain(TASK_ID);
	});
});

it('has a line for the log on every end', () => {
	expect(describeEnd(result(1, TASK_ID, [URL]), 61)).toMatch(/item 1.*61 s.*completed/);
	expect(describeEnd(result(1, TASK_ID, [URL]), 61)).toContain(URL);
	const late: ItemResult = {
		kind: 'result',
		item: 1,
		taskId: TASK_ID,
		task: running,
		timedOut: true,
	};
	expect(describeEnd(late, 900)).toMatch(/still running/);
	for (const { outcome, what } of TROUBLES) {
		expect(describeEnd(outcome, 5)).toMatch(what);
		if (outcome.taskId !== undefined) expect(describeEnd(outcome, 5)).toContain(TASK_ID);
	}
	expect(describeTask(trouble.stopped(0))).toBeUndefined();
});
