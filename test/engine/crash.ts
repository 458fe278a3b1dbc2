import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IRun, IRunExecutionData } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import type { Execution, RunOptions } from './run';
import { openGateway, startVidu, until } from './vidu';
import type { Setup } from './vidu';

/** Starts an execution; `saved` is what n8n stored when it began, and all that a crash leaves. */
export function startSaved(setup: Setup = {}): { execution: Execution; saved: IRunExecutionData } {
	const execution = startVidu(setup);
	return { execution, saved: structuredClone(execution.data()) };
}

/**
 * Another execution of what was saved, as "Retry execution" after a crash makes it. The engine of n8n 1.x
 * has nothing that such a retry keeps, so there it is the same execution again, as a queue does it that
 * gives an execution out twice.
 */
export function again(saved: IRunExecutionData): Partial<RunOptions> {
	const isKept = 'resumeToken' in saved && saved.resumeToken !== undefined;
	return { from: structuredClone(saved), executionId: isKept ? '43' : '42', mode: 'retry' };
}

/** Runs that to its end. */
export const runAgain = async (saved: IRunExecutionData, setup: Setup = {}): Promise<IRun> =>
	await startVidu({ ...setup, run: again(saved) }).finished;

/** n8n dies while the node waits: what it knew is gone, and nothing that it wrote comes out. */
export async function crashWhileWaiting(
	setup: Setup = {},
	creations = 1,
): Promise<{ gateway: Gateway; saved: IRunExecutionData }> {
	const gateway = await openGateway({
		taskSeconds: (_params, _model, n) => (n < creations ? 60 : 0.3),
	});
	const { execution, saved } = startSaved(setup);
	await until(() => Object.keys(gateway.counts.pollsByTask).length === creations);
	execution.stop();
	await execution.finished;
	return { gateway, saved };
}

/** The lines of n8n's log. */
export function listen(): string[] {
	const lines: string[] = [];
	const logger = Container.get(Logger);
	for (const level of ['info', 'warn', 'error'] as const) {
		jest.spyOn(logger, level).mockImplementation((...said) => void lines.push(String(said[0])));
	}
	return lines;
}
