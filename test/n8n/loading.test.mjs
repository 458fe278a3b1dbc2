/** Do the node and its credential load, with their icons, and does the credential's test explain? */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { freePort } from './n8n.mjs';
import * as rest from './rest.mjs';
import { credential, gateway, n8n, session } from './suite.mjs';
import { KEY } from './start.mjs';

const tried = async (data) =>
	await rest.testCredential(session, credential, {
		apiKey: KEY,
		baseUrl: gateway.baseUrl,
		allowHttp: false,
		...data,
	});

describe('the packed node in n8n', () => {
	test('is the only package, and its types are known', async () => {
		assert.deepEqual(
			n8n.packages.map(({ name }) => name),
			['n8n-nodes-vidu'],
		);
		const [node] = await rest.readNodeType(session, 'n8n-nodes-vidu.vidu');
		assert.equal(node.displayName, 'Vidu');
		const [tool] = await rest.readNodeType(session, 'n8n-nodes-vidu.viduTool');
		assert.deepEqual(tool.outputs, ['ai_tool']);
		assert.ok(await rest.readCredentialType(session, 'viduApi'));
		assert.doesNotMatch(n8n.log(), /Error loading|could not be loaded|Failed to load/i);
	});

	test('has icons for both themes, and so has the credential', async () => {
		const [node] = await rest.readNodeType(session, 'n8n-nodes-vidu.vidu');
		for (const description of [node, await rest.readCredentialType(session, 'viduApi')]) {
			const { light, dark } = await rest.readIcons(session, description);
			for (const icon of [light, dark]) assert.match(icon, /^\s*<svg/);
			assert.notEqual(light, dark);
		}
	});

	test('has the output fields of each operation, before anything ran', async () => {
		const [{ properties }] = await rest.readNodeType(session, 'n8n-nodes-vidu.vidu');
		const lists = properties.filter(({ name }) => name === 'operation');
		const paths = lists.flatMap(({ options, displayOptions }) =>
			options.map(({ value }) => `${displayOptions.show.resource[0]}/${value}`),
		);
		assert.ok(paths.includes('video/extend') && paths.includes('task/get'), paths.join());
		for (const path of paths) {
			const schema = await rest.readOutputSchema(session, path);
			assert.deepEqual(schema.properties.videoUrl, { type: 'string' }, path);
		}
	});

	test('is found by names that its codex adds', async () => {
		const [{ codex }] = await rest.readNodeType(session, 'n8n-nodes-vidu.vidu');
		assert.ok(codex.alias.includes('text to video'), JSON.stringify(codex));
	});
});

describe("the credential's test", () => {
	test('passes with the stored key, and buys nothing', async () => {
		gateway.reset();
		assert.deepEqual(await rest.testCredential(session, credential), {
			status: 'OK',
			message: 'The gateway accepts the API key.',
		});
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('explains a wrong key', async () => {
		const { status, message } = await tried({ apiKey: 'a-wrong-key' });
		assert.equal(status, 'Error');
		assert.match(message, /API key is missing or invalid.*Check the API key/);
	});

	test('refuses plain http to another machine, without a request', async () => {
		gateway.reset();
		const { status, message } = await tried({ baseUrl: 'http://gateway.example' });
		assert.equal(status, 'Error');
		assert.match(message, /not encrypted.*Allow Plain HTTP/);
		assert.equal(gateway.requests.length, 0);
	});

	test('explains a host that does not answer', async () => {
		const { status, message } = await tried({ baseUrl: `http://127.0.0.1:${await freePort()}` });
		assert.equal(status, 'Error');
		assert.match(message, /ECONNREFUSED|refused|reach/i);
		assert.doesNotMatch(message, new RegExp(KEY));
	});
});
