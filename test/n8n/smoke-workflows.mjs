/** Workflows of n8n's own nodes that show whether this harness works. */

const node = (name, type, typeVersion, column, parameters, more = {}) => ({
	id: name.toLowerCase().replaceAll(' ', '-'),
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [column * 220, 0],
	parameters,
	...more,
});

const chain = (...names) =>
	Object.fromEntries(
		names
			.slice(0, -1)
			.map((name, i) => [name, { main: [[{ node: names[i + 1], type: 'main', index: 0 }]] }]),
	);

const assignments = (name, value) => ({
	assignments: { assignments: [{ id: name, name, type: 'string', value }] },
});

/** A webhook that answers `{ said: <the body's say, in capitals> }`. */
export const echo = {
	name: 'Echo',
	nodes: [
		node(
			'Webhook',
			'webhook',
			2.1,
			0,
			{ httpMethod: 'POST', path: 'echo', responseMode: 'responseNode' },
			{ webhookId: 'echo' },
		),
		node('Edit Fields', 'set', 3.4, 1, assignments('said', '={{ $json.body.say.toUpperCase() }}')),
		node('Respond', 'respondToWebhook', 1.5, 2, {}),
	],
	connections: chain('Webhook', 'Edit Fields', 'Respond'),
};

/** Runs by hand and puts out `{ greeting: 'hello' }`. */
export const greet = {
	name: 'Greet',
	nodes: [
		node('Start', 'manualTrigger', 1, 0, {}),
		node('Edit Fields', 'set', 3.4, 1, assignments('greeting', 'hello')),
	],
	connections: chain('Start', 'Edit Fields'),
};

/** Waits a minute: n8n keeps waits of up to 65 s in the process. */
export const wait = {
	name: 'Wait',
	nodes: [
		node('Start', 'manualTrigger', 1, 0, {}),
		node('Wait', 'wait', 1.1, 1, { amount: 60, unit: 'seconds' }, { webhookId: 'wait' }),
	],
	connections: chain('Start', 'Wait'),
};

/**
 * Fetches an address and puts its answer out; fails when it answers an error.
 *
 * @param {string} url
 */
export const fetching = (url) => ({
	name: 'Fetch',
	nodes: [
		node('Start', 'manualTrigger', 1, 0, {}),
		node('Fetch', 'httpRequest', 4.3, 1, { url, options: {} }),
	],
	connections: chain('Start', 'Fetch'),
});
