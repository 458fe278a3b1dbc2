/** Executions over n8n's internal REST API: read, wait for, stop, retry. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nBin } from './paths.mjs';

/** @typedef {import('./session.mjs').Session} Session */

const ENDED = new Set(['success', 'error', 'canceled', 'crashed']);

/** n8n stores an execution's data with this library, so its own copy reads it. */
function unflatten(text) {
	return createRequire(n8nBin)('flatted').parse(text);
}

/**
 * An execution.
 *
 * @typedef {object} Execution
 * @property {string} id
 * @property {'new' | 'running' | 'waiting' | 'success' | 'error' | 'canceled' | 'crashed'} status
 * @property {string} mode `manual`, `webhook`, `trigger`, `retry`
 * @property {string | null} retryOf
 * @property {string | null} retrySuccessId
 * @property {any} [data] n8n's run data; while it runs, what was saved so far, often nothing
 */

/**
 * Reads an execution with its data.
 *
 * @param {Session} session
 * @param {string} id
 * @returns {Promise<Execution>}
 * @throws {import('./session.mjs').RestError} 404 when there is none
 */
export async function readExecution(session, id) {
	const execution = await session.request('GET', `/rest/executions/${id}`);
	if (typeof execution.data === 'string') {
		execution.data = execution.data === '[]' ? undefined : unflatten(execution.data);
	}
	return execution;
}

/**
 * Waits until an execution has one of the given statuses, or has ended.
 *
 * @param {Session} session
 * @param {string} id
 * @param {{ until?: string[], timeoutMs?: number }} [options] `until`: default only the ends
 * @returns {Promise<Execution>}
 * @throws {Error} when the time is up, default 30 s
 */
export async function waitForExecution(session, id, { until = [], timeoutMs = 30_000 } = {}) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const execution = await readExecution(session, id);
		if (ENDED.has(execution.status) || until.includes(execution.status)) return execution;
		if (Date.now() > deadline) throw new Error(`execution ${id} is still ${execution.status}`);
		await sleep(100);
	}
}

/**
 * Lists executions, newest first, without their data.
 *
 * @param {Session} session
 * @param {{ workflowId?: string, status?: string[] }} [filter]
 * @param {number} [limit] at most
 * @returns {Promise<Execution[]>}
 */
export async function listExecutions(session, filter = {}, limit = 100) {
	const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: String(limit) });
	return (await session.request('GET', `/rest/executions?${query}`)).results;
}

/**
 * Stops an execution, as the editor's "Stop" does.
 *
 * @param {Session} session
 * @param {string} id
 * @returns {Promise<{ status: string }>} at once; the running node may continue for a while
 * @throws {import('./session.mjs').RestError} 500 when it runs no more
 */
export async function stopExecution(session, id) {
	return await session.request('POST', `/rest/executions/${id}/stop`);
}

/**
 * Retries a failed execution from the node that failed, and waits for the end.
 *
 * @param {Session} session
 * @param {string} id
 * @param {{ newestWorkflow?: boolean }} [options] with the workflow as it is now; default as it
 *   was then
 * @returns {Promise<Execution>} the new execution, `retryOf` naming the old; n8n answers when it
 *   has ended, so not later than fetch's own limit of five minutes
 * @throws {import('./session.mjs').RestError} 409 when it succeeded, 500 when it holds no data to
 *   start from
 */
export async function retryExecution(session, id, { newestWorkflow = false } = {}) {
	const body = { loadWorkflow: newestWorkflow };
	const retry = await session.request('POST', `/rest/executions/${id}/retry`, body);
	return await readExecution(session, retry.id);
}

/**
 * The items that a node put out.
 *
 * @param {Execution} execution
 * @param {string} node the node's name
 * @param {{ output?: number, run?: number, connection?: string }} [which] default: the first
 *   output of the last run, of the connection `main`
 * @returns {object[]} n8n's items, `{ json, binary?, error?, pairedItem? }`; none when it did not
 *   run or put nothing out
 */
export function itemsOf(execution, node, { output = 0, run, connection = 'main' } = {}) {
	const runs = execution.data?.resultData?.runData?.[node] ?? [];
	return runs.at(run ?? -1)?.data?.[connection]?.[output] ?? [];
}

/**
 * The error that ended an execution, as the editor shows it.
 *
 * @param {Execution} execution
 * @returns {{ message: string, description?: string, node?: object } | undefined}
 */
export function errorOf(execution) {
	return execution.data?.resultData?.error;
}
