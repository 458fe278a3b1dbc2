import type { IExecuteFunctions } from 'n8n-workflow';

import { describeEnd } from '../output/messages';
import type { BatchEvent } from '../tasks/batch';

/**
 * Writes what happened to a task into the server's log, where it outlives a crash of n8n: one line when
 * it was submitted and one when it ended. In a manual run, the browser's console shows the progress.
 */
export function eventLog(context: IExecuteFunctions): (event: BatchEvent) => void {
	const where = whereOf(context);
	return (event) => quietly(() => logEvent(context, event, where));
}

function logEvent(context: IExecuteFunctions, event: BatchEvent, where: string): void {
	if (event.type === 'submitted') {
		const { taskId, item, scene, model, purchase } = event;
		const which = scene === undefined ? `item ${item}` : `item ${item}, scene ${scene}`;
		const id = purchase === undefined ? '' : `, purchase ${purchase}`;
		context.logger.info(`Vidu task ${taskId} submitted (${which}, model ${model}, ${where}${id})`);
	} else if (event.type === 'ended') {
		const level = event.result.type === 'failure' ? 'warn' : 'info';
		context.logger[level](`${describeEnd(event.result, event.seconds)} (${where})`);
	} else {
		const { taskId, item, task } = event;
		const progress = task.progress === undefined ? '' : `, ${Math.round(task.progress * 100)} %`;
		context.sendMessageToUI(`Vidu task ${taskId} (item ${item}): ${task.status}${progress}`);
	}
}

/** Logs a task that the gateway created though only its cost was asked for. */
export function logCreatedByEstimate(context: IExecuteFunctions, taskId: string): void {
	const where = whereOf(context);
	quietly(() =>
		context.logger.error(
			`Vidu task ${taskId}: the gateway created a task for an estimate (${where})`,
		),
	);
}

/** Logs what the videos of a call cost: the line that the editor shows, too. */
export function logCost(context: IExecuteFunctions, cost: string): void {
	quietly(() => context.logger.info(`Vidu: ${cost} (${whereOf(context)})`));
}

/** Does what only informs a person: where it fails, it takes no result and no error with it. */
export function quietly(inform: () => void): void {
	try {
		inform();
	} catch {
		// There is nowhere else to say it.
	}
}

const whereOf = (context: IExecuteFunctions): string =>
	`node "${context.getNode().name}", workflow ${context.getWorkflow().id ?? 'unsaved'}, execution ${context.getExecutionId() ?? 'unsaved'}`;
