/** Under which addresses can a task's video be fetched, and for how long? */

import { randomBytes } from 'node:crypto';
import type { State } from './state';
import type { Task } from './tasks';

const DAY = 86_400;

/**
 * How the addresses of videos behave. Without any of these a task has one address, which stays
 * valid; with one of them each look at the task gives a fresh one.
 */
export interface UrlRules {
	/** A fresh address at each look, and nothing else. */
	readonly fresh?: boolean;
	/** How long an address is valid, in seconds from the look that gave it. */
	readonly seconds?: number;
	/** How many further looks at its task an address outlives; at 0 only the newest one is valid. */
	readonly looks?: number;
}

/** An address that was given out: by its signature. */
export interface IssuedUrl {
	readonly taskId: string;
	/** In milliseconds since 1970. */
	readonly at: number;
	/** How many looks at the task there had been. */
	readonly look: number;
}

/**
 * The URL of a task's video. It carries a signature and an expiry time like a real result's. The
 * file host insists on the signature; the expiry time is for show, unless rules say otherwise.
 */
export function videoUrl(state: State, task: Task): string {
	const { urls, issued, filesUrl } = state;
	const url = new URL(`/videos/${task.id}.mp4`, filesUrl);
	const now = Date.now();
	const isFresh = urls?.fresh === true || expires(urls);
	const signature = isFresh ? randomBytes(18).toString('base64') : task.signature;
	if (isFresh) issued.set(signature, { taskId: task.id, at: now, look: looksAt(state, task) });
	const end = isFresh ? now / 1000 + (urls?.seconds ?? DAY) : task.finishesAt / 1000 + DAY;
	url.searchParams.set('Expires', String(Math.floor(end)));
	url.searchParams.set('Signature', signature);
	return url.href;
}

/** Whether the file host serves a task's video at this address. */
export function isValid(state: State, task: Task, { searchParams }: URL): boolean {
	const { urls, issued } = state;
	const signature = searchParams.get('Signature') ?? '';
	if (signature === task.signature && !expires(urls)) return true;
	const known = issued.get(signature);
	if (known?.taskId !== task.id) return false;
	const { seconds = Infinity, looks = Infinity } = urls ?? {};
	return Date.now() < known.at + seconds * 1000 && looksAt(state, task) - known.look <= looks;
}

/** The task whose video a URL names, if it is one of this gateway's. */
export function taskOfVideo(state: State, url: unknown): Task | undefined {
	if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
	const { origin, pathname } = new URL(url);
	return origin === state.filesUrl ? state.tasks.get(idIn(pathname) ?? '') : undefined;
}

/** The task ID in the path of a video. */
export function idIn(path: string): string | undefined {
	return /^\/videos\/([^/]+)\.mp4$/.exec(path)?.[1];
}

const expires = (urls: UrlRules | undefined): boolean =>
	urls?.seconds !== undefined || urls?.looks !== undefined;

const looksAt = ({ counts }: State, { id }: Task): number => counts.looksByTask[id] ?? 0;
