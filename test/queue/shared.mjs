/** The one cluster that all tests share, started by the first test that needs it. */
import assert from 'node:assert/strict';
import * as rest from '../n8n/rest.mjs';
import { IMPATIENT, startCluster } from './cluster.mjs';
import { bought, submittedIn, tasksOf, until } from './workflows.mjs';

let starting;

/** The cluster, with two workers that run. */
export async function cluster() {
	starting ??= startCluster({ env: IMPATIENT });
	const found = await starting;
	while (found.workers.filter((worker) => worker.running()).length < 2) await found.addWorker();
	return found;
}

export async function stopCluster() {
	const found = await starting?.catch(() => undefined);
	await found?.stop();
}

/** The worker that runs an execution. */
export async function workerOf({ workers }, executionId) {
	const line = `Worker started execution ${executionId} `;
	return await until(`a worker runs execution ${executionId}`, () =>
		workers.find((worker) => worker.running() && worker.log().includes(line)),
	);
}

/** Waits until the gateway has sold that many tasks whose prompt contains the text. */
export const untilBought = ({ gateway }, text, count) =>
	until(`${count} tasks of ${text}`, () => tasksOf(gateway, text).length >= count);

/** Every task with that text in its prompt was bought once, and the log names its ID. */
export function assertOnceAndFindable({ gateway, log }, text, count) {
	const counts = bought(gateway, text);
	const twice = Object.entries(counts).filter(([, times]) => times > 1);
	assert.deepEqual(twice, [], 'bought more than once');
	assert.equal(Object.keys(counts).length, count);
	const logged = submittedIn(log());
	const lost = tasksOf(gateway, text).filter(({ id }) => !logged.has(id));
	assert.deepEqual(lost, [], 'not in the log');
}

/** The state of an execution, in a line: its status, its error, and the rest of its data. */
export function leftOf(execution) {
	const { resultData, executionData } = execution.data ?? {};
	const nodes = Object.keys(resultData?.runData ?? {}).join(', ') || 'no node';
	const journals = Object.values(executionData?.contextData ?? {});
	const entries = journals.flatMap(({ viduTasks = [] }) => viduTasks).length;
	const stack = executionData?.nodeExecutionStack?.map(({ node }) => node.name).join(', ');
	const message = rest.errorOf(execution)?.message?.split('\n')[0].slice(0, 90);
	return (
		`${execution.status}${message ? ` ("${message}")` : ''}; saved: output of ${nodes}, ` +
		`${entries} journal entries; continues at: ${stack || 'nowhere'}`
	);
}

/** "Retry execution"; what came of it, in a line. */
export async function retry({ session }, id) {
	try {
		const execution = await rest.retryExecution(session, id);
		return { execution, line: leftOf(execution) };
	} catch (error) {
		return { line: `refused: ${error.message}` };
	}
}

/** Says in the report of the test what happened, and what the gateway counted. */
export function tell(context, { gateway }, text, lines) {
	for (const line of lines) context.diagnostic(line);
	const times = Object.values(bought(gateway, text));
	const most = Math.max(0, ...times);
	const said = most <= 1 ? 'each once' : `up to ${most} times each`;
	context.diagnostic(`gateway: ${times.length} videos bought, ${said}`);
}
