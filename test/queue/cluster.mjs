/** A whole n8n in queue mode: PostgreSQL, Redis, a main, two workers and the local gateway. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from '../n8n/install.mjs';
import { startN8n } from '../n8n/n8n.mjs';
import * as rest from '../n8n/rest.mjs';
import { run } from '../n8n/run.mjs';
import { startWorker } from '../n8n/worker.mjs';
import { startGateway } from '../gateway/index.ts';
import { openDoor } from './outage.mjs';
import { loopFolder } from './loop.mjs';
import { installServices, startPostgres, startRedis } from './services.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A key that a search finds wherever it leaks. */
export const KEY = 'sk-vidu-SECRET-queue';

/** Executions at a time of each worker; below 5 n8n warns. */
export const CONCURRENCY = 5;

/**
 * Settings that bring forward what n8n would do later. A dead worker's job is noticed within 7
 * seconds rather than 90; nothing else about it changes.
 */
export const IMPATIENT = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

const MONITOR = new URL('monitor.mjs', import.meta.url).href;

let packed;

/** The package as it would be published, built once; or the tarball that `QUEUE_PACKAGE` names. */
export async function packVidu() {
	packed ??= process.env.QUEUE_PACKAGE;
	if (packed) return packed;
	const folder = mkdtempSync(join(tmpdir(), 'n8n-queue-pack-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	await run('npm', ['run', 'build'], { cwd: root });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
	const [{ filename }] = JSON.parse(await run('npm', args, { cwd: root }));
	packed = join(folder, filename);
	return packed;
}

/** Owner and credential of a fresh n8n. */
export async function setUp(url, baseUrl) {
	const session = await rest.setUpOwner(url);
	const data = { apiKey: KEY, baseUrl, allowHttp: false };
	const credential = await rest.createCredential(session, {
		name: 'Vidu',
		type: 'viduApi',
		data,
	});
	return { session, credential };
}

/**
 * Starts a cluster.
 *
 * @param {object} [options]
 * @param {Record<string, string>} [options.env] settings of the main and its workers
 * @param {number} [options.workers] how many
 * @returns {Promise<Cluster>}
 *
 * @typedef {object} Cluster
 * @property {import('../gateway/index.ts').Gateway} gateway
 * @property {object} door between the nodes and the gateway, see `openDoor`
 * @property {object} postgres
 * @property {object} redis
 * @property {import('../n8n/n8n.mjs').N8n} main
 * @property {object[]} workers those that were started, dead ones too
 * @property {import('../n8n/session.mjs').Session} session
 * @property {(env?: Record<string, string>) => Promise<object>} addWorker with settings of its own
 * @property {() => string} log of the main and all workers
 * @property {() => Promise<void>} stop ends everything that it started
 */
export async function startCluster({ env = {}, workers = 2 } = {}) {
	const say = (step) => console.log(`installing: ${step}`);
	await install({ browser: false, say });
	await installServices(say);
	const tarballs = [await packVidu()];
	const started = [];
	const stop = async () => {
		for (const end of started.splice(0).reverse()) await end().catch(() => {});
	};
	const begin = async (server, end) => {
		const running = await server;
		started.push(() => end(running));
		return running;
	};
	try {
		const gateway = await begin(startGateway({ keys: [KEY], taskSeconds: 2 }), (g) => g.close());
		const door = await begin(openDoor(gateway.baseUrl), (open) => open.shut());
		const postgres = await begin(startPostgres(), (server) => server.stop());
		const redis = await begin(startRedis(), (server) => server.stop());
		const settings = { EXECUTIONS_MODE: 'queue', ...postgres.env, ...redis.env, ...env };
		const main = await begin(startN8n({ packages: tarballs, env: settings }), (n8n) => n8n.stop());
		const cluster = { gateway, door, postgres, redis, main, workers: [], stop };
		cluster.addWorker = async (more = {}) => {
			const options = {
				packages: tarballs,
				concurrency: CONCURRENCY,
				env: { NODE_OPTIONS: `--import=${MONITOR}`, LOOP_FOLDER: loopFolder(), ...more },
			};
			const worker = await begin(startWorker(main, options), (process) => process.stop(3000));
			cluster.workers.push(worker);
			return worker;
		};
		await Promise.all(Array.from({ length: workers }, () => cluster.addWorker()));
		cluster.log = () => [main, ...cluster.workers].map((process) => process.log()).join('\n');
		Object.assign(cluster, await setUp(main.url, door.url));
		return cluster;
	} catch (error) {
		await stop();
		throw error;
	}
}
