/** The workflow under test, and what came of its executions. */
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import { filesFor, nextKind } from './kinds.mjs';

const node = (name, type, typeVersion, column, parameters, more = {}) => ({
	id: name.toLowerCase().replaceAll(' ', '-'),
	name,
	type: type.includes('.') ? type : `n8n-nodes-base.${type}`,
	typeVersion,
	position: [column * 220, 0],
	parameters,
	...more,
});

const QUICK = { pollInterval: 0.5, timeout: 120 };

/** The Vidu node of these workflows; parameters other than the defaults can be given. Downloads nothing by default. */
export const viduNode = (credential, name, column, parameters = {}, more = {}) =>
	node(
		name,
		'n8n-nodes-vidu.vidu',
		1,
		column,
		{
			prompt: '={{ $json.prompt }}',
			downloadVideo: false,
			...parameters,
			options: { ...QUICK, ...parameters.options },
		},
		{ credentials: { viduApi: { id: credential.id, name: credential.name } }, ...more },
	);

let made = 0;

/** The Vidu node with the operation that its parameters name, or with the next in turn, and its files. */
function buying(credential, parameters, more) {
	const isChosen = 'operation' in parameters || 'resource' in parameters;
	const kind = isChosen ? { operation: 'textToVideo' } : nextKind();
	// A prompt that mentions no subject is refused.
	const mention = kind.subjects === undefined ? '' : ' @kite';
	const prompt = `={{ $('Split').item.json.prompt }}${mention}`;
	const all = { ...kind, prompt, ...parameters };
	return [...filesFor(kind, node, 2), viduNode(credential, 'Vidu', 4, all, more)];
}

/**
 * Publishes a workflow: a webhook that takes `{ prompts }`, an item for each, and the given nodes.
 *
 * @param {object} target `{ session, credential }`
 * @param {{ vidu?: object, nodes?: object[], settings?: object, more?: object }} [options] `vidu`:
 *   parameters of the Vidu node, whose operation
 *   is the next in turn unless they name one; `nodes` instead of that node
 * @returns {Promise<{ id: string, path: string }>}
 */
export async function publish({ session, credential }, options = {}) {
	const { vidu = {}, more = {}, settings = {} } = options;
	const path = `videos-${(made += 1)}`;
	const behind = options.nodes ?? buying(credential, vidu, more);
	const webhook = { httpMethod: 'POST', path, responseMode: 'onReceived' };
	const split = { fieldToSplitOut: 'body.prompts', options: { destinationFieldName: 'prompt' } };
	const nodes = [
		node('Webhook', 'webhook', 2.1, 0, webhook, { webhookId: path }),
		node('Split', 'splitOut', 1, 1, split),
		...behind,
	];
	const connections = {};
	for (const [index, { name }] of nodes.entries()) {
		const next = nodes[index + 1];
		if (next) connections[name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	}
	const json = { name: path, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
	const { id } = await rest.createWorkflow(session, json);
	await rest.activateWorkflow(session, id);
	return { id, path };
}

/** Waits until something holds. */
export async function until(what, condition, timeoutMs = 60_000) {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const found = await condition();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`in ${timeoutMs / 1000} s not: ${what}`);
		await sleep(100);
	}
}

/** Starts one execution and returns its ID. Nothing else may start one of that workflow meanwhile. */
export async function start({ session }, workflow, prompts) {
	const ids = async () =>
		(await rest.listExecutions(session, { workflowId: workflow.id })).map(({ id }) => id);
	const before = new Set(await ids());
	const { status, body } = await rest.callWebhook(session, workflow.path, { prompts });
	if (status !== 200) throw new Error(`webhook: ${status} ${JSON.stringify(body)}`);
	return await until('a new execution', async () => (await ids()).find((id) => !before.has(id)));
}

/** How many tasks the gateway sold for each prompt that contains the text. */
export function bought(gateway, text) {
	const counts = {};
	for (const { params } of gateway.tasks.values()) {
		if (params.prompt.includes(text)) counts[params.prompt] = (counts[params.prompt] ?? 0) + 1;
	}
	return counts;
}

/** The IDs of those tasks. */
export const tasksOf = (gateway, text) =>
	[...gateway.tasks.values()].filter(({ params }) => params.prompt.includes(text));

/** Prompts that name what they are for; each takes that many seconds at the gateway. */
export const prompts = (name, count, seconds) =>
	Array.from({ length: count }, (_, i) => `${name} ${i} [seconds:${seconds}]`);

/** The task IDs that the log names in a line "submitted". */
export const submittedIn = (log) =>
	new Set([...log.matchAll(/Vidu task (\S+) submitted/g)].map(([, id]) => id));
