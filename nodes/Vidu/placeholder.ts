/*
 * The placeholders of a Dry Run for a video link and a task ID. An Edit Fields node drops `dryRun`, so both are
 * known by their own value.
 */

/** No such host can exist: `.invalid` is reserved for that (RFC 2606). */
const HOST = 'dry-run.invalid';

export const PLACEHOLDER_URL = `https://${HOST}/this-is-not-a-video.mp4`;
export const PLACEHOLDER_TASK_ID = `this-is-not-a-task.${HOST}`;

/** The two kinds of placeholders, by the value that each replaces. */
export type Placeholder = 'videoUrl' | 'taskId';

/** Finds a placeholder in a text, or anywhere in a list or an object. */
export function placeholderIn(value: unknown): Placeholder | undefined {
	const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toLowerCase();
	if (!text.includes(HOST)) return undefined;
	return text.includes(PLACEHOLDER_TASK_ID) ? 'taskId' : 'videoUrl';
}
