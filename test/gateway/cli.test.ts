import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

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

it('runs the curl example it gives, says what happens, and ends when it is stopped', async () => {
	const program = start(...FREE, '--key', 'secret-key', '--task-seconds', '0.01');
	const [, url] = await program.says(/Base URL +(\S+)/);
	await program.says(/Stop with/);
	expect(program.said.out).toContain('[fail:CODE]');
	const [, command] = await program.says(/(curl [^]*?generation \\[^]*?'\{.*\}')/);
	const curl = promisify(execFile)('sh', ['-c', command.replace('curl', 'curl -s')]);
	const { id } = JSON.parse((await curl).stdout) as { id: string };
	await program.says(new RegExp(`created +${id} viduq2_pro_fast_text2video, takes 0.01 s`));
	const headers = { Authorization: 'Bearer secret-key' };
	const poll = async () => await fetch(`${url}/model/v1/generation/task/${id}`, { headers });
	while (/in_progress/.test(await (await poll()).text()));
	await program.says(new RegExp(`polled +${id} completed`));
	await program.says(new RegExp(`completed ${id}`));
	expect(program.said.out.split('Stop with')[1]).not.toContain('secret-key');
	program.kill('SIGINT');
	expect(await program.ended).toBe(0);
	expect(program.said.error).toBe('');
});

it('says which port is taken', async () => {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const program = start('--port', '0', '--files-port', `${port}`);
	expect(await program.ended).toBe(1);
	expect(program.said.error).toBe(
		`Port ${port} is taken. Choose others with --port and --files-port.\n`,
	);
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
