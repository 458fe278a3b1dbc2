import type { IExecuteFunctions } from 'n8n-workflow';

import type { BatchEvent } from '../tasks/batch';
import { listWithin, shorten } from '../text';
import { quietly } from './log';

/*
 * n8n shows neither output nor error of a stopped node, but it saves the custom data of the execution. So a stop
 * writes there what it leaves behind. Nothing is written without a stop: n8n keeps ten keys for all nodes, logs an
 * error for each value of more than 255 characters, and shows the data of every execution.
 */

/** Tasks that had not ended. */
const RUNNING_TASKS = 'viduRunningTasks';
/** Finished tasks whose result had not left the node, and creations in doubt. */
const OTHER_TASKS = 'viduOtherTasks';

/** Characters of a value that n8n keeps. */
const MAX_LENGTH = 512;
/** Characters of one ID: it does not push out all others. */
const MAX_ID = 200;

/** The tasks of an execution that a stop has to name. Its Vidu nodes, loops and tools share them. */
interface Execution {
	running: Set<string>;
	/** For each call of a node that has not ended: texts by task or purchase ID. */
	calls: Set<Map<string, string>>;
	written: Set<string>;
}

/** By the signal that fires on a stop, which is one for the whole execution. */
const executions = new WeakMap<AbortSignal, Execution>();

/** Receives the events about the tasks of one call of the node. Nothing here throws. */
interface RunningTasks {
	onEvent(event: BatchEvent): void;
	/** From now on the output or the error of the call names its tasks. */
	callEnded(): void;
}

/**
 * Writes the tasks that a stop leaves behind into the execution's custom data.
 *
 * @param signal fires on Stop and on the workflow's timeout
 */
export function showRunningTasks(
	context: IExecuteFunctions,
	signal: AbortSignal | undefined,
): RunningTasks {
	if (signal === undefined) return { onEvent: () => {}, callEnded: () => {} };
	const execution = executions.get(signal) ?? begin(context, signal);
	const others = new Map<string, string>();
	execution.calls.add(others);
	return {
		onEvent: (event) => {
			note(execution.running, others, event);
			if (signal.aborted) write(context, execution);
		},
		callEnded: () => {
			if (!signal.aborted) execution.calls.delete(others);
		},
	};
}

function begin(context: IExecuteFunctions, signal: AbortSignal): Execution {
	const execution: Execution = { running: new Set(), calls: new Set(), written: new Set() };
	executions.set(signal, execution);
	signal.addEventListener('abort', () => write(context, execution), { once: true });
	return execution;
}

function note(running: Set<string>, others: Map<string, string>, event: BatchEvent): void {
	if (event.type === 'submitted') running.add(event.taskId);
	if (event.type === 'submitted' || event.type === 'refused') others.delete(event.purchase ?? '');
	if (event.type === 'unanswered' && event.purchase !== undefined) {
		others.set(event.purchase, `purchase ${event.purchase} (unclear)`);
	}
	if (event.type !== 'polled' && event.type !== 'ended') return;
	const { taskId, task } = event.type === 'polled' ? event : event.result;
	if (taskId === undefined || task === undefined) return;
	if (task.status === 'in_progress') {
		running.add(taskId);
		return;
	}
	running.delete(taskId);
	if (task.status === 'completed') others.set(taskId, `${shorten(taskId, MAX_ID)} (finished)`);
}

function write(context: IExecuteFunctions, { running, calls, written }: Execution): void {
	const set = (key: string, texts: readonly string[]) => {
		if (texts.length === 0 && !written.has(key)) return;
		written.add(key);
		customDataOf(context)?.set(key, listWithin(texts, MAX_LENGTH) || 'none');
	};
	// An n8n without custom data has none to show.
	quietly(() => {
		set(
			RUNNING_TASKS,
			[...running].map((id) => shorten(id, MAX_ID)),
		);
		set(
			OTHER_TASKS,
			[...calls].flatMap((call) => [...call.values()]),
		);
	});
}

function customDataOf(context: IExecuteFunctions) {
	const { $execution } = context.getWorkflowDataProxy(0) as unknown as {
		$execution?: { customData?: { set(key: string, value: string): void } };
	};
	return $execution?.customData;
}
