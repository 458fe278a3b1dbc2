import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

jest.setTimeout(60_000);

const children: ChildProcessWithoutNullStreams[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

/** Starts the command line program and collects what it says. */
function start(...args: string[]) {
	const child = spawn(process.execPath, ['-r', 'tsx/cjs', join(__dirname, 'cli.ts'), ...args]);
	children.push(child);
	const said = { out: '', error: '' };
	child.stdout.on('data', (text) => (said.out += text));
	child.stderr.on('data', (text) => (said.error += text));
	const ended = once(child, 'close').then(([code]) => code as number | null);
	return {
		said,
		ended,
		kill: (signal: NodeJS.Signals) => child.kill(signal),
		/** Waits until it has said something. */
		async says(what: RegExp) {
			while (!what.test(said.out)) await once(child.stdout, 'data');
			return what.exec(said.out)!;
		},
	};
}

const FREE = ['--port', '0', '--files-port', '0'];

it('serves until it is stopped', async () => {
	const program = start(...FREE, '--key', 'secret-key', '--task-seconds', '0.01');
	const [, url] = await program.says(/Base URL +(\S+)/);
	await program.says(/Stop with/);
	for (const text of [
		'secret-key',
		'[seconds:N]',
		'[fail:CODE]',
		`curl ${url}/model/v1/generation`,
	]) {
		expect(program.said.out).toContain(text);
	}
	const headers = { Authorization: 'Bearer secret-key', 'Content-Type': 'application/json' };
	const create = async (prompt: string) => {
		const order = { model: 'viduq2_text2video', input: [{ params: { prompt } }] };
		const body = JSON.stringify(order);
		const response = await fetch(`${url}/model/v1/generation`, { method: 'POST', headers, body });
		return ((await response.json()) as { id: string }).id;
	};
	const task = `${url}/model/v1/generation/task/`;
	const id = await create('x');
	await program.says(new RegExp(`created +${id} viduq2_text2video, takes 0.01 s`));
	const status = async () => {
		const response = await fetch(task + id, { headers });
		return ((await response.json()) as { status: string }).status;
	};
	while ((await status()) === 'in_progress');
	await program.says(new RegExp(`looked +${id} completed`));
	await program.says(new RegExp(`completed ${id}`));
	const failed = await create('[seconds:0] [fail:008020097]');
	await program.says(new RegExp(`failed +${failed} 008020097`));
	expect(program.said.out.split('Stop with')[1]).not.toContain('secret-key');
	program.kill('SIGINT');
	expect(await program.ended).toBe(0);
	expect(program.said.error).toBe('');
});

it('runs the curl example it gives', async () => {
	const program = start(...FREE, '--answer-style', 'flat');
	await program.says(/Stop with/);
	const [, command] = await program.says(/(curl [^]*?generation \\[^]*?'\{.*\}')/);
	const curl = spawn('sh', ['-c', `${command.replace('curl', 'curl -s')}`]);
	let answer = '';
	curl.stdout.on('data', (text) => (answer += text));
	await once(curl, 'close');
	expect(JSON.parse(answer)).toMatchObject({ status: 'queued' });
	program.kill('SIGTERM');
	await program.ended;
});

it('says which port is taken', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	for (const args of [
		['--port', `${port}`, '--files-port', '0'],
		['--port', '0', '--files-port', `${port}`],
	]) {
		const program = start(...args);
		expect(await program.ended).toBe(1);
		expect(program.said.error).toBe(
			`Port ${port} is taken. Choose others with --port and --files-port.\n`,
		);
	}
	server.close();
});

it('explains itself', async () => {
	const program = start('--help');
	expect(await program.ended).toBe(0);
	expect(program.said.out).toMatch(/--port .*--key .*--answer-style .*--estimates /s);
});

it.each([['--port', '70000'], ['--task-seconds', '-1'], ['--estimates', 'slow'], ['--nonsense']])(
	'refuses %s %s',
	async (...args) => {
		const program = start(...args);
		expect(await program.ended).toBe(1);
		expect(program.said.error).toContain(args[0]);
		expect(program.said.error).not.toMatch(/ at .*cli\.ts/);
	},
);
