/** What the extension tells: its file, and its IDs. */

import type { Bought } from './buy';
import { note } from './probe';
import type { Probe } from './probe';
import { preview } from './previews';
import { LENGTH_TOLERANCE } from './seen';
import { fetchVideo } from './videoFile';
import { innerOf } from './watch';

/**
 * Answers what the extension tells.
 *
 * @param original seconds of the video that was extended
 */
export async function noteExtension(
	probe: Probe,
	{ order, watched, taskId }: Bought,
	originalId: string,
	original: number,
): Promise<void> {
	const content = contentOf(probe.exchanges.at(-1)?.body);
	const ids = ['jobId', 'id'].flatMap((name) =>
		content[name] === undefined ? [] : [[name, String(content[name])]],
	);
	const shown = ids.map(([name, id]) => `${name} ${id}`).join(', ');
	note(
		probe,
		'extension-ids',
		shown === '' ? 'There is none' : `${shown}; the task is ${taskId}`,
		'noted',
	);

	const { seconds } = await fetchVideo(watched.task.videoUrls[0]);
	const isWhole =
		seconds !== undefined && Math.abs(seconds - original - order.seconds) <= LENGTH_TOLERANCE;
	note(
		probe,
		'extension-length',
		seconds === undefined
			? 'The file does not tell its length'
			: `${seconds.toFixed(2)} s, of an original of ${original.toFixed(2)} s`,
		seconds === undefined ? 'noted' : isWhole ? 'agrees' : 'disagrees',
	);
	await noteCreationIds(probe, order, [
		...ids,
		['task ID', taskId],
		['task ID of the original', originalId],
	]);
}

/** Only where the preview refuses an ID that cannot exist does its yes to another one mean something. */
async function noteCreationIds(
	probe: Probe,
	{ model, params }: Bought['order'],
	ids: ReadonlyArray<readonly string[]>,
): Promise<void> {
	const { video_url: _url, ...rest } = params;
	const asked = [['one that cannot exist', 'n8n-nodes-vidu-probe'], ...ids];
	const answers: Array<{ name: string; isTaken: boolean }> = [];
	for (const [name, id] of asked) {
		const { kind } = await preview(probe, model, { ...rest, video_creation_id: id });
		answers.push({ name, isTaken: kind === 'known' });
	}
	const said = answers
		.map(({ name, isTaken }) => `${name}: ${isTaken ? 'taken' : 'refused'}`)
		.join('; ');
	const [baseline, ...others] = answers;
	const works = !baseline.isTaken && others.some(({ isTaken }) => isTaken);
	note(probe, 'creation-id', said, works ? 'disagrees' : baseline.isTaken ? 'noted' : 'agrees');
}

/** The first output of a task, in either of its forms. */
function contentOf(body: unknown): Record<string, unknown> {
	const { output } = innerOf(body);
	const [first] = Array.isArray(output) ? (output as Array<Record<string, unknown> | null>) : [];
	const content = first?.content;
	return (Array.isArray(content) ? (content[0] as Record<string, unknown>) : first) ?? {};
}
