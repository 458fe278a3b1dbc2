/**
 * Shows that this folder's harness works: n8n starts with a community package, its REST API and
 * its editor can be driven, and everything ends. Says nothing of the repo's own node.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchBrowser, logInByForm, openEditor, takePicture } from './browser.mjs';
import * as editor from './editor.mjs';
import { install } from './install.mjs';
import { startN8n } from './n8n.mjs';
import { closeNode, readFields, readOutput, type } from './panel.mjs';
import { here } from './paths.mjs';
import * as rest from './rest.mjs';
import { writeSmokePackage } from './smoke-package.mjs';
import { echo, fetching, greet, wait } from './smoke-workflows.mjs';

const SHOUT = 'n8n-nodes-smoke.shout';
let n8n;
let session;
let folder;
/** What the loopback server answers next, `{ status, body }`. */
let answer;
const server = createServer((_request, response) => {
	response.writeHead(answer.status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(answer.body));
});

before(async () => {
	await install({ say: (step) => console.log(`installing: ${step}`) });
	folder = await mkdtemp(join(tmpdir(), 'n8n-smoke-'));
	n8n = await startN8n({ packages: [await writeSmokePackage(folder)] });
	session = await rest.setUpOwner(n8n.url);
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});

after(async () => {
	await n8n?.stop();
	server.close();
	if (folder) await rm(folder, { recursive: true, force: true });
});

const local = () => `http://127.0.0.1:${server.address().port}`;

const run = async (workflow) => {
	const { id } = await rest.createWorkflow(session, workflow);
	return await rest.runManually(session, id, { trigger: 'Start' });
};

test('a community package is installed as n8n does it, with icons and a tool variant', async () => {
	assert.deepEqual(n8n.packages, [{ name: 'n8n-nodes-smoke', version: '1.2.3' }]);
	const home = join(n8n.userFolder, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-smoke');
	const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
	assert.equal(manifest.peerDependencies ?? manifest.devDependencies, undefined);

	const [description] = await rest.readNodeType(session, SHOUT);
	const { light, dark } = await rest.readIcons(session, description);
	assert.match(light, /#111/);
	assert.match(dark, /#eee/);
	assert.equal((await rest.readNodeType(session, `${SHOUT}Tool`)).length, 1);
});

test('a webhook answers once its workflow is active, also after a restart', async () => {
	const { id } = await rest.createWorkflow(session, echo);
	await rest.activateWorkflow(session, id);
	const said = { status: 200, body: { said: 'HI' } };
	assert.deepEqual(await rest.callWebhook(session, 'echo', { say: 'hi' }), said);

	await n8n.restart();
	assert.deepEqual(await rest.callWebhook(session, 'echo', { say: 'hi' }), said);
	const executions = await rest.listExecutions(session, { workflowId: id });
	assert.equal(executions.length, 2);
	for (const execution of executions) {
		const { status, mode } = await rest.waitForExecution(session, execution.id);
		assert.deepEqual([status, mode], ['success', 'webhook']);
	}
});

test('a manual run tells of its progress and leaves its items', async () => {
	const push = await rest.openPush(session);
	const execution = await rest.waitForExecution(session, await run(greet));
	push.close();
	assert.equal(execution.status, 'success');
	assert.deepEqual(rest.itemsOf(execution, 'Edit Fields')[0].json, { greeting: 'hello' });
	const types = push.messages.map((message) => message.type);
	assert.deepEqual([types.at(0), types.at(-1)], ['executionStarted', 'executionFinished']);
});

test('a running execution is stopped', async () => {
	const id = await run(wait);
	await rest.waitForExecution(session, id, { until: ['running'] });
	const start = performance.now();
	await rest.stopExecution(session, id);
	assert.equal((await rest.waitForExecution(session, id)).status, 'canceled');
	assert.ok(performance.now() - start < 5000);
});

test('a failed execution is retried from the node that failed', async () => {
	answer = { status: 500, body: { message: 'not today' } };
	const failed = await rest.waitForExecution(session, await run(fetching(local())));
	assert.equal(failed.status, 'error');
	assert.equal(rest.errorOf(failed).node.name, 'Fetch');

	answer = { status: 200, body: { ok: true } };
	const retry = await rest.retryExecution(session, failed.id);
	assert.deepEqual([retry.status, retry.mode, retry.retryOf], ['success', 'retry', failed.id]);
	assert.deepEqual(rest.itemsOf(retry, 'Fetch')[0].json, { ok: true });
});

test('a credential is tested', async () => {
	const data = { apiKey: 'key', url: local() };
	const credential = { name: 'OpenAI', type: 'openAiApi', data };
	const stored = await rest.createCredential(session, credential);
	answer = { status: 200, body: { data: [] } };
	assert.equal((await rest.testCredential(session, stored)).status, 'OK');
	answer = { status: 401, body: { error: { message: 'wrong key' } } };
	assert.equal((await rest.testCredential(session, stored)).status, 'Error');
});

test('the editor is driven as by a person', async (context) => {
	const browser = await launchBrowser();
	context.after(() => browser.close());
	const page = await openEditor(browser, { ...session, cookie: 'none=none' });
	await logInByForm(page, rest.OWNER);

	const start = { ...greet, nodes: greet.nodes.slice(0, 1), connections: {} };
	const { id } = await rest.createWorkflow(session, start);
	await editor.openWorkflow(page, id);
	await editor.openNodePanel(page, { after: 'Start' });
	assert.deepEqual(await editor.searchNodes(page, 'capitals'), ['Shout']);
	await editor.addNode(page, 'Shout');
	await type(page, 'text', 'well done');
	const [text, twice] = await readFields(page);
	assert.deepEqual([text.value, text.hint, twice.value], ['well done', 'What to say', 'off']);
	await closeNode(page);
	const executed = await editor.executeWorkflow(page);
	assert.equal((await rest.readExecution(session, executed)).status, 'success');
	assert.deepEqual(await editor.notices(page), ['Workflow executed successfully']);
	assert.equal(await editor.nodeMark(page, 'Shout'), 'success');
	await takePicture(page, join(here, 'output', 'smoke-canvas.png'));
	await editor.openNode(page, 'Shout');
	assert.match(await readOutput(page), /WELL DONE/);
	await takePicture(page, join(here, 'output', 'smoke-node.png'), { notices: false });
});

test('n8n ends when the process that started it is killed', async () => {
	const script = `const { startN8n } = await import(${JSON.stringify(join(here, 'n8n.mjs'))});
		const n8n = await startN8n({ userFolder: ${JSON.stringify(join(folder, 'orphan'))} });
		console.log(n8n.pid());`;
	const args = ['--input-type=module', '-e', script];
	const starter = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
	const [line] = await new Promise((resolve) => starter.stdout.once('data', (c) => resolve([c])));
	starter.kill('SIGKILL');
	const pid = Number(line);
	const isAlive = () => {
		try {
			return process.kill(pid, 0);
		} catch {
			return false;
		}
	};
	for (let waited = 0; waited < 10_000 && isAlive(); waited += 100) await sleep(100);
	assert.equal(isAlive(), false);
});
