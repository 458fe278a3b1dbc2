/** Can this video be extended, or referred to? What the gateway knows of its own results. */

import { describe, Refusal } from './codes';
import { disagrees } from './disagreements';
import { isValid, taskOfVideo } from './signing';
import type { State } from './state';
import type { Order } from './validate';

/** docs/api/models.md, "Videos": at least 4 seconds and no more than 1 minute. */
const LEAST_SECONDS = 4;
const MOST_SECONDS = 60;
const URL_CODE = '008012002';

/**
 * What the file of an extension holds, which no document says: `whole`, the original and the added
 * seconds, `added`, those alone, or `unknown`, whereby no length is checked.
 */
export const EXTEND_RESULTS = ['whole', 'added', 'unknown'] as const;
export type ExtendResult = (typeof EXTEND_RESULTS)[number];

/** How long the video of an order will be, in seconds; undefined when nobody can know. */
export function videoSeconds(state: State, { operation, settings }: Order): number | undefined {
	const own = typeof settings.duration === 'number' ? settings.duration || 5 : 5;
	const isAdded = state.extendResult === 'added' || disagrees(state);
	if (operation !== 'extend' || isAdded) return own;
	const original = taskOfVideo(state, settings.video_url)?.videoSeconds;
	return original === undefined || state.extendResult === 'unknown' ? undefined : original + own;
}

/**
 * Checks the videos of an order that this gateway has made; it knows nothing of others.
 *
 * @throws {Refusal} 400
 */
export function checkSources(state: State, { operation, settings }: Order): void {
	if (operation === 'extend') checkExtended(state, settings.video_url);
	if (Array.isArray(settings.videos)) checkReferred(state, settings.videos);
}

function checkExtended(state: State, url: unknown): void {
	const task = taskOfVideo(state, url);
	if (!task) return;
	if (!isValid(state, task, new URL(String(url)))) {
		throw new Refusal(400, `${describe(URL_CODE)}: video_url cannot be fetched`, URL_CODE);
	}
	const { videoSeconds: seconds } = task;
	if (seconds === undefined || state.extendResult === 'unknown') return;
	if (seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS) return;
	const said = `the video must be ${LEAST_SECONDS} to ${MOST_SECONDS} seconds long, but is ${seconds}`;
	throw new Refusal(400, `${describe(URL_CODE)}: ${said}`, URL_CODE);
}

/** docs/api/models.md, "Videos": one of at most 8 s or two of at most 5 s. */
function checkReferred(state: State, urls: readonly unknown[]): void {
	const most = urls.length === 1 ? 8 : 5;
	for (const [index, url] of urls.entries()) {
		const seconds = taskOfVideo(state, url)?.videoSeconds;
		if (seconds === undefined || seconds <= most) continue;
		const said = `videos[${index}] must be at most ${most} seconds long, but is ${seconds}`;
		throw new Refusal(400, `FieldInvalid: ${said}`);
	}
}
