import type { IExecuteFunctions } from 'n8n-workflow';

import { asOneText, describeEnd } from '../output/messages';
import type { BatchEvent, Creation } from '../tasks/batch';

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
		context.logger.info(`Vidu task ${event.taskId} submitted (${creationOf(event, where)})`);
	} else if (event.type === 'unanswered') {
		context.logger.warn(
			`Vidu: the execution was stopped before the gateway answered. A video may have been bought (${creationOf(event, where)})`,
		);
	} else if (event.type === 'refused') {
		const { what } = event.apiError;
		context.logger.warn(
			asOneText(`Vidu: nothing was bought after the stop: ${what} (${creationOf(event, where)})`),
		);
	} else if (event.type === 'ended') {
		const level = event.result.type === 'failure' ? 'warn' : 'info';
		context.logger[level](`${describeEnd(event.result, event.seconds)} (${where})`);
	} else {
		const { taskId, item, task } = event;
		const progress = task.progress === undefined ? '' : `, ${Math.round(task.progress * 100)} %`;
		context.sendMessageToUI(`Vidu task ${taskId} (row ${item + 1}): ${task.status}${progress}`);
	}
}

function creationOf({ item, scene, model, purchase }: Creation, where: string): string {
	const row = `row ${item + 1}`;
	const which = scene === undefined ? row : `${row}, scene ${scene}`;
	const id = purchase === undefined ? '' : `, purchase ${purchase}`;
	return `${which}, model ${model}, ${where}${id}`;
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
