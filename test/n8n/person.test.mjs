/** Does `npm run n8n` give a person what it prints, and is nothing of it left after Ctrl-C? */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { here } from './paths.mjs';
import { isAlive } from './starter.mjs';
import { root } from './start.mjs';
import { until } from './suite.mjs';

const isAnswered = async (url) =>
	await fetch(url).then(
		() => true,
		() => false,
	);

/** Starts it, and waits until it has printed all of it. */
async function startForPerson(context, command, args) {
	const folder = await mkdtemp(join(tmpdir(), 'person-'));
	context.after(async () => await rm(folder, { recursive: true, force: true }));
	const child = spawn(command, args, {
		cwd: root,
		env: { ...process.env, TMPDIR: folder },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	context.after(() => child.kill('SIGKILL'));
	let printed = '';
	child.stdout.on('data', (chunk) => (printed += chunk));
	await until(() => printed.includes('Ctrl-C'), 'it has started', 120_000);
	const [, url] = /n8n +(http:\S+)/.exec(printed);
	const [, gateway] = /Base URL +(\S+)/.exec(printed);
	const [, pid] = /"kill (\d+)"/.exec(printed);
	context.after(() => isAlive(Number(pid)) && process.kill(Number(pid)));
	return { child, folder, printed, url, gateway };
}

/** The files of it that are left in a folder. `n8nDataTableUploads` is n8n's own, one for all n8n of a machine. */
const leftIn = (folder) => readdirSync(folder).filter((name) => /^(n8n|vidu)-/.test(name));

test('`npm run n8n`: the printed login works, the examples are there, Ctrl-C ends all of it', async (context) => {
	const args = ['--import', 'tsx', join(here, 'n8n-for-a-person.mjs')];
	const started = await startForPerson(context, process.execPath, args);
	const { child, folder, printed, url, gateway } = started;
	const [, emailOrLdapLoginId] = /E-mail +(\S+)/.exec(printed);
	const [, password] = /Password +(\S+)/.exec(printed);
	const [, key] = /API Key +(\S+)/.exec(printed);
	const [, log] = /log, .*: (\S+)/.exec(printed);
	const login = await fetch(`${url}/rest/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ emailOrLdapLoginId, password }),
	});
	assert.equal(login.status, 200);
	const [cookie] = login.headers.get('set-cookie').split(';');
	const list = await fetch(`${url}/rest/workflows`, { headers: { cookie } });
	const files = await readdir(join(root, 'examples'));
	const examples = files.filter((file) => file.endsWith('.json'));
	assert.equal((await list.json()).count, examples.length);
	// A task that does not exist: the credential's own test asks for one.
	const poll = (apiKey) =>
		fetch(`${gateway}/model/v1/generation/task/none`, {
			headers: { authorization: `Bearer ${apiKey}` },
		});
	assert.deepEqual([(await poll(key)).status, (await poll('another')).status], [404, 401]);
	assert.match(await readFile(log, 'utf8'), /n8n/);

	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGINT');
	assert.equal(await ended, 0);
	assert.deepEqual([await isAnswered(url), await isAnswered(gateway)], [false, false]);
	assert.deepEqual(leftIn(folder), []);
});

test('`npm run n8n`: nothing runs on when npm is killed', async (context) => {
	const args = ['run', '--silent', 'n8n'];
	const { child, folder, url, gateway } = await startForPerson(context, 'npm', args);
	child.kill('SIGKILL');
	await until(() => leftIn(folder).length === 0, 'it has removed what it made', 30_000);
	assert.deepEqual([await isAnswered(url), await isAnswered(gateway)], [false, false]);
});
