/** What happens when a task is bought or polled? */

import { taskAnswer } from './answers';
import { disagrees, hasUsage } from './disagreements';
import { callBack, fetchPictures } from './outbound';
import { followsPicture, ratioOf, ratioOfPicture, type Ratio } from './ratios';
import { jsonReply, type Reply } from './replies';
import { taskOfVideo, videoSeconds, videoUrl } from './results';
import { countPurchase, type State } from './state';
import { createTask, randomId, readMarks, stateOf, type Task } from './tasks';
import { picturesOf, type Order } from './validate';

/** Makes and counts the task of an order that has passed every check. */
export function purchase(state: State, key: string, order: Order): Task {
	const { options, tasks, now } = state;
	const { taskSeconds = 8, taskId = randomId } = options;
	const { params, model } = order;
	const n = state.counts.creates;
	const usual = typeof taskSeconds === 'number' ? taskSeconds : taskSeconds(params, model, n);
	const marks = options.marks?.(params, n) ?? readMarks(params.prompt);
	const createdAt = now();
	const seconds = Math.max(0, marks.seconds ?? usual);
	const task = createTask(order, {
		id: taskId(n),
		key,
		marks,
		createdAt,
		finishesAt: createdAt + seconds * 1000,
		ratio: ratioFor(state, order),
		videoSeconds: videoSeconds(state, order),
	});
	tasks.set(task.id, task);
	countPurchase(state, task);
	options.onEvent?.({ type: 'created', taskId: task.id, model, at: createdAt, seconds });
	void fetchPictures(state, task);
	void callBack(state, task);
	return task;
}

/**
 * The answer about a task in its present state, after telling `onEvent` of it.
 *
 * @param isPoll whether this answers a query; a creation's answer never has progress
 */
export function taskReply(state: State, task: Task, isPoll: boolean): Reply {
	const now = state.now();
	tell(state, task, now, isPoll);
	return jsonReply(
		200,
		taskAnswer(task, {
			style: state.answerStyle,
			now,
			videoUrl: () => videoUrl(state, task),
			usage: state.options.usage ?? 'documented',
			withProgress: isPoll && state.options.reportsProgress !== false,
			withUsage: !disagrees(state) || hasUsage(state, task),
		}),
	);
}

function tell({ options, ended }: State, task: Task, now: number, isPoll: boolean): void {
	const about = { taskId: task.id, model: task.model, at: now };
	const { status, ...rest } = stateOf(task, now);
	if (isPoll) options.onEvent?.({ type: 'polled', ...about, status, ...rest });
	if (status === 'in_progress' || ended.has(task.id)) return;
	ended.add(task.id);
	if ('code' in rest) options.onEvent?.({ type: 'failed', ...about, code: rest.code });
	else options.onEvent?.({ type: 'completed', ...about });
}

/** An extension has the shape of the video it extends, if that is known. */
function ratioFor(state: State, { operation, settings }: Order): Ratio {
	if (operation === 'extend') return taskOfVideo(state, settings.video_url)?.ratio ?? '16:9';
	if (!followsPicture(operation, settings)) return ratioOf(settings.aspect_ratio);
	return ratioOfPicture(picturesOf(settings).map(([, image]) => image));
}
