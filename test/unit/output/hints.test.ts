/** Does the editor show what a run cost, what is missing, and what a dry run came to? */

import type { INodeExecutionData } from 'n8n-workflow';

import type { Estimate } from '../../../nodes/Vidu/gateway/estimate';
import { dryRunHints, runHints } from '../../../nodes/Vidu/output/hints';
import { failedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { ItemResult } from '../../../nodes/Vidu/tasks/itemResult';
import { completed, running, TASK_ID, unclearEntry, URL } from './failureCases';

const usd = (cost: number, currency = 'USD'): Estimate => ({ type: 'known', cost, currency });
const NONE: Estimate = { type: 'none', reason: 'the gateway was canceled' };

it.each<[Estimate[], number | undefined, string, RegExp]>([
	[
		[usd(0.1), usd(0.2)],
		undefined,
		'info',
		/nothing was bought\. The 2 items would cost about 0\.30 USD\.$/,
	],
	[[usd(0.1), usd(0.2)], 0.3, 'info', /0\.30 USD\.$/],
	[[usd(0.1), usd(0.2)], 0.2, 'warning', /Max Cost is 0\.2 USD, so a real run would buy nothing/],
	[[usd(0)], 0, 'warning', /Max Cost is 0 USD, so a real run would buy nothing/],
	[[usd(1, 'credit')], 1, 'warning', /about 1 credit\. Max Cost is 1 USD/],
	[[usd(1), NONE], undefined, 'info', /1 of 2 items have no estimate/],
	[[usd(1), NONE], 10, 'warning', /Max Cost is 10 USD/],
	[[usd(1), usd(1, 'credit')], undefined, 'info', /different currencies/],
])('the hint of a dry run with %j and Max Cost %p is right', (estimates, maxCost, type, text) => {
	const hint = { type, message: expect.stringMatching(text), location: 'outputPane' };
	expect(dryRunHints(estimates, maxCost)).toEqual([hint]);
});

const success: ItemResult = { type: 'success', item: 0, taskId: TASK_ID, task: completed };
const late: ItemResult = { ...success, task: running, timedOut: true };
const withUrl: INodeExecutionData = { json: { videoUrl: URL } };
const earlier = [{ ...unclearEntry, taskId: 'task-e' }];

it.each<[string, ItemResult, INodeExecutionData, RegExp[]]>([
	['a link', success, withUrl, [/0\.15 USD/, /expire soon/]],
	['a file', success, { ...withUrl, binary: {} }, [/0\.15 USD/]],
	['no file', success, { json: { downloadError: 'no' } }, [/0\.15 USD/, /could not be downloaded/]],
	['a running task', late, { json: {} }, [/0\.15 USD/, /not finished in time.*Wait\.$/]],
	[
		'an unfinished story',
		{ ...late, position: { scene: 1, of: 2 } },
		{ json: {} },
		[/0\.15 USD/, /further scenes were not bought/],
	],
	['an earlier task', { ...success, earlier }, { json: {} }, [/0\.15 USD/, /task-e/]],
	['a failure', { ...failedItem(0, { type: 'stopped' }), earlier }, { json: {} }, [/0\.15 USD/]],
])('the hints of a run with %s are right', (_what, result, item, texts) => {
	const messages = runHints([{ result, item }], '1 video for 0.15 USD').map((one) => one.message);
	expect(messages).toEqual(texts.map((text) => expect.stringMatching(text)));
});
