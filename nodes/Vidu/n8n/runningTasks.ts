import type { IExecuteFunctions } from 'n8n-workflow';

import type { BatchEvent } from '../tasks/batch';

/** The key in the execution's custom data, of which n8n keeps ten for all nodes. */
export const RUNNING_TASKS = 'viduRunningTasks';

/** Characters of a value that n8n keeps. */
const MAX_LENGTH = 512;

/** The running tasks of each execution, of all Vidu nodes in it, by the context that these share. */
const executions = new WeakMap<object, Set<string>>();

/**
 * Keeps the IDs of running tasks in the execution's custom data. n8n saves it for a stopped execution, too,
 * of which it shows neither output nor error. Never throws.
 */
export function showRunningTasks(context: IExecuteFunctions): (event: BatchEvent) => void {
	const running = runningIn(context);
	return (event) => {
		if (event.type === 'polled') return;
		if (event.type === 'submitted') running.add(event.taskId);
		else if (!hasEnded(event) || !running.delete(event.result.taskId ?? '')) return;
		try {
			customDataOf(context)?.set(RUNNING_TASKS, listOf([...running]));
		} catch {
			// An n8n without custom data has none to show.
		}
	};
}

function runningIn(context: IExecuteFunctions): Set<string> {
	const shared = context.getContext('flow');
	const running = executions.get(shared) ?? new Set<string>();
	executions.set(shared, running);
	return running;
}

/** A task that the node no longer waits for runs on. */
function hasEnded({ result }: Extract<BatchEvent, { type: 'ended' }>): boolean {
	return result.task !== undefined && result.task.status !== 'in_progress';
}

function customDataOf(context: IExecuteFunctions) {
	const { $execution } = context.getWorkflowDataProxy(0) as unknown as {
		$execution?: { customData?: { set(key: string, value: string): void } };
	};
	return $execution?.customData;
}

/** As many IDs as fit, and how many more there are. */
function listOf(ids: readonly string[]): string {
	if (ids.length === 0) return 'none';
	const whole = ids.join(', ');
	if (whole.length <= MAX_LENGTH) return whole;
	for (let count = ids.length - 1; count > 0; count -= 1) {
		const text = `${ids.slice(0, count).join(', ')} and ${ids.length - count} more`;
		if (text.length <= MAX_LENGTH) return text;
	}
	return `${ids.length} tasks: see the log`;
}
