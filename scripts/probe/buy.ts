/** What is bought: one video and one extension of it. Nothing here is ever sent twice. */

import type { Params } from '../../nodes/Vidu/models/check';
import { extend } from '../../nodes/Vidu/operations/extend';
import { textToVideo } from '../../nodes/Vidu/operations/textToVideo';
import { create, refusedEnd, takeNote } from './create';
import type { Created } from './create';
import { describeLast, note, ProbeEnd, sleep } from './probe';
import type { Probe } from './probe';
import { cheapest, priceOf } from './previews';
import type { Priced } from './previews';
import { cheapRequests } from './requests';
import { noteWatched } from './seen';
import { noteExtension } from './seenExtension';
import { noteFile } from './seenFile';
import { watch } from './watch';
import type { Watched } from './watch';

/** Seconds of the video: the least that Extend takes. Source: docs/api/models.md, "Videos". */
export const VIDEO_SECONDS = 4;
/** Seconds that are added: the least that Extend adds. */
export const ADDED_SECONDS = 1;

/** A field that no model has. */
const NO_SUCH_FIELD = 'n8n_nodes_vidu_no_such_field';

/** A task that was bought, and what was seen of it. */
export interface Bought {
	order: Priced;
	taskId: string;
	watched: Watched;
}

/** Says what will be bought, and waits for a Ctrl-C. */
export async function announce(probe: Probe, baseUrl: string, pause: number): Promise<Priced[]> {
	const video = await cheapest(probe, cheapRequests(textToVideo, VIDEO_SECONDS));
	const extension = await cheapest(probe, cheapRequests(extend, ADDED_SECONDS));
	if (probe.signal.aborted) throw new ProbeEnd('Stopped. Nothing was bought.');
	probe.say(`This buys from ${baseUrl}, and costs money:`);
	probe.say(`  one video: ${describe(video)}`);
	probe.say(`  one extension of it: ${describe(extension)}`);
	probe.say(`Press Ctrl-C within ${Math.round(pause / 1000)} seconds to buy nothing.`);
	await sleep(pause, probe.signal);
	if (probe.signal.aborted) throw new ProbeEnd('Stopped. Nothing was bought.');
	return [video, extension];
}

const describe = ({ model, seconds, resolution, price }: Priced): string =>
	`${model}, ${seconds} s, ${resolution}, ${price ? `${priceOf(price)} by the preview` : 'at a price that the preview does not tell'}`;

/**
 * Buys both and asks what they tell.
 *
 * @throws {ProbeEnd} on Ctrl-C, on an unclear creation, on a refusal, and when a task fails
 */
export async function buyBoth(probe: Probe, video: Priced, extension: Priced): Promise<void> {
	const first = await buy(probe, 'the video', video, video.params);
	const firstDone = await watchToEnd(probe, video, first);
	const file = await noteFile(probe, firstDone);
	const second = await buyExtension(probe, extension, firstDone.watched.task.videoUrls[0]);
	const secondDone = await watchToEnd(probe, extension, second);
	noteWatched(probe, [firstDone, secondDone]);
	await noteExtension(probe, secondDone, firstDone.taskId, file.seconds ?? VIDEO_SECONDS);
}

/** The extension is sent with a field too many first: a refusal costs nothing, and an acceptance is it. */
async function buyExtension(probe: Probe, order: Priced, url: string): Promise<Created> {
	const params = { ...order.params, video_url: url };
	const odd = { ...params, [NO_SUCH_FIELD]: true };
	const creation = await create(probe, 'the extension', order.model, odd);
	if (creation.kind === 'created') {
		note(probe, 'unknown-field', 'It is ignored: the task was created', 'disagrees');
		return takeNote(probe, 'the extension', creation);
	}
	const { status } = creation.failure;
	// Any other refusal has another reason, and would come again.
	if (creation.kind !== 'refused' || (status !== 400 && status !== 422 && status !== 200)) {
		throw refusedEnd(probe, 'the extension', creation);
	}
	note(probe, 'unknown-field', describeLast(probe), 'agrees');
	if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
	return await buy(probe, 'the extension', order, params);
}

async function buy(probe: Probe, what: string, order: Priced, params: Params): Promise<Created> {
	const creation = await create(probe, what, order.model, params);
	if (creation.kind !== 'created') throw refusedEnd(probe, what, creation);
	if (probe.tasks.length === 0) {
		const { model, status } = creation.task;
		const isDocumented = status !== 'failed' && (model ?? order.model) === order.model;
		note(probe, 'creation', describeLast(probe), isDocumented ? 'agrees' : 'disagrees');
	}
	return takeNote(probe, what, creation);
}

async function watchToEnd(
	probe: Probe,
	order: Priced,
	{ taskId, createdAt }: Created,
): Promise<Bought> {
	const watched = await watch(probe, taskId, createdAt);
	const { status, failure, videoUrls } = watched.task;
	if (status === 'failed') {
		const said = [failure?.code, failure?.message].filter(Boolean).join(' ');
		throw new ProbeEnd(`Task ${taskId} failed: ${said}. Credits of failed tasks are refunded.`);
	}
	if (videoUrls.length === 0) {
		note(probe, 'output', describeLast(probe), 'disagrees');
		throw new ProbeEnd(`Task ${taskId} is completed, but the node finds no URL in its answer.`);
	}
	return { order, taskId, watched };
}
