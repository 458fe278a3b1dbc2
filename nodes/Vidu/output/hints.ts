import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { describeAmount, toNumber, USD } from '../gateway/amount';
import type { Estimate } from '../gateway/estimate';
import type { NodeOptions } from '../input/options';
import type { CheckedJob } from '../input/checkedJob';
import { describeEarlier } from './messages';
import { sumOfEstimates } from '../tasks/estimates';
import type { ItemResult } from '../tasks/job';

/**
 * What n8n shows beside the output, once for the whole run.
 *
 * @param cost what the videos did cost, in words
 */
export function runHints(
	results: ReadonlyArray<{ outcome: ItemResult; item?: INodeExecutionData }>,
	cost: string | undefined,
): NodeExecutionHint[] {
	const hints: NodeExecutionHint[] = [];
	const add = (type: 'info' | 'warning', message: string) =>
		hints.push({ type, message, location: 'outputPane' });
	if (cost !== undefined) add('info', cost);
	const withUrl = results.filter(({ item }) => item?.json.videoUrl !== undefined);
	if (withUrl.some(({ item }) => item?.binary === undefined)) {
		add(
			'info',
			'Result URLs expire soon. Download or upload the video in this workflow if you want to keep it.',
		);
	}
	const failed = results.filter(({ item }) => item?.json.downloadError !== undefined).length;
	if (failed > 0) {
		add(
			'warning',
			`${failed} video(s) could not be downloaded. Their items have the URL, and the reason in downloadError.`,
		);
	}
	// Those of an item in trouble stand in its own message.
	const delivered = results.map(({ outcome }) => outcome).filter(({ kind }) => kind === 'result');
	const earlier = describeEarlier(delivered);
	if (earlier !== undefined) add('warning', earlier);
	const unfinished = results.filter(({ outcome }) => outcome.kind === 'result' && outcome.timedOut);
	if (unfinished.length > 0) {
		const isCut = ({ outcome: { place } }: (typeof unfinished)[number]) =>
			place !== undefined && place.scene < place.of;
		const rest = unfinished.some(isCut)
			? ' A story ends with such a task: its further scenes were not bought, and can be added with Operation: Extend.'
			: '';
		add(
			'warning',
			`${unfinished.length} task(s) were not finished in time. Take them up with Resource: Task, Operation: Wait.${rest}`,
		);
	}
	return hints;
}

/** What a dry run came to, and whether Max Cost would let a real one through. */
export function dryRunHints(
	estimates: readonly Estimate[],
	{ maxCost }: Pick<NodeOptions, 'maxCost'>,
): NodeExecutionHint[] {
	const sum = sumOfEstimates(estimates);
	const isAllowed =
		maxCost === 0 ||
		(sum.kind === 'known' && sum.currency === USD && toNumber(sum.cost) <= maxCost);
	const parts = ['Dry run: nothing was bought.', describeEstimates(estimates, sum)];
	if (!isAllowed) parts.push(`Max Cost is ${maxCost} USD, so a real run would buy nothing.`);
	const type = isAllowed ? 'info' : 'warning';
	return [{ type, message: parts.join(' '), location: 'outputPane' }];
}

function describeEstimates(estimates: readonly Estimate[], sum: Estimate): string {
	const items = estimates.length === 1 ? 'The item' : `The ${estimates.length} items`;
	if (sum.kind === 'known') {
		return `${items} would cost about ${describeAmount(sum.cost, sum.currency, 'up')}.`;
	}
	const missing = estimates.filter(({ kind }) => kind !== 'known').length;
	return missing > 0
		? `${missing} of ${estimates.length} items have no estimate: their estimateNote says why.`
		: 'Their estimates are in different currencies, and cannot be added up.';
}

/** More of them than this say no more. */
const MOST_INPUT_HINTS = 10;

/** What is worth knowing of the items before anything is bought, though it is no reason to refuse them. */
export const inputHints = (read: readonly CheckedJob[]): NodeExecutionHint[] =>
	read
		.flatMap((entry, item) =>
			'job' in entry ? (entry.hints ?? []).map((hint) => `Item ${item}: ${hint}`) : [],
		)
		.slice(0, MOST_INPUT_HINTS)
		.map((message) => ({ type: 'warning', message, location: 'outputPane' }));
