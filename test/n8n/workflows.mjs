/** Workflows over n8n's internal REST API: create, publish, call, run. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RestError } from './session.mjs';

/** @typedef {import('./session.mjs').Session} Session */

/** As the editor has it for a new workflow. In n8n's old order an AI Agent sees no tool's answer. */
const DEFAULTS = { executionOrder: 'v1' };

/**
 * Creates a workflow from its JSON, the same that n8n exports and that example files hold.
 *
 * @param {Session} session
 * @param {{ name: string, nodes: object[], connections: object, settings?: object }} json
 * @returns {Promise<{ id: string, versionId: string, nodes: object[] }>} the stored workflow
 * @throws {RestError} 400 when n8n refuses it
 */
export async function createWorkflow(session, json) {
	// n8n's partial runs fail on workflows that have no pinned data at all, not even none.
	const { name, nodes, connections, settings = DEFAULTS, pinData = {}, meta } = json;
	const body = { name, nodes, connections, settings, pinData, meta };
	return await session.request('POST', '/rest/workflows', body);
}

/**
 * Publishes the newest version of a workflow and waits until its triggers listen: n8n 2.41 answers
 * "active" first and registers webhooks a moment later.
 *
 * @param {Session} session
 * @param {string} id
 * @param {number} [timeoutMs]
 * @throws {RestError} when n8n refuses, say for a missing credential
 * @throws {Error} when a trigger fails or none listens in time
 */
export async function activateWorkflow(session, id, timeoutMs = 15_000) {
	const { versionId } = await session.request('GET', `/rest/workflows/${id}`);
	await session.request('POST', `/rest/workflows/${id}/activate`, { versionId });
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const path = `/rest/workflows/${id}/publication-status`;
		const { status, triggers } = await session.request('GET', path);
		if (status === 'published') return;
		const failed = status === 'failed' || status === 'partial';
		if (failed || Date.now() > deadline) {
			throw new Error(`workflow ${id} is ${status}: ${JSON.stringify(triggers)}`);
		}
		await sleep(50);
	}
}

/**
 * Calls the production webhook of an active workflow.
 *
 * @param {Session} session only its address is used: a webhook is called from outside
 * @param {string} path the Webhook node's path
 * @param {unknown} [body] sent as JSON
 * @param {string} [method]
 * @returns {Promise<{ status: number, body: any }>} what the workflow answered, whatever it is
 */
export async function callWebhook(session, path, body, method = 'POST') {
	const response = await fetch(`${session.url}/webhook/${path}`, {
		method,
		headers: { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	try {
		return { status: response.status, body: JSON.parse(text) };
	} catch {
		return { status: response.status, body: text };
	}
}

/**
 * Starts a manual execution of the stored workflow, as the editor's "Execute workflow" does.
 *
 * @param {Session} session
 * @param {string} id
 * @param {{ trigger?: string, upTo?: string, runData?: object }} start names of nodes: start from
 *   this trigger; run up to and with this node; with `runData` of an earlier execution, only what
 *   it lacks. At least one of `trigger` and `upTo`
 * @returns {Promise<string>} the execution's ID; it has only just started
 * @throws {Error} when n8n waits for a call of a test webhook instead
 */
export async function runManually(session, id, { trigger, upTo, runData }) {
	const payload = {
		...(trigger && { triggerToStartFrom: { name: trigger } }),
		...(upTo && { destinationNode: { nodeName: upTo, mode: 'inclusive' } }),
		...(runData && { runData }),
	};
	const answer = await session.request('POST', `/rest/workflows/${id}/run`, payload);
	if (answer.executionId) return answer.executionId;
	throw new Error(`no execution was started: ${JSON.stringify(answer)}`);
}
