/** Every way in which an item can end without a result, for the tests of what is said about it. */

import type { ApiError } from '../../nodes/Vidu/gateway/errors';
import type { Task } from '../../nodes/Vidu/gateway/parseTask';
import type { FailedItemResult } from '../../nodes/Vidu/output/messages';
import type { Entry } from '../../nodes/Vidu/tasks/entry';
import type { ItemResult } from '../../nodes/Vidu/tasks/job';
import * as trouble from '../../nodes/Vidu/tasks/trouble';

export const ITEM = 3;
export const TASK_ID = 'd758n65e878c73cmdg20';
export const URL = 'https://files.example/1.mp4?signature=abc';

/** Words of n8n for a stop, of the system for a broken connection: both must not leak. */
export const failure: ApiError = {
	what: 'The request was canceled on the way (ECONNRESET)',
	next: 'Look at the network.',
	status: 503,
	code: '008012099',
};
export const running: Task = { id: TASK_ID, status: 'in_progress', progress: 0.5, videoUrls: [] };
export const completed: Task = { id: TASK_ID, status: 'completed', videoUrls: [URL] };

/** What an earlier try of the item left in the journal. */
const earlier: Entry = {
	run: 0,
	item: ITEM,
	inputDigest: 'given',
	request: 'request',
	state: 'unclear',
	model: 'model',
	submittedAt: 0,
};

/** What is said: what happened, and what to do next. `isFree`: nothing was created, that is certain. */
export interface TroubleCase {
	builder: keyof typeof trouble;
	outcome: FailedItemResult;
	what: RegExp;
	next: RegExp;
	isFree?: boolean;
}

const of = (outcome: ItemResult): FailedItemResult => {
	if (outcome.kind !== 'trouble') throw new Error('A result');
	return outcome;
};

const TAKE_UP = /Resource: Task, Operation: Wait/;
const LOOK_FIRST = /may have been created; look at your tasks/;
const NOTHING = /Nothing was created/;

export const TROUBLES: TroubleCase[] = [
	{
		builder: 'stopped',
		outcome: of(trouble.stopped(ITEM)),
		what: /stopped before this item/,
		next: NOTHING,
		isFree: true,
	},
	{
		builder: 'stopped',
		outcome: of(trouble.stopped(ITEM, TASK_ID, running)),
		what: /stopped while/,
		next: TAKE_UP,
	},
	{
		builder: 'stopped',
		outcome: of(trouble.stopped(ITEM, TASK_ID, completed)),
		what: /stopped before the result/,
		next: /Operation: Get/,
	},
	{
		builder: 'notValid',
		outcome: of(trouble.notValid(ITEM, ['Prompt is empty', 'Seed must be a whole number'])),
		what: /Prompt is empty; Seed must be a whole number/,
		next: NOTHING,
		isFree: true,
	},
	{
		builder: 'notValid',
		outcome: of(trouble.notValid(ITEM, ['Prompt is empty'], { ...earlier, taskId: TASK_ID })),
		what: /Prompt is empty/,
		next: TAKE_UP,
	},
	{
		builder: 'notValid',
		outcome: of(trouble.notValid(ITEM, ['Prompt is empty'], earlier)),
		what: /Prompt is empty/,
		next: LOOK_FIRST,
	},
	{
		builder: 'afterUnclear',
		outcome: of(trouble.afterUnclear(trouble.stopped(ITEM))),
		what: /stopped before this item/,
		next: LOOK_FIRST,
	},
	{
		builder: 'notPrepared',
		outcome: of(trouble.notPrepared(ITEM, new Error('The file is gone'))),
		what: /could not be prepared: The file is gone/,
		next: NOTHING,
		isFree: true,
	},
	{
		builder: 'unexpected',
		outcome: of(trouble.unexpected(ITEM, new Error('Oops'), undefined)),
		what: /broke off where it should not: Oops/,
		next: LOOK_FIRST,
	},
	{
		builder: 'unexpected',
		outcome: of(trouble.unexpected(ITEM, 'Oops', TASK_ID)),
		what: /broke off where it should not: Oops/,
		next: TAKE_UP,
	},
	{
		builder: 'createdByEstimate',
		outcome: of(trouble.createdByEstimate(ITEM, [TASK_ID])),
		what: /gateway created a task for an estimate/,
		next: /Operation: Get.*report it/,
	},
	{
		builder: 'notEstimated',
		outcome: of(trouble.notEstimated(ITEM)),
		what: /taken up by another call.*Max Cost/,
		next: /Nothing was created.*Run the item again/,
		isFree: true,
	},
	{
		builder: 'noTimeToSubmit',
		outcome: of(trouble.noTimeToSubmit(ITEM, undefined)),
		what: /time limit/,
		next: /Nothing was created.*Timeout/,
		isFree: true,
	},
	{
		builder: 'noTimeToSubmit',
		outcome: of(trouble.noTimeToSubmit(ITEM, failure)),
		what: /time limit.*\(ECONNRESET\)/,
		next: /Nothing was created by this try\. Look at the network/,
		isFree: true,
	},
	{
		builder: 'refused',
		outcome: of(trouble.refused(ITEM, failure)),
		what: /was not created.*\(ECONNRESET\)/,
		next: /Look at the network/,
		isFree: true,
	},
	{
		builder: 'unclearInLedger',
		outcome: of(trouble.unclearInLedger(ITEM, '0123456789abcdef')),
		what: /submitted before: by an execution that n8n lost/,
		next: /"purchase 0123456789abcdef".*may have been created; look at your tasks.*Resubmit Unclear/,
	},
	{
		builder: 'unclear',
		outcome: of(trouble.unclear(ITEM, failure, false)),
		what: /No clear answer.*\(ECONNRESET\)/,
		next: LOOK_FIRST,
	},
	{
		builder: 'unclear',
		outcome: of(trouble.unclear(ITEM, failure, true)),
		what: /stopped while the task was being submitted/,
		next: LOOK_FIRST,
	},
	{
		builder: 'stillUnclear',
		outcome: of(trouble.stillUnclear(ITEM)),
		what: /earlier try.*no clear answer/,
		next: /may have been created; look at your tasks.*Resubmit Unclear/,
	},
	{
		builder: 'failed',
		outcome: of(trouble.failed(ITEM, TASK_ID, { ...running, status: 'failed' }, failure)),
		what: /task failed.*\(ECONNRESET\)/,
		next: /Look at the network/,
	},
	{
		builder: 'withoutVideo',
		outcome: of(trouble.withoutVideo(ITEM, TASK_ID, { ...completed, videoUrls: [] })),
		what: /completed, but.*no video URL/,
		next: /Operation: Get.*ask the provider/,
	},
	{
		builder: 'timedOut',
		outcome: of(trouble.timedOut(ITEM, TASK_ID, running, undefined, 900_400)),
		what: /not finished after 900 seconds/,
		next: TAKE_UP,
	},
	{
		builder: 'timedOut',
		outcome: of(trouble.timedOut(ITEM, TASK_ID, undefined, failure, 900_000)),
		what: /could not be checked at last.*\(ECONNRESET\)/,
		next: TAKE_UP,
	},
	{
		builder: 'notChecked',
		outcome: of(trouble.notChecked(ITEM, TASK_ID, completed, failure)),
		what: /could not be checked.*\(ECONNRESET\)/,
		next: /Look at the network.*Resource: Task, Operation: Wait/,
	},
	{
		builder: 'afterUnclear',
		outcome: of(trouble.afterUnclear(trouble.stopped(ITEM))),
		what: /stopped before this item was submitted/,
		next: /earlier try got no clear answer.*may have been created; look at your tasks/,
	},
];
