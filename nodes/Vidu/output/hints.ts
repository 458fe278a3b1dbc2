import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import type { VideoFacts } from '../download/videoHeader';
import { MOST_IN_MEMORY } from '../download/memoryLimit';
import { isAbove, USD } from '../gateway/amount';
import type { Estimate } from '../gateway/estimate';
import { sumEstimates } from '../tasks/estimates';
import type { ItemResult } from '../tasks/itemResult';
import type { Asked } from './asked';
import { describeAmount, describeLimit } from './cost';
import { hint, linkTo } from './html';
import { describeEarlier, nameRows } from './messages';
import { describeDifferences } from './videoDifferences';

/** The result of an item, its output item where it has one, and what is known of its file. */
export interface ItemOutput {
	result: ItemResult;
	item?: INodeExecutionData;
	/** The requested values of the item, where they are known. */
	asked?: Asked;
	/** The facts in the header of its file. */
	video?: VideoFacts;
	/** Whether the node did not wait for its video, so that Download Video does not count. */
	isUnwaited?: boolean;
	/** Whether a file is missing because the call has put enough into the execution. */
	isMemoryFull?: boolean;
}

/**
 * The hints above the output in n8n, once for the whole run.
 *
 * @param cost what the videos cost, in words
 * @param isTool whether an agent gets the items, which never have a file then
 */
export function runHints(
	outputs: readonly ItemOutput[],
	cost: string | undefined,
	isTool = false,
): NodeExecutionHint[] {
	const hints: NodeExecutionHint[] = [];
	const add = (type: 'info' | 'warning', text: string | undefined) => {
		if (text !== undefined) hints.push(hint(type, text));
	};
	if (cost !== undefined) hints.push(hint('info', `${cost}.`, linksTo(outputs)));
	const withUrl = outputs.filter(({ item }) => item?.json.videoUrl !== undefined);
	const onlyLink = withUrl.find(({ item }) => item?.binary === undefined && !isMissing(item));
	if (!isTool && onlyLink !== undefined) {
		const how =
			onlyLink.isUnwaited === true
				? 'To keep the file, use Resource "Task", Operation "Get" with its task ID.'
				: 'Turn on Download Video to keep the file.';
		add('info', `The video link expires soon. ${how}`);
	}
	add('warning', describeMissing(outputs));
	add(
		'warning',
		describeDifferences(
			outputs.flatMap(({ result: { item }, asked, video }) =>
				asked === undefined || video === undefined ? [] : [{ item, asked, video }],
			),
		),
	);
	// Those of a failed item stand in its own message.
	const delivered = outputs.map(({ result }) => result).filter(({ type }) => type === 'success');
	add('warning', describeEarlier(delivered));
	add('warning', describeUnfinished(delivered));
	return hints;
}

/** Videos that one hint links to. */
const MOST_LINKS = 5;

/** Links to the videos of a run, numbered by their rows where each row has one. */
function linksTo(outputs: readonly ItemOutput[]): string {
	const urls = outputs.flatMap(({ result, item }) => {
		const { videoUrls } = item?.json ?? {};
		const all = Array.isArray(videoUrls) ? (videoUrls as string[]) : [];
		return all.map((url) => ({ url, row: result.item + 1 }));
	});
	const hasOneEach = new Set(urls.map(({ row }) => row)).size === urls.length;
	const links = urls
		.map(({ url, row }, index) =>
			linkTo(url, urls.length === 1 ? 'Open the video' : String(hasOneEach ? row : index + 1)),
		)
		.filter((link) => link !== undefined);
	if (links.length === 0) return '';
	if (urls.length === 1) return ` ${links[0]}`;
	const shown = links.slice(0, MOST_LINKS);
	const which = shown.length < links.length ? `the first ${MOST_LINKS} videos` : 'the videos';
	return ` Open ${which}: ${shown.join(', ')}`;
}

const isMissing = (item: INodeExecutionData | undefined): boolean =>
	item?.json.downloadError !== undefined;

function describeMissing(outputs: readonly ItemOutput[]): string | undefined {
	const missing = outputs.filter(({ item }) => isMissing(item));
	if (missing.length === 0) return undefined;
	const made = outputs.filter(({ item }) => item !== undefined).length;
	const what = made === 1 ? 'The video' : `${missing.length} of ${made} videos`;
	const has = missing.length === 1 ? 'has' : 'have';
	if (missing.some(({ isMemoryFull }) => isMemoryFull === true)) {
		return `${what} ${has} no file. This n8n keeps files in memory, so one run downloads at most ${MOST_IN_MEMORY / 2 ** 20} MB. The links are in videoUrl. To download all of them, set N8N_DEFAULT_BINARY_DATA_MODE to "filesystem" in n8n's environment.`;
	}
	return `${what} could not be downloaded. The link is in videoUrl, the reason in downloadError. To get the file, use Resource "Task", Operation "Get" with its task ID.`;
}

function describeUnfinished(delivered: readonly ItemResult[]): string | undefined {
	const unfinished = delivered.filter((result) => result.type === 'success' && result.timedOut);
	if (unfinished.length === 0) return undefined;
	const isCut = ({ position }: ItemResult) =>
		position !== undefined && position.scene < position.of;
	const rest = unfinished.some(isCut)
		? ' In a long video, the other scenes were not bought. To add them, use Operation "Extend".'
		: '';
	const [what, it] =
		unfinished.length === 1 ? ['1 video was', 'it'] : [`${unfinished.length} videos were`, 'each'];
	return `${what} not finished in time. To get ${it}, use Resource "Task", Operation "Wait" with its task ID.${rest}`;
}

/** The estimated total of a dry run, and whether Max Cost (USD; undefined for none) would allow a real one. */
export function dryRunHints(
	estimates: readonly Estimate[],
	maxCost: number | undefined,
): NodeExecutionHint[] {
	const sum = sumEstimates(estimates);
	const isAllowed =
		maxCost === undefined ||
		(maxCost > 0 && sum.type === 'known' && sum.currency === USD && !isAbove(sum.cost, maxCost));
	const parts = ['Dry run: nothing was bought.', describeEstimates(estimates, sum)];
	if (!isAllowed)
		parts.push(`Max Cost is ${describeLimit(maxCost)}, so a real run would buy nothing.`);
	const type = isAllowed ? 'info' : 'warning';
	return [hint(type, parts.join(' '))];
}

function describeEstimates(estimates: readonly Estimate[], sum: Estimate): string {
	const rows = estimates.length === 1 ? 'This row' : `These ${estimates.length} rows`;
	if (sum.type === 'known') {
		return `${rows} would cost about ${describeAmount(sum.cost, sum.currency, 'up')}.`;
	}
	const missing = estimates.filter(({ type }) => type !== 'known').length;
	if (missing === 0) return 'The prices are in different currencies, so there is no total.';
	const which = estimates.length === 1 ? rows : `${missing} of ${estimates.length} rows`;
	return `${which} ${missing === 1 ? 'has' : 'have'} no price: see estimateNote.`;
}

/** More hints would not be read. */
const MAX_INPUT_HINTS = 10;

/** Hints about the items before anything is bought. None is a reason to refuse an item. */
export function inputHints(
	hints: ReadonlyArray<{ item: number; hint: string }>,
): NodeExecutionHint[] {
	const texts = [...new Set(hints.map(({ hint: text }) => text))];
	return texts.slice(0, MAX_INPUT_HINTS).map((text) => {
		const items = hints.filter((one) => one.hint === text).map(({ item }) => item);
		return hint('warning', `${nameRows(items)}: ${text}`);
	});
}
