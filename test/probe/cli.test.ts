/** Does the command do what its help says? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KEY, openGateway } from './probing';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vidu-probe-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command; `interruptAt` sends what Ctrl-C sends when its output has those words. */
async function run(args: string[], env: Record<string, string>, interruptAt?: RegExp) {
	const { VIDU_API_KEY: _key, VIDU_BASE_URL: _url, ...others } = process.env;
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'scripts/probe.ts', '--folder', folder, ...args],
		{ cwd: root, env: { ...others, ...env } },
	);
	let output = '';
	let isInterrupted = false;
	const read = (chunk: Buffer) => {
		output += chunk;
		if (isInterrupted || !interruptAt?.test(output)) return;
		isInterrupted = true;
		child.kill('SIGINT');
	};
	child.stdout.on('data', read);
	child.stderr.on('data', read);
	const [code] = (await once(child, 'close')) as [number];
	return { code, output };
}

test('without a key, it says what it needs and asks nothing', async () => {
	const gateway = await openGateway();
	const { code, output } = await run(['--buy'], { VIDU_BASE_URL: gateway.baseUrl });
	expect(code).toBe(2);
	expect(output).toMatch(/VIDU_API_KEY=… +your key, required/);
	expect(gateway.requests).toHaveLength(0);
});

test('with a key, it writes both reports and buys nothing', async () => {
	const gateway = await openGateway();
	const { code, output } = await run([], { VIDU_API_KEY: KEY, VIDU_BASE_URL: gateway.baseUrl });
	expect([code, output]).toEqual([0, expect.stringContaining('What the node assumes')]);
	expect(readdirSync(folder).sort()).toEqual(['probe.json', 'probe.md']);
	expect(gateway.counts.createRequests).toBe(0);
});

test('Ctrl-C in the pause of ten seconds buys nothing', async () => {
	const gateway = await openGateway();
	const env = { VIDU_API_KEY: KEY, VIDU_BASE_URL: gateway.baseUrl };
	const { code, output } = await run(['--buy'], env, /within 10 seconds/);
	expect([code, output]).toEqual([130, expect.stringContaining('Nothing was bought')]);
	expect(gateway.counts.createRequests).toBe(0);
});

test('Ctrl-C after the creation names the task', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	const env = { VIDU_API_KEY: KEY, VIDU_BASE_URL: gateway.baseUrl };
	const args = ['--buy', '--pause', '0', '--poll-every', '0.1'];
	const { code, output } = await run(args, env, /: in_progress/);
	const [taskId] = gateway.tasks.keys();
	expect([code, output]).toEqual([130, expect.stringContaining(`Task ID of the video: ${taskId}`)]);
	expect(gateway.counts.createRequests).toBe(1);
});
