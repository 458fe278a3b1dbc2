/**
 * PostgreSQL and Redis on loopback, each with a port and a data folder of its own, from Debian's
 * packages. Nothing of the machine's own services is used or touched.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aptInstall } from '../n8n/apt.mjs';
import { freePort } from '../n8n/n8n.mjs';
import { run } from '../n8n/run.mjs';

const POSTGRES_HOME = '/usr/lib/postgresql';
const REDIS = '/usr/bin/redis-server';
const START_TIMEOUT_MS = 30_000;
const isRoot = process.getuid?.() === 0;

/** Everything that this process started; it ends and is removed with this process at the latest. */
const live = new Set();
const folders = new Set();
process.on('exit', () => {
	for (const child of live) child.kill('SIGKILL');
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The newest installed PostgreSQL's programs; undefined when there is none. */
function postgresBin() {
	const versions = existsSync(POSTGRES_HOME) ? readdirSync(POSTGRES_HOME) : [];
	return versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(POSTGRES_HOME, version, 'bin'))
		.find((bin) => existsSync(join(bin, 'initdb')));
}

/**
 * Installs PostgreSQL and Redis where they are missing; instant when they are there.
 *
 * @param {(step: string) => void} say told when it takes time
 * @throws {Error} when they are missing and cannot be installed, say for want of rights
 */
export async function installServices(say) {
	if (postgresBin() && existsSync(REDIS)) return;
	say('PostgreSQL and Redis (about a minute)');
	await aptInstall(['postgresql', 'redis-server'], 'Install PostgreSQL and Redis.');
}

/**
 * The command as an unprivileged user, as PostgreSQL insists; a server ends with this process,
 * however that ends.
 */
function asServer(command, args, user) {
	const drop = user ? [`--reuid=${user}`, `--regid=${user}`, '--clear-groups'] : [];
	return ['setpriv', [...drop, '--pdeathsig', 'TERM', command, ...args]];
}

function startServer(command, args, user) {
	const [program, all] = asServer(command, args, user);
	const child = spawn(program, all, { stdio: ['ignore', 'pipe', 'pipe'] });
	let log = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk) => (log = (log + chunk).slice(-20_000)));
		stream.unref();
	}
	child.unref();
	live.add(child);
	const ended = new Promise((resolve) => child.once('exit', resolve)).then(() =>
		live.delete(child),
	);
	return { child, log: () => log, ended };
}

/** Tries until it works: a server that is starting, or still replays what it had, refuses. */
async function eventually(server, attempt) {
	const deadline = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		try {
			return await attempt();
		} catch (error) {
			const isOver = server.child.exitCode !== null || Date.now() > deadline;
			if (isOver) throw new Error(`${error.message}\n${server.log()}`);
			await sleep(100);
		}
	}
}

/** The child must not keep a test run alive, except while somebody waits for its end. */
async function endServer(server, signal) {
	server.child.ref();
	server.child.kill(signal);
	await server.ended;
}

async function newFolder(name) {
	const folder = await mkdtemp(join(tmpdir(), `n8n-queue-${name}-`));
	folders.add(folder);
	return folder;
}

/**
 * Starts a PostgreSQL with one empty database `n8n`.
 *
 * @returns {Promise<{ env: Record<string, string>, query: (sql: string) => Promise<string>,
 *   stop: () => Promise<void> }>} `env`: n8n's settings for it; `query` gives rows as `a|b` lines
 */
export async function startPostgres() {
	const bin = postgresBin();
	const user = isRoot ? 'postgres' : undefined;
	const folder = await newFolder('postgres');
	if (user) await run('chown', [user, folder]);
	await chmod(folder, 0o700);
	const data = join(folder, 'data');
	const port = await freePort();
	// Nothing here has to outlive a power cut: no-sync makes the start a second, not ten.
	const init = ['-D', data, '-U', 'n8n', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C'];
	await run(...asServer(join(bin, 'initdb'), init, user), { cwd: '/' });
	const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder];
	const fast = ['-c', 'fsync=off', '-c', 'max_connections=60'];
	const server = startServer(join(bin, 'postgres'), [...args, ...fast], user);
	const client = ['-h', '127.0.0.1', '-p', String(port), '-U', 'n8n'];
	await eventually(server, () => run(join(bin, 'createdb'), [...client, 'n8n'], { cwd: '/' }));
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'n8n',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'any',
		},
		async query(sql) {
			return (await run(join(bin, 'psql'), [...client, '-Atc', sql, 'n8n'], { cwd: '/' })).trim();
		},
		// SIGINT is its fast shutdown; SIGTERM would wait for n8n to leave.
		stop: () => endServer(server, 'SIGINT'),
	};
}

/**
 * Starts a Redis.
 *
 * It writes its data down when it is told to end and reads it at the next start, as Debian's does.
 *
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void>,
 *   cli: (...args: string[]) => Promise<string>,
 *   restart: (how?: { pauseMs?: number, signal?: string, empty?: boolean }) => Promise<void> }>}
 *   `restart`: with SIGKILL it comes back with what it last saved; `empty`: with nothing at all
 */
export async function startRedis() {
	const folder = await newFolder('redis');
	const port = await freePort();
	const listen = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
	const store = ['--save', '3600 1', '--appendonly', 'no'];
	let server;
	async function start() {
		server = startServer(REDIS, [...listen, ...store], undefined);
		const ping = ['-h', '127.0.0.1', '-p', String(port), '-e', 'ping'];
		await eventually(server, () => run('redis-cli', ping));
	}
	await start();
	const stop = () => endServer(server, 'SIGTERM');
	return {
		env: { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(port) },
		stop,
		cli: (...args) => run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...args]),
		async restart({ pauseMs = 0, signal = 'SIGTERM', empty = false } = {}) {
			await endServer(server, signal);
			if (empty) rmSync(join(folder, 'dump.rdb'), { force: true });
			await sleep(pauseMs);
			await start();
		},
	};
}
