/** A worker of an n8n that runs in queue mode, as on a machine of its own. */
import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './community.mjs';
import { freePort } from './n8n.mjs';
import { launch } from './process.mjs';

const READY = 'n8n worker is now ready';

/** A worker has no migrations to do: 4 s on two cores. */
const START_TIMEOUT_MS = 60_000;

const made = new Set();
process.on('exit', () => {
	for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/**
 * Starts a worker and waits until it takes executions.
 *
 * @param {import('./n8n.mjs').N8n} main started with `EXECUTIONS_MODE=queue` and the addresses of
 *   its Redis and PostgreSQL, which the worker shares
 * @param {object} [options]
 * @param {string[]} [options.packages] community packages: a worker needs them itself
 * @param {number} [options.concurrency] executions at a time; n8n's default is 10; below 5 it warns
 * @param {Record<string, string>} [options.env] settings other than the main's
 * @param {string} [options.userFolder] default: a new one, removed when this process ends
 * @returns {Promise<import('./process.mjs').N8nProcess & { healthUrl: string, userFolder: string }>}
 *   `healthUrl` answers 200 at `/healthz` and `/healthz/readiness`
 * @throws {Error} with the end of the log, when it ends while starting or takes a minute
 */
export async function startWorker(main, options = {}) {
	const { packages = [], concurrency = 10, env = {}, userFolder } = options;
	const folder = userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-worker-')));
	if (!userFolder) made.add(folder);
	mkdirSync(folder, { recursive: true });
	await installPackages(folder, packages);
	const healthPort = await freePort();
	const settings = {
		...main.env,
		N8N_USER_FOLDER: folder,
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(healthPort),
		...env,
	};
	const args = ['worker', `--concurrency=${concurrency}`];
	const worker = launch(args, { env: settings, logFile: join(folder, 'n8n.log') });
	try {
		await worker.printed(READY, START_TIMEOUT_MS);
	} catch (error) {
		await worker.kill();
		throw error;
	}
	return { ...worker, healthUrl: `http://127.0.0.1:${healthPort}`, userFolder: folder };
}
