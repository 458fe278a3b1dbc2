import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { isAbove, USD } from '../gateway/amount';
import type { Estimate } from '../gateway/estimate';
import { sumEstimates } from '../tasks/estimates';
import type { ItemResult } from '../tasks/itemResult';
import { describeAmount } from './cost';
import { describeEarlier } from './messages';

/**
 * What n8n shows above the output, once for the whole run.
 *
 * @param cost what the videos cost, in words
 */
export function runHints(
	results: ReadonlyArray<{ result: ItemResult; item?: INodeExecutionData }>,
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
	// Those of a failed item stand in its own message.
	const delivered = results.map(({ result }) => result).filter(({ type }) => type === 'success');
	const earlier = describeEarlier(delivered);
	if (earlier !== undefined) add('warning', earlier);
	const unfinished = results.filter(({ result }) => result.type === 'success' && result.timedOut);
	if (unfinished.length > 0) {
		const isCut = ({ result: { position } }: (typeof unfinished)[number]) =>
			position !== undefined && position.scene < position.of;
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

/** What a dry run came to, and whether Max Cost (USD; undefined for none) would let a real one through. */
export function dryRunHints(
	estimates: readonly Estimate[],
	maxCost: number | undefined,
): NodeExecutionHint[] {
	const sum = sumEstimates(estimates);
	const isAllowed =
		maxCost === undefined ||
		(maxCost > 0 && sum.type === 'known' && sum.currency === USD && !isAbove(sum.cost, maxCost));
	const parts = ['Dry run: nothing was bought.', describeEstimates(estimates, sum)];
	if (!isAllowed) parts.push(`Max Cost is ${maxCost} USD, so a real run would buy nothing.`);
	const type = isAllowed ? 'info' : 'warning';
	return [{ type, message: parts.join(' '), location: 'outputPane' }];
}

function describeEstimates(estimates: readonly Estimate[], sum: Estimate): string {
	const items = estimates.length === 1 ? 'The item' : `The ${estimates.length} items`;
	if (sum.type === 'known') {
		return `${items} would cost about ${describeAmount(sum.cost, sum.currency, 'up')}.`;
	}
	const missing = estimates.filter(({ type }) => type !== 'known').length;
	return missing > 0
		? `${missing} of ${estimates.length} items have no estimate: their estimateNote says why.`
		: 'Their estimates are in different currencies, and cannot be added up.';
}

/** More hints would not be read. */
const MAX_INPUT_HINTS = 10;

/** What is worth knowing of the items before anything is bought, though it is no reason to refuse them. */
export const inputHints = (
	hints: ReadonlyArray<{ item: number; hint: string }>,
): NodeExecutionHint[] =>
	hints.slice(0, MAX_INPUT_HINTS).map(({ item, hint }) => ({
		type: 'warning',
		message: `Item ${item}: ${hint}`,
		location: 'outputPane',
	}));
