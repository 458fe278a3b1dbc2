/** What happens when a task is bought or looked at? */

import { taskAnswer } from './answers';
import { callBack } from './callbacks';
import { countUp } from './counts';
import { disagrees, hasUsage } from './disagreements';
import { fetchPictures, picturesOf } from './imageUrls';
import { jsonReply, type Reply } from './replies';
import { taskOfVideo, videoUrl } from './signing';
import { videoSeconds } from './sources';
import type { State } from './state';
import { followsPicture, ratioOf, ratioOfPicture, type Ratio } from './ratios';
import { createTask, stateOf, type Task } from './tasks';
import type { Order } from './validate';

/**
 * Makes and counts the task of an order that has passed every check.
 *
 * @param now in milliseconds since 1970
 */
export function purchase(state: State, key: string, order: Order, now: number): Task {
	const { options, counts, limits, tasks } = state;
	const { taskSeconds = 8 } = options;
	const seconds =
		typeof taskSeconds === 'number'
			? taskSeconds
			: taskSeconds(order.params, order.model, counts.creates);
	const task = createTask(order, key, seconds, now, {
		ratio: ratioFor(state, order),
		videoSeconds: videoSeconds(state, order),
	});
	tasks.set(task.id, task);
	counts.creates++;
	countUp(counts.createsByKey, key);
	counts.peakRunning = Math.max(counts.peakRunning, limits.noteRunning(task));
	options.onEvent?.({
		type: 'created',
		taskId: task.id,
		model: task.model,
		at: now,
		seconds: (task.finishesAt - now) / 1000,
	});
	void fetchPictures(state, task);
	void callBack(state, task);
	return task;
}

/**
 * The answer about a task in its present state, after telling `onEvent` of it.
 *
 * @param looked whether this answers a query; a creation's answer never has progress
 */
export function taskReply(state: State, task: Task, looked: boolean): Reply {
	const now = Date.now();
	tell(state, task, now, looked);
	return jsonReply(
		200,
		taskAnswer(task, {
			style: state.answerStyle,
			now,
			videoUrl: () => videoUrl(state, task),
			usage: state.usage,
			withProgress: looked && state.options.reportsProgress !== false,
			withUsage: !disagrees(state) || hasUsage(state, task),
		}),
	);
}

function tell({ options, ended }: State, task: Task, now: number, looked: boolean): void {
	const about = { taskId: task.id, model: task.model, at: now };
	const { status, ...rest } = stateOf(task, now);
	if (looked) options.onEvent?.({ type: 'looked', ...about, status, ...rest });
	if (status === 'in_progress' || ended.has(task.id)) return;
	ended.add(task.id);
	if ('code' in rest) options.onEvent?.({ type: 'failed', ...about, code: rest.code });
	else options.onEvent?.({ type: 'completed', ...about });
}

/** An extension has the shape of the video it extends, as far as that is known. */
function ratioFor(state: State, { operation, settings }: Order): Ratio {
	if (operation === 'extend') return taskOfVideo(state, settings.video_url)?.ratio ?? '16:9';
	if (!followsPicture(operation, settings)) return ratioOf(settings.aspect_ratio);
	return ratioOfPicture(picturesOf(settings).map(([, image]) => image));
}
