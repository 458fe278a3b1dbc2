/** Are the messages, put together, in short sentences, and do they say once what was bought? */

import { checkMaxCost } from '../../nodes/Vidu/execute/maxCost';
import { invalidItemsError, refuseAll } from '../../nodes/Vidu/execute/refuse';
import type { Estimate } from '../../nodes/Vidu/gateway/estimate';
import { dryRunHints, inputHints } from '../../nodes/Vidu/output/hints';
import {
	describeEarlier,
	describeEnd,
	describeFailedRun,
	describeFailure,
} from '../../nodes/Vidu/output/messages';
import { failedItem } from '../../nodes/Vidu/tasks/itemResult';
import type { FailedItem } from '../../nodes/Vidu/tasks/itemResult';
import { call, nodeContext } from './execute/nodeContext';
import { completed, FAILURE_CASES, running, TASK_ID, unclearEntry } from './output/failureCases';

const earlier = [{ ...unclearEntry, taskId: 'task-e' }];
const step = (scene: number) => ({ scene, taskId: `task-${scene}`, task: completed });
const own = { scene: 3, taskId: TASK_ID, task: running };

/** A failure as it is, after earlier submissions, and in a story. */
const variantsOf = (result: FailedItem): FailedItem[] => [
	result,
	{ ...result, earlier },
	{ ...result, position: { scene: 1, of: 4 }, steps: [] },
	{ ...result, position: { scene: 3, of: 4 }, steps: [step(1), step(2)] },
	{ ...result, position: { scene: 3, of: 4 }, steps: [step(1), step(2), own] },
];

const refusal = {
	what: 'This run would buy 5 videos; the limit is 2',
	next: 'To buy them all, raise the option "Max Videos per Run".',
};
const refused = (items: number): string[] => {
	const [{ json }] = refuseAll(nodeContext({ continuesOnFail: true, items }), call, refusal);
	try {
		refuseAll(nodeContext({ items }), call, refusal);
	} catch (error) {
		return [String(json.error), (error as Error).message];
	}
	throw new Error('It was not refused');
};

const usd = (cost: number): Estimate => ({ type: 'known', cost, currency: 'USD' });
const NONE: Estimate = { type: 'none', reason: 'the gateway gave none' };

const failures = FAILURE_CASES.flatMap(({ result }) => variantsOf(result));
const MESSAGES = [
	...failures.map((result) => describeFailure(result)),
	...failures.map((result) => describeEnd(result, 5)),
	...refused(1),
	...refused(3),
	invalidItemsError(nodeContext({ items: 3 }), call, [
		{ item: 1, problems: ['the prompt is empty'] },
	]).message,
	...dryRunHints([usd(1), usd(2)], 1).map(({ message }) => message),
	...inputHints([{ item: 0, hint: 'the node took the only file.' }]).map(({ message }) => message),
	...[[usd(2)], [NONE, usd(1)], [NONE]].map((estimates) => {
		const costs = estimates.map((estimate, item) => ({ item, estimate }));
		return checkMaxCost(1, costs)?.what ?? '';
	}),
];

/** Each entry of a list counts as a sentence. */
const sentencesIn = (text: string): string[] => text.split(/(?<=[.!?;:])["')]*\s+|\n/);

const LONGEST = 30;

it(`no sentence has more than ${LONGEST} words`, () => {
	const long = MESSAGES.flatMap(sentencesIn).filter((one) => one.split(/\s+/).length > LONGEST);
	expect([...new Set(long)]).toEqual([]);
});

it('no message counts from 0, or calls a row an item', () => {
	expect(MESSAGES.filter((text) => /\bitems?\b|\brow 0\b/i.test(text))).toEqual([]);
});

it('no message says twice that nothing was bought', () => {
	const twice = MESSAGES.filter(
		(text) => (text.match(/nothing (new |else )?was bought/gi) ?? []).length > 1,
	);
	expect(twice).toEqual([]);
	expect(MESSAGES.filter((text) => /nothing was bought/i.test(text)).length).toBeGreaterThan(10);
});

it('a message about earlier submissions never says that nothing was bought at all', () => {
	const texts = failures
		.filter((result) => result.earlier !== undefined)
		.map((result) => describeFailure(result));
	expect(texts.length).toBeGreaterThan(10);
	expect(texts.filter((text) => /nothing was bought/i.test(text))).toEqual([]);
	for (const text of texts) expect(text).toContain(describeEarlier([{ ...failures[0], earlier }]));
});

it('the error of a run says what was bought once for each row', () => {
	const rows = [0, 1].map((item) => failedItem(item, { type: 'notPrepared', message: 'No' }));
	expect(describeFailedRun(rows).match(/Nothing was bought for this row\./g)).toHaveLength(2);
});
