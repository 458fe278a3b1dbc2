/** Does the error of a whole run name every task, and is a stop said so that n8n knows it? */

import {
	asOneText,
	describeEarlier,
	describeEnd,
	describeEntry,
	describeFailedRun,
	describeFailure,
	describeTask,
} from '../../../nodes/Vidu/output/messages';
import { failedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { ItemResult } from '../../../nodes/Vidu/tasks/itemResult';
import {
	apiError,
	completed,
	unclearEntry,
	FAILURE_CASES,
	running,
	TASK_ID,
	URL,
} from './failureCases';

const success = (item: number, taskId: string, videoUrls: string[]): ItemResult => ({
	type: 'success',
	item,
	taskId,
	task: { id: taskId, status: 'completed', videoUrls },
});

const RESULTS: ItemResult[] = [
	success(0, 'task-a', ['https://files.example/a.mp4', 'https://files.example/b.mp4']),
	failedItem(1, { type: 'timedOut', waited: 1_000 }, 'task-b', running),
	failedItem(2, { type: 'refused', apiError }),
	failedItem(3, { type: 'notChecked', apiError }, 'task-c'),
];

describe('a failed run', () => {
	it('names every task with its state and its URLs, and why each item failed', () => {
		const lines = describeFailedRun(RESULTS).split('\n');
		expect(lines[0]).toBe('3 of 4 rows failed.');
		for (const [task, line] of [
			['task-a', /Row 1.*completed.*a\.mp4.*b\.mp4/],
			['task-b', /Row 2.*in_progress/],
			['task-c', /Row 4.*not checked/],
		] as const) {
			const found = lines.filter((one) => one.includes(`: task ${task},`));
			expect(found).toEqual([expect.stringMatching(line)]);
		}
		for (const result of RESULTS) {
			if (result.type === 'failure') expect(lines).toContain(describeFailure(result));
		}
		expect(describeFailedRun(RESULTS, { count: 9 })).toMatch(/^3 of 9 rows failed\./);
	});

	it('of one item is the message of that item', () => {
		for (const { result, word } of FAILURE_CASES) {
			if (word !== 'stopped') expect(describeFailedRun([result])).toBe(describeFailure(result));
		}
	});

	it.each<[string, ItemResult[], boolean]>([
		['before an item', [failedItem(0, { type: 'stopped' })], false],
		['during a task', [failedItem(0, { type: 'stopped' }, TASK_ID, running)], false],
		['after a task', [...RESULTS, failedItem(4, { type: 'stopped' }, TASK_ID, completed)], false],
		['during a creation', [failedItem(0, { type: 'unclear', apiError, wasStopped: true })], false],
		['after the last result', [success(0, TASK_ID, [URL])], true],
	])('that was stopped %s says "canceled" once, and names every task', (_when, run, isAborted) => {
		const text = describeFailedRun(run, { isAborted });
		expect(text).toMatch(/^Execution was canceled\./);
		expect(text.split('canceled')).toHaveLength(2);
		for (const { taskId } of run) if (taskId !== undefined) expect(text).toContain(taskId);
	});

	it('that was not stopped never says "canceled"', () => {
		expect(describeFailedRun(RESULTS)).not.toMatch(/canceled/i);
		expect(asOneText('It was\n  Canceled')).toBe('It was cancelled');
	});
});

describe('earlier submissions', () => {
	it.each([
		[{ taskId: TASK_ID, state: 'running' }, `task ${TASK_ID}, running`],
		[{ taskId: TASK_ID, state: 'completed', task: completed }, `${TASK_ID}, completed, ${URL}`],
		[{ namedId: 'named-id' }, 'may have been bought, with the task ID named-id'],
		[{ purchase: 'abc', isForgotten: true }, '"purchase abc"'],
		[{ purchase: 'abc' }, 'Vtrix console'],
		[{ scene: 2 }, 'Row 4, scene 2: '],
	] as const)('%p are described with %s', (changes, words) => {
		expect(describeEntry({ ...unclearEntry, ...changes })).toContain(words);
	});

	it('are named in the message of a failed item, and in that of a run for its other items', () => {
		const earlier = [{ ...unclearEntry, taskId: 'task-e' }];
		expect(describeEarlier(RESULTS)).toBeUndefined();
		const failed = { ...RESULTS[2], earlier };
		for (const run of [[failed], [failed, RESULTS[1]], [{ ...RESULTS[0], earlier }, RESULTS[1]]]) {
			expect(describeFailedRun(run).split('task-e')).toHaveLength(2);
		}
	});
});

describe('a long ID', () => {
	const long = 'x'.repeat(8_192);
	const shown = `${'x'.repeat(200)}…`;
	const unclear = {
		type: 'unclear',
		apiError: { what: 'w', next: 'n' },
		wasStopped: false,
	} as const;
	const failed = failedItem(1, { ...unclear, namedId: long });

	it('has its first 200 characters in a message', () => {
		const late = failedItem(1, { type: 'timedOut', waited: 1 }, long);
		const all = [
			describeFailure(failed),
			describeFailure(late),
			describeFailedRun([late, RESULTS[1]]),
			describeEntry({ ...unclearEntry, namedId: long }),
			describeEntry({ ...unclearEntry, taskId: long }),
		];
		for (const message of all) {
			expect(message).toContain(shown);
			expect(message).not.toContain('x'.repeat(201));
		}
	});

	it('that the gateway does not know has 100: the user typed it', () => {
		const apiError = { what: 'w', next: 'n' };
		const typed = failedItem(1, { type: 'noSuchTask', apiError }, long);
		for (const message of [describeFailure(typed), describeFailedRun([typed, RESULTS[1]])]) {
			expect(message).toContain(`${'x'.repeat(100)}…`);
			expect(message).not.toContain('x'.repeat(101));
		}
	});

	it('is whole in the log, also where it is in doubt', () => {
		expect(describeEnd(failed, 1)).toContain(`Vidu task ${long} (row 2) after 1 s: unclear`);
		expect(describeEnd(success(1, long, [URL]), 61)).toContain(`Vidu task ${long} `);
	});
});

describe('a task', () => {
	it('has a line in the log at its end', () => {
		const line = describeEnd(success(1, TASK_ID, [URL]), 61);
		expect(line).toMatch(/row 2.*61 s.*completed/);
		expect(line).toContain(URL);
		const late: ItemResult = { type: 'success', item: 1, taskId: TASK_ID, task: running };
		expect(describeEnd({ ...late, timedOut: true }, 900)).toMatch(/still running/);
	});

	it('has no line in a run where there is none', () => {
		expect(describeTask(failedItem(0, { type: 'stopped' }))).toBeUndefined();
	});

	it('of many videos names three of them, and how many more there are', () => {
		const urls = Array.from({ length: 9 }, (_url, n) => `https://files.example/${n}.mp4`);
		expect(describeTask(success(0, TASK_ID, urls))).toMatch(
			/0\.mp4 \S+1\.mp4 \S+2\.mp4 and 6 more$/,
		);
	});
});
