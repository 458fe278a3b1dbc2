/** A whole n8n on loopback, in a user folder of its own. */
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './community.mjs';
import { launch } from './process.mjs';

/** n8n prints it once its active workflows listen: later than its readiness page answers. */
const READY = 'Editor is now accessible via';

/** On two busy cores the first start, with all migrations, takes 8 s; a later one 5 s. */
const START_TIMEOUT_MS = 180_000;

/** Folders made here, removed at the latest when this process ends. */
const made = new Set();
process.on('exit', () => {
	for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * A TCP port on loopback that was free just now.
 *
 * @param {number} [wanted] this one, if it is free; default any
 * @returns {Promise<number>}
 */
export async function freePort(wanted = 0) {
	const server = createServer();
	try {
		await new Promise((resolve, reject) => {
			server.once('error', reject);
			server.listen(wanted, '127.0.0.1', resolve);
		});
	} catch (error) {
		if (wanted === 0) throw error;
		return await freePort();
	}
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function loopbackSettings(userFolder, port) {
	return {
		N8N_USER_FOLDER: userFolder,
		// Fixed, so that a folder's credentials can be read after a restart and by workers.
		N8N_ENCRYPTION_KEY: 'a-key-for-tests-only',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_PROTOCOL: 'http',
		N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		GENERIC_TIMEZONE: 'UTC',
	};
}

/**
 * A running n8n.
 *
 * @typedef {object} N8n
 * @property {string} url `http://127.0.0.1:<port>`, without a slash at the end
 * @property {number} port
 * @property {string} userFolder
 * @property {Record<string, string>} env the settings it was started with
 * @property {string} logFile
 * @property {{ name: string, version: string }[]} packages the community packages installed
 * @property {number} startSeconds how long the last start took
 * @property {() => number} pid of the process that runs now
 * @property {() => string} log everything printed since the first start
 * @property {(graceMs?: number) => Promise<void>} stop ends it and removes the folder, if made here
 * @property {() => Promise<void>} kill SIGKILL, as in a crash; the folder stays, for `restart`
 * @property {(graceMs?: number) => Promise<void>} restart ends it if it runs, and starts it again
 *   in the same folder on the same port
 */

/**
 * Starts an n8n and waits until its active workflows listen.
 *
 * @param {object} [options]
 * @param {string[]} [options.packages] community packages: tarballs, or folders of built packages
 * @param {Record<string, string>} [options.env] more settings for n8n, or others; its log level
 *   must let `info` through
 * @param {string} [options.userFolder] default: a new one, removed by `stop` (kept where
 *   `N8N_TEST_KEEP` is set)
 * @param {number} [options.port] default: a free one
 * @returns {Promise<N8n>}
 * @throws {Error} with the end of the log, when it ends while starting or takes three minutes
 */
export async function startN8n({ packages = [], env = {}, userFolder, port } = {}) {
	const folder = userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-')));
	if (!userFolder && !process.env.N8N_TEST_KEEP) made.add(folder);
	mkdirSync(folder, { recursive: true });
	const installed = await installPackages(folder, packages);
	const chosen = port ?? (await freePort());
	const settings = { ...(await loopbackSettings(folder, chosen)), ...env };
	const logFile = join(folder, 'n8n.log');
	let current;
	let lastLog;

	const n8n = {
		url: `http://127.0.0.1:${chosen}`,
		port: chosen,
		userFolder: folder,
		env: settings,
		logFile,
		packages: installed,
		startSeconds: 0,
		pid: () => current.pid,
		log: () => lastLog ?? current.log(),
		kill: () => current.kill(),
		stop,
		restart,
	};

	async function start() {
		const begin = performance.now();
		current = launch(['start'], { env: settings, logFile });
		try {
			await current.printed(READY, START_TIMEOUT_MS);
		} catch (error) {
			await current.kill();
			throw error;
		}
		n8n.startSeconds = (performance.now() - begin) / 1000;
	}

	async function restart(graceMs) {
		await current.stop(graceMs);
		await start();
	}

	async function stop(graceMs) {
		await current.stop(graceMs);
		if (!made.has(folder)) return;
		lastLog = await readFile(logFile, 'utf8');
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		made.delete(folder);
	}

	await start();
	return n8n;
}
