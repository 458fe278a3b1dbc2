/** Where can a task's video be fetched, for how long, and can it be extended or referred to? */

import { describe, Refusal } from './codes';
import { disagrees } from './disagreements';
import type { State } from './state';
import { digestOf, type Task } from './tasks';
import type { Order } from './validate';

const DAY = 86_400;
/** docs/api/models.md, "Videos": a video to extend of 4 to 60 seconds. */
const LEAST_SECONDS = 4;
const MOST_SECONDS = 60;
const URL_CODE = '008012002';

/**
 * The URL of a task's video. It carries a signature and an expiry time like a real result's. The
 * file host insists on the signature; the expiry time is for show.
 */
export function videoUrl(state: State, task: Task): string {
	const url = new URL(`/videos/${task.id}.mp4`, state.filesUrl);
	url.searchParams.set('Expires', String(Math.floor(task.finishesAt / 1000 + DAY)));
	url.searchParams.set('Signature', signatureAt(state, task, pollsOf(state, task)));
	return url.href;
}

/** Whether the file host serves a task's video at this address. */
export function isValid(state: State, task: Task, { searchParams }: URL): boolean {
	const signature = searchParams.get('Signature');
	const newest = pollsOf(state, task);
	const oldest = Math.max(0, newest - (state.urls?.polls ?? 0));
	for (let poll = oldest; poll <= newest; poll++) {
		if (signature === signatureAt(state, task, poll)) return true;
	}
	return false;
}

/** The task whose video a URL names, if it is one of this gateway's. */
export function taskOfVideo(state: State, url: unknown): Task | undefined {
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	const { origin, pathname } = new URL(url);
	return origin === state.filesUrl ? state.tasks.get(idIn(pathname) ?? '') : undefined;
}

/** The task ID in the path of a video. */
export const idIn = (path: string): string | undefined =>
	/^\/videos\/([^/]+)\.mp4$/.exec(path)?.[1];

/**
 * How long the video of an order will be, in seconds; undefined when nobody can know. No document says
 * what the file of an extension holds: here it is the original and the added seconds.
 */
export function videoSeconds(state: State, { operation, settings }: Order): number | undefined {
	const own = typeof settings.duration === 'number' ? settings.duration || 5 : 5;
	if (operation !== 'extend' || disagrees(state)) return own;
	const original = taskOfVideo(state, settings.video_url)?.videoSeconds;
	return original === undefined ? undefined : original + own;
}

/**
 * Checks the videos of an order that this gateway has made; it knows nothing of others.
 *
 * @throws {Refusal} 400
 */
export function checkSources(state: State, { settings }: Order): void {
	checkExtended(state, settings.video_url);
	if (Array.isArray(settings.videos)) checkReferred(state, settings.videos);
}

function checkExtended(state: State, url: unknown): void {
	const task = taskOfVideo(state, url);
	if (!task) return;
	if (!isValid(state, task, new URL(String(url)))) {
		throw new Refusal(400, `${describe(URL_CODE)}: video_url cannot be fetched`, URL_CODE);
	}
	const { videoSeconds: seconds = LEAST_SECONDS } = task;
	if (seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS) return;
	const said = `the video must be ${LEAST_SECONDS} to ${MOST_SECONDS} seconds long, but is ${seconds}`;
	throw new Refusal(400, `${describe(URL_CODE)}: ${said}`, URL_CODE);
}

/** docs/api/models.md, "Videos": one of at most 8 seconds or two of at most 5. */
function checkReferred(state: State, urls: readonly unknown[]): void {
	const most = urls.length === 1 ? 8 : 5;
	for (const [index, url] of urls.entries()) {
		const seconds = taskOfVideo(state, url)?.videoSeconds;
		if (seconds === undefined || seconds <= most) continue;
		const said = `videos[${index}] must be at most ${most} seconds long, but is ${seconds}`;
		throw new Refusal(400, `FieldInvalid: ${said}`);
	}
}

/** The signature of a task's video at the poll that gives it. */
const signatureAt = ({ urls }: State, { signature }: Task, poll: number): string =>
	urls ? digestOf(`${signature} ${poll}`).toString('base64', 0, 18) : signature;

const pollsOf = ({ counts }: State, { id }: Task): number => counts.pollsByTask[id] ?? 0;
