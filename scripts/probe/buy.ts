/** Buys one video and one extension of it. No request that creates a task is ever sent twice. */

import { createTask } from '../../nodes/Vidu/gateway/client';
import type { CreateResponse } from '../../nodes/Vidu/gateway/client';
import type { Params } from '../../nodes/Vidu/models/check';
import { extend } from '../../nodes/Vidu/operations/extend';
import { textToVideo } from '../../nodes/Vidu/operations/textToVideo';
import { noteTasks } from './noteTasks';
import { noteExtension, noteVideo } from './noteVideos';
import { pollToEnd } from './poll';
import type { FinishedTask } from './poll';
import { cheapest, formatPrice } from './previews';
import type { PricedRequest } from './previews';
import { describeLast, note, ProbeEnd, sleep } from './probe';
import type { Probe } from './probe';
import { requestsFor } from './requests';

/** Seconds of the video: the minimum that Extend takes. Source: docs/api/models.md, "Videos". */
const VIDEO_SECONDS = 4;
/** Seconds to add: the minimum of Extend. */
const ADDED_SECONDS = 1;

/** A field that no model has. */
const UNKNOWN_FIELD = 'n8n_nodes_vidu_no_such_field';

/** A created task, and when it was created: milliseconds since 1970. */
interface Created {
	taskId: string;
	createdAt: number;
}

/** Says what will be bought, and waits for a Ctrl-C. */
export async function announce(
	probe: Probe,
	baseUrl: string,
	pause: number,
): Promise<PricedRequest[]> {
	const video = await cheapest(probe, requestsFor(textToVideo, VIDEO_SECONDS));
	const extension = await cheapest(probe, requestsFor(extend, ADDED_SECONDS));
	if (probe.signal.aborted) throw new ProbeEnd('Stopped. Nothing was bought.');
	probe.say(`The probe now buys from ${baseUrl}. This costs money:`);
	probe.say(`  one video: ${describe(video)}`);
	probe.say(`  one extension of that video: ${describe(extension)}`);
	probe.say(`To buy nothing, press Ctrl-C within ${Math.round(pause / 1000)} seconds.`);
	await sleep(pause, probe.signal);
	if (probe.signal.aborted) throw new ProbeEnd('Stopped. Nothing was bought.');
	return [video, extension];
}

const describe = ({ model, seconds, resolution, price }: PricedRequest): string =>
	`${model}, ${seconds} s, ${resolution}, ${price ? `estimated ${formatPrice(price)}` : 'price unknown'}`;

/**
 * Buys both and answers the questions about them.
 *
 * @throws {ProbeEnd} on Ctrl-C, on an unclear creation, on a refusal, and when a task fails
 */
export async function buyBoth(
	probe: Probe,
	videoRequest: PricedRequest,
	extensionRequest: PricedRequest,
): Promise<void> {
	const video = await finish(probe, videoRequest, await buyVideo(probe, videoRequest));
	const seconds = (await noteVideo(probe, video)) ?? VIDEO_SECONDS;
	const params = { ...extensionRequest.params, video_url: video.task.videoUrls[0] };
	const created = await buyExtension(probe, extensionRequest.model, params);
	const extension = await finish(probe, extensionRequest, created);
	noteTasks(probe, [video, extension]);
	await noteExtension(probe, extension, video.taskId, seconds);
}

async function buyVideo(probe: Probe, { model, params }: PricedRequest): Promise<Created> {
	const creation = await create(probe, 'the video', model, params);
	if (creation.type !== 'created') throw refusal(probe, 'the video', creation);
	const { task } = creation;
	const isDocumented = task.status !== 'failed' && (task.model ?? model) === model;
	note(probe, 'creation', describeLast(probe), isDocumented ? 'agrees' : 'disagrees');
	return keep(probe, 'the video', task.id);
}

/** First sends an unknown field: a refusal costs nothing, and an accepted one is the extension. */
async function buyExtension(probe: Probe, model: string, params: Params): Promise<Created> {
	const what = 'the extension';
	const creation = await create(probe, what, model, { ...params, [UNKNOWN_FIELD]: true });
	if (creation.type === 'created') {
		note(probe, 'unknown-field', 'Accepted: the task was created', 'disagrees');
		return keep(probe, what, creation.task.id);
	}
	const { status } = creation.error;
	// Any other refusal has another reason, and would come again.
	if (creation.type !== 'refused' || (status !== 400 && status !== 422 && status !== 200)) {
		throw refusal(probe, what, creation);
	}
	note(probe, 'unknown-field', describeLast(probe), 'agrees');
	if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
	const second = await create(probe, what, model, params);
	if (second.type !== 'created') throw refusal(probe, what, second);
	return keep(probe, what, second.task.id);
}

/**
 * Sends one creation, which spends money.
 *
 * @throws {ProbeEnd} when nobody can know whether a task was created
 */
async function create(
	probe: Probe,
	what: string,
	model: string,
	params: Params,
): Promise<Exclude<CreateResponse, { type: 'unclear' }>> {
	probe.say(`Creating ${what} …`);
	const creation = await createTask(probe.send, model, params);
	if (creation.type !== 'unclear') return creation;
	throw new ProbeEnd(
		`No clear answer: ${what} may have been bought (${creation.error.what}). The request is not repeated. Check your tasks in the Vtrix console before you run the probe again.`,
	);
}

const refusal = (
	probe: Probe,
	what: string,
	{ error }: Extract<CreateResponse, { type: 'refused' | 'rateLimited' }>,
): ProbeEnd =>
	new ProbeEnd(
		`The gateway refused to create ${what}: ${error.what}. ${error.next} (${describeLast(probe)})`,
	);

/** Keeps the ID of a bought task, and says it at once. */
function keep(probe: Probe, what: string, taskId: string): Created {
	probe.tasks.push({ what, taskId });
	probe.say(`Bought ${what}: task ${taskId}`);
	if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
	return { taskId, createdAt: Date.now() };
}

async function finish(
	probe: Probe,
	request: PricedRequest,
	{ taskId, createdAt }: Created,
): Promise<FinishedTask> {
	const polled = await pollToEnd(probe, taskId, createdAt);
	const { status, failure, videoUrls } = polled.task;
	if (status === 'failed') {
		const reason = [failure?.code, failure?.message].filter(Boolean).join(' ');
		throw new ProbeEnd(`Task ${taskId} failed: ${reason}. Credits for failed tasks are refunded.`);
	}
	if (videoUrls.length === 0) {
		note(probe, 'output', describeLast(probe), 'disagrees');
		throw new ProbeEnd(
			`Task ${taskId} is completed, but its answer has no URL where the node expects one.`,
		);
	}
	return { ...polled, taskId, request };
}
