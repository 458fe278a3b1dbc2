/** The parts of which the tests build workflows of their own. */
import { credential } from './suite.mjs';

const row = (rows) => ({ mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} });
const split = { fieldToSplitOut: 'rows', options: {} };

/**
 * A node; its position is set by {@link workflow}.
 *
 * @param {string} name
 * @param {string} type
 * @param {number} typeVersion
 * @param {object} parameters
 * @param {object} [more] settings of the node such as `onError`
 */
export const node = (name, type, typeVersion, parameters, more = {}) => ({
	id: name.toLowerCase().replaceAll(' ', '-'),
	name,
	type,
	typeVersion,
	parameters,
	...more,
});

/**
 * A Vidu node with the suite's credential.
 *
 * @param {string} name
 * @param {object} parameters
 * @param {object} [more]
 */
export const vidu = (name, parameters, more = {}) =>
	node(name, 'n8n-nodes-vidu.vidu', 1, parameters, {
		credentials: { viduApi: { id: credential.id, name: credential.name } },
		...more,
	});

/** A node that starts a workflow by hand. */
export const byHand = () => node('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** @param {string} path of the webhook, which answers when the workflow has ended */
export const byWebhook = (path) =>
	node('Start', 'n8n-nodes-base.webhook', 2.1, {
		httpMethod: 'POST',
		path,
		responseMode: 'lastNode',
		options: {},
	});

/**
 * Two nodes that make one item of each prompt.
 *
 * @param {string[]} prompts
 */
export const prompts = (...texts) => [
	node('Table', 'n8n-nodes-base.set', 3.4, row(texts.map((prompt) => ({ prompt })))),
	node('One Item per Row', 'n8n-nodes-base.splitOut', 1, split),
];

/**
 * A workflow of nodes in a row. A webhook's ID is its path.
 *
 * @param {string} name
 * @param {object[]} nodes
 * @param {object} [settings]
 */
export const workflow = (name, nodes, settings = {}) => ({
	name,
	settings: { executionOrder: 'v1', ...settings },
	nodes: nodes.map((each, i) => ({
		...each,
		position: [i * 220, 0],
		...(each.parameters.path && { webhookId: each.parameters.path }),
	})),
	connections: Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((each, i) => [
				each.name,
				{ main: [[{ node: nodes[i + 1].name, type: 'main', index: 0 }]] },
			]),
	),
});
