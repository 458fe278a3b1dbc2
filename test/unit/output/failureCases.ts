/** Every way in which an item can fail, for the tests of what is said about it. */

import type { ApiError } from '../../../nodes/Vidu/gateway/errors';
import type { Task } from '../../../nodes/Vidu/gateway/parseTask';
import type { Entry } from '../../../nodes/Vidu/tasks/entry';
import { failedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { FailedItem, ItemFailure } from '../../../nodes/Vidu/tasks/itemResult';

export const ITEM = 3;
export const TASK_ID = 'd758n65e878c73cmdg20';
export const URL = 'https://files.example/1.mp4?signature=abc';

/** n8n's word for a stop and the system's for a broken connection: neither may decide what n8n shows. */
export const apiError: ApiError = {
	what: 'The request was canceled on the way (ECONNRESET)',
	next: 'Check the network.',
	status: 503,
	code: '008012099',
};
export const running: Task = { id: TASK_ID, status: 'in_progress', progress: 0.5, videoUrls: [] };
export const completed: Task = { id: TASK_ID, status: 'completed', videoUrls: [URL] };

/** An unclear creation of an earlier attempt. */
export const unclearEntry: Entry = {
	run: 0,
	item: ITEM,
	inputDigest: 'input',
	request: 'request',
	state: 'unclear',
	model: 'model',
	submittedAt: 0,
};

/** The task after a failure: one with an ID, one that may exist, or nothing. */
type Leaves = 'task' | 'doubt' | 'nothing';

/** The task after a failure, the word in the log, the two texts, and the facts. */
type CaseOf<Type> = [
	leaves: Leaves,
	word: string,
	what: RegExp,
	next: RegExp,
	facts: Omit<Extract<ItemFailure, { type: Type }>, 'type'> &
		Partial<Pick<FailedItem, 'task' | 'earlierUnclear'>>,
];

const WAIT = /Resource "Task", Operation "Wait"/;
const CONSOLE = /may have been bought\. Check your tasks/;
const NAMED = /with the task ID named-id.*Operation "Get"/;
const NOTHING = /Nothing was bought/;
const BEFORE = /stopped before this row was submitted/;
const REASON = /\(ECONNRESET\)/;
const LOST = /"purchase 0123456789abcdef".*may still have been bought\. Check your tasks/;
const BOTH = /"purchase 0123456789abcdef".*with the task ID named-id/;
const namedId = 'named-id';
const purchase = '0123456789abcdef';
const problems = ['Prompt is empty', 'Seed must be a whole number'];
const message = 'Oops';

const CASES: { [Type in ItemFailure['type']]: Array<CaseOf<Type>> } = {
	stopped: [
		['nothing', 'stopped', BEFORE, NOTHING, {}],
		['task', 'stopped', /stopped while/, WAIT, { task: running }],
		['task', 'stopped', /but the video is finished/, /Operation "Get"/, { task: completed }],
		['doubt', 'stopped', BEFORE, CONSOLE, { earlierUnclear: {} }],
		['doubt', 'stopped', BEFORE, LOST, { earlierUnclear: { purchase } }],
		['doubt', 'stopped', BEFORE, BOTH, { earlierUnclear: { purchase, namedId } }],
	],
	invalid: [
		['nothing', 'notSubmitted', /empty; Seed/, NOTHING, { problems }],
		[
			'task',
			'notSubmitted',
			/empty; Seed/,
			WAIT,
			{ problems, earlier: { ...unclearEntry, taskId: TASK_ID }, task: running },
		],
		['doubt', 'unclear', /empty; Seed/, CONSOLE, { problems, earlier: unclearEntry }],
		[
			'doubt',
			'unclear',
			/empty; Seed/,
			LOST,
			{ problems, earlier: { ...unclearEntry, purchase, isForgotten: true } },
		],
		[
			'doubt',
			'unclear',
			/empty; Seed/,
			BOTH,
			{ problems, earlier: { ...unclearEntry, purchase, isForgotten: true, namedId } },
		],
	],
	notPrepared: [['nothing', 'notSubmitted', /prepared: Oops/, NOTHING, { message }]],
	notEstimated: [['nothing', 'notSubmitted', /Max Cost/, /Nothing.*Run it again/, {}]],
	noTimeToSubmit: [
		['nothing', 'notSubmitted', /time limit/, /Nothing was bought.*Timeout/, {}],
		['nothing', 'notSubmitted', REASON, /Nothing was bought.*Check the network/, { apiError }],
		['doubt', 'unclear', REASON, LOST, { apiError, earlierUnclear: { purchase } }],
	],
	refused: [['nothing', 'refused', REASON, /Check the network/, { apiError }]],
	unclear: [
		['doubt', 'unclear', REASON, CONSOLE, { apiError, wasStopped: false }],
		['doubt', 'unclear', REASON, NAMED, { apiError, wasStopped: false, namedId }],
		['doubt', 'stopped', /stopped while/, CONSOLE, { apiError, wasStopped: true }],
	],
	stillUnclear: [
		['doubt', 'unclear', /no clear answer/, /Check your tasks.*Buy Again if Unclear/, {}],
		['doubt', 'unclear', /no clear answer/, NAMED, { namedId }],
	],
	inLedger: [
		[
			'doubt',
			'unclear',
			/already submitted/,
			/"purchase 0123456789abcdef".*may still have been bought.*Buy Again if Unclear/,
			{ purchase },
		],
	],
	failed: [
		[
			'task',
			'failed',
			REASON,
			/Check the network/,
			{ apiError, task: { ...running, status: 'failed' } },
		],
	],
	timedOut: [
		['task', 'timedOut', /after 900 seconds/, WAIT, { waited: 900_400, task: running }],
		['task', 'timedOut', REASON, WAIT, { waited: 900_000, apiError, task: running }],
	],
	notChecked: [
		[
			'task',
			'notChecked',
			REASON,
			/Check the network.*Resource "Task", Operation "Wait"/,
			{ apiError, task: completed },
		],
	],
	noSuchTask: [['task', 'noSuchTask', REASON, /Check the network\.$/, { apiError }]],
	unexpected: [
		['doubt', 'unclear', /Oops/, CONSOLE, { message }],
		['task', 'notChecked', /Oops/, WAIT, { message, task: running }],
		['task', 'notChecked', /Oops/, /To get it, .*"Get"/, { message, task: completed }],
	],
};

export const FAILURE_CASES = Object.entries(CASES).flatMap(([type, cases]) =>
	(cases as Array<CaseOf<ItemFailure['type']>>).map(([leaves, word, what, next, facts], index) => {
		const { task, earlierUnclear, ...own } = facts;
		const failed = failedItem(
			ITEM,
			{ type, ...own } as ItemFailure,
			leaves === 'task' ? TASK_ID : undefined,
			task,
		);
		const result: FailedItem = { ...failed, earlierUnclear };
		return { title: `${type} ${index}, which leaves ${leaves}`, result, leaves, word, what, next };
	}),
);
