import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import type { ReadJob } from '../items/readJob';
import type { Outcome } from '../tasks/job';

/** What n8n shows beside the output, once for the whole run. */
export function hintsFor(
	results: ReadonlyArray<{ outcome: Outcome; item?: INodeExecutionData }>,
): NodeExecutionHint[] {
	const hints: NodeExecutionHint[] = [];
	const add = (type: 'info' | 'warning', message: string) =>
		hints.push({ type, message, location: 'outputPane' });
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
	const unfinished = results.filter(({ outcome }) => outcome.kind === 'result' && outcome.timedOut);
	if (unfinished.length > 0) {
		add(
			'warning',
			`${unfinished.length} task(s) were not finished in time. Take them up with Resource: Task, Operation: Wait.`,
		);
	}
	return hints;
}

/** More of them than this say no more. */
const MOST_INPUT_HINTS = 10;

/** What is worth knowing of the items before anything is bought, though it is no reason to refuse them. */
export const inputHints = (read: readonly ReadJob[]): NodeExecutionHint[] =>
	read
		.flatMap((entry, item) =>
			'job' in entry ? (entry.hints ?? []).map((hint) => `Item ${item}: ${hint}`) : [],
		)
		.slice(0, MOST_INPUT_HINTS)
		.map((message) => ({ type: 'warning', message, location: 'outputPane' }));
