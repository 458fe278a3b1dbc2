/** Which addresses does the gateway itself ask: those of pictures, and the one to call at a task's end? */

import { setTimeout as sleep } from 'node:timers/promises';
import { bytesFlaw, differTooMuch, MOST_IMAGE_BYTES, reasonOf, sizeOfInline } from './imageLimits';
import { sizeOfImage, type Size } from './images';
import { nearestRatio } from './ratios';
import { isUrl } from './rules';
import { modelsOf, type State } from './state';
import { stateOf, type Failure, type Task } from './tasks';
import { picturesOf, UNLIKE } from './validate';

const MOST_REDIRECTS = 5;
const SECONDS = 20;

/**
 * Milliseconds between two calls at a task's end, and their maximum number. What calls, with which body
 * and how often is not documented (docs/api/http.md). Here it calls again, with an empty body, because n8n's
 * Wait node does not listen before the execution has been put to sleep.
 */
const PAUSE = 500;
const MOST_CALLS = 40;

/**
 * Fetches a task's pictures, those on this machine only; others are taken unseen, except for
 * addresses that cannot exist. Until it is done the task does not end. The first picture that is
 * not right makes it fail; else a video that has its picture's shape gets it now.
 */
export async function fetchPictures(state: State, task: Task): Promise<void> {
	const pictures = picturesOf(task.params);
	if (!pictures.some(([, image]) => isUrl(image))) return;
	task.fetching.isUnderWay = true;
	const checked = await Promise.all(
		pictures.map(async ([name, image]) => await checkPicture(state, task, name, image)),
	);
	const failure = checked.find((one): one is Failure => one !== undefined && 'reason' in one);
	const [first, second] = checked as Array<Size | undefined>;
	if (failure) task.fetching.failure = failure;
	else if (modelsOf(state).get(task.model)?.alike && differTooMuch(first, second)) {
		task.fetching.failure = { reason: 'PageSizeOutOfRange', text: UNLIKE };
	} else if (first && task.followsPicture) task.ratio = nearestRatio(first.width / first.height);
	task.fetching.isUnderWay = false;
}

async function checkPicture(
	state: State,
	{ model }: Task,
	name: string,
	image: string,
): Promise<Size | Failure | undefined> {
	if (!isUrl(image)) return sizeOfInline(image);
	if (!isLoopback(image) && !new URL(image).hostname.endsWith('.invalid')) return undefined;
	try {
		const bytes = await download(state, image);
		const flaw = bytesFlaw(bytes, modelsOf(state).get(model)?.images ?? {});
		return flaw ? { reason: reasonOf(flaw), text: `${name} ${flaw.text}` } : sizeOfImage(bytes);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return { reason: 'ImageDownloadFailure', text: `${name} could not be downloaded (${why})` };
	}
}

/** @throws when the address leads away from this machine, or to no file; after 20 s */
async function download({ closing }: State, address: string): Promise<Buffer> {
	const signal = AbortSignal.any([closing, AbortSignal.timeout(SECONDS * 1000)]);
	for (let url = address, hops = 0; hops <= MOST_REDIRECTS; hops++) {
		if (!isLoopback(url)) throw new Error('no such host');
		const response = await fetch(url, { redirect: 'manual', signal });
		const next = response.headers.get('location');
		if (response.status >= 300 && response.status < 400 && next !== null) {
			await response.body?.cancel();
			url = new URL(next, url).href;
			continue;
		}
		if (!response.ok) throw new Error(`HTTP ${response.status}`);
		return await readAll(response);
	}
	throw new Error('too many redirects');
}

/** A file that is too large is read no further than shows it. */
async function readAll(response: Response): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for await (const piece of response.body ?? []) {
		pieces.push(piece as Uint8Array);
		bytes += (piece as Uint8Array).length;
		if (bytes > MOST_IMAGE_BYTES) break;
	}
	return Buffer.concat(pieces);
}

/** Calls a task's `callback_url` once the task has ended, if that is on this machine. */
export async function callBack(state: State, task: Task): Promise<void> {
	const address = task.settings.callback_url;
	if (typeof address !== 'string' || !isLoopback(address)) return;
	try {
		await pause(state, task.finishesAt - state.now());
		for (let calls = 0; calls < MOST_CALLS && state.tasks.has(task.id); calls += 1) {
			const hasEnded = stateOf(task, state.now()).status !== 'in_progress';
			if (hasEnded && (await isTaken(state, address))) return;
			await pause(state, PAUSE);
		}
	} catch {
		// The gateway closes.
	}
}

async function isTaken({ closing }: State, address: string): Promise<boolean> {
	try {
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch(address, { method: 'POST', headers, body: '{}', signal: closing });
		await answer.text();
		return answer.ok;
	} catch {
		return false;
	}
}

/** Not a reason for a process to live on. */
const pause = async ({ closing }: State, milliseconds: number): Promise<void> =>
	await sleep(Math.max(0, milliseconds), undefined, { ref: false, signal: closing });

/** Whether a URL names this machine. */
const isLoopback = (url: string): boolean =>
	URL.canParse(url) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);
