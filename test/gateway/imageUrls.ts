/** Which pictures does a task have, and what comes of those that have to be fetched? */

import { bytesFlaw, differTooMuch, MOST_IMAGE_BYTES, reasonOf, sizeOfInline } from './imageLimits';
import { sizeOfImage, type Size } from './images';
import { isLoopback } from './loopback';
import { MODELS } from './models';
import { isUrl } from './rules';
import type { State } from './state';
import type { Failure, Task } from './tasks';
import { nearestRatio } from './ratios';
import { UNLIKE, type Params } from './validate';

const MOST_REDIRECTS = 5;
const SECONDS = 20;

/** A task's pictures by their place in the parameters, in order. */
export function picturesOf(params: Params): Array<readonly [name: string, image: string]> {
	const named = (images: unknown, name: string) =>
		(Array.isArray(images) ? images : []).map(
			(image, index) => [`${name}[${index}]`, String(image)] as const,
		);
	const subjects = Array.isArray(params.subjects) ? params.subjects : [];
	return [
		...named(params.images, 'images'),
		...subjects.flatMap(({ images }, index) => named(images, `subjects[${index}].images`)),
	];
}

/**
 * Fetches a task's pictures, those on this machine only; others are taken unseen, except for
 * addresses that cannot exist. Until it is done the task does not end. The first picture that is
 * not right makes it fail; else a video that has its picture's shape gets it now.
 */
export async function fetchPictures(state: State, task: Task): Promise<void> {
	const pictures = picturesOf(task.params);
	if (!pictures.some(([, image]) => isUrl(image))) return;
	task.fetching.isUnderWay = true;
	const looked = await Promise.all(
		pictures.map(async ([name, image]) => await lookAt(state, task, name, image)),
	);
	const failure = looked.find((one): one is Failure => one !== undefined && 'reason' in one);
	const [first, second] = looked as Array<Size | undefined>;
	if (failure) task.fetching.failure = failure;
	else if (MODELS.get(task.model)?.alike && differTooMuch(first, second)) {
		task.fetching.failure = { reason: 'PageSizeOutOfRange', text: UNLIKE };
	} else if (first && task.followsPicture) task.ratio = nearestRatio(first.width / first.height);
	task.fetching.isUnderWay = false;
}

async function lookAt(
	state: State,
	{ model }: Task,
	name: string,
	image: string,
): Promise<Size | Failure | undefined> {
	if (!isUrl(image)) return sizeOfInline(image);
	if (!isLoopback(image) && !new URL(image).hostname.endsWith('.invalid')) return undefined;
	try {
		const bytes = await download(state, image);
		const flaw = bytesFlaw(bytes, MODELS.get(model)?.images ?? {});
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
