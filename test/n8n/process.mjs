/** Starts one n8n process, keeps its log, and ends it, by its process id. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { here, n8nBin, nodePath, pathWithNode24 } from './paths.mjs';

const PRELOAD = pathToFileURL(join(here, 'end-with-parent.mjs')).href;

/** The settings that keep any n8n of these tests silent towards the network and free of one-off screens. */
const QUIET = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	// Reads a list of servers from n8n's own site at every start.
	N8N_DISABLED_MODULES: 'mcp-registry',
};

/** Settings that this process may have been given for another n8n or another Node.js. */
const FOREIGN = /^(N8N|DB|EXECUTIONS|QUEUE|CREDENTIALS|WEBHOOK|GENERIC|NODE)_/;

/** Live process groups, ended when this process ends normally. */
const live = new Set();
process.on('exit', () => {
	for (const pid of live) signalGroup(pid, 'SIGKILL');
});

function signalGroup(pid, signal) {
	try {
		process.kill(-pid, signal);
	} catch {
		// Gone already.
	}
}

/**
 * A started n8n process.
 *
 * @typedef {object} N8nProcess
 * @property {number} pid it leads its process group, in which its task runner is too
 * @property {() => string} log everything it has printed, with what was in the log file before
 * @property {(text: string, timeoutMs: number) => Promise<void>} printed waits until it prints the
 *   text; throws with the end of the log when it ends first or the time is up
 * @property {() => boolean} running
 * @property {(graceMs?: number) => Promise<void>} stop SIGTERM, and SIGKILL after the grace
 *   (default 15000): n8n waits for running executions first, 30 s by default
 * @property {() => Promise<void>} kill SIGKILL at once, as in a crash
 */

/**
 * Starts an n8n command under Node.js 24.
 *
 * Nothing of this process's own n8n settings leaks in: variables named `N8N_*`, `DB_*`,
 * `EXECUTIONS_*`, `QUEUE_*` and the like are dropped unless `env` gives them, and no `.env` is read.
 *
 * @param {string[]} args n8n's arguments, say `['start']` or `['worker']`
 * @param {object} options
 * @param {Record<string, string>} options.env n8n's settings
 * @param {string} options.logFile its output is added to this file
 * @returns {N8nProcess}
 */
export function launch(args, { env, logFile }) {
	const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
	const log = openSync(logFile, 'a');
	const from = readFileSync(logFile).length;
	const child = spawn(nodePath(), ['--import', PRELOAD, n8nBin, ...args], {
		env: {
			...Object.fromEntries(own),
			NODE_ENV: 'production',
			...QUIET,
			...env,
			PATH: pathWithNode24(),
		},
		cwd: dirname(logFile),
		stdio: ['ignore', log, log, 'pipe'],
		detached: true,
	});
	closeSync(log);
	const { pid } = child;
	if (!pid) throw new Error(`${nodePath()} cannot be started`);
	live.add(pid);
	// The pipe and the child must not keep a test run alive that has forgotten to stop them.
	child.unref();
	child.stdio[3].unref();

	let end;
	const ended = new Promise((resolve) => {
		child.once('exit', (code, signal) => {
			end = code ?? signal;
			// n8n's task runner would live on for a while.
			signalGroup(pid, 'SIGKILL');
			live.delete(pid);
			resolve();
		});
	});
	const printedSoFar = () => readFileSync(logFile).subarray(from).toString();

	async function printed(text, timeoutMs) {
		const deadline = Date.now() + timeoutMs;
		while (!printedSoFar().includes(text)) {
			const late = Date.now() > deadline;
			if (end !== undefined || late) {
				const what = late ? `has not printed "${text}" in time` : `ended with ${end}`;
				throw new Error(`n8n ${args[0]} ${what}:\n${printedSoFar().slice(-4000)}`);
			}
			await sleep(50);
		}
	}

	async function finish(signal, graceMs) {
		if (end !== undefined) return;
		child.ref();
		process.kill(pid, signal);
		const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs);
		await ended;
		clearTimeout(timer);
	}

	return {
		pid,
		log: () => readFileSync(logFile, 'utf8'),
		printed,
		running: () => end === undefined,
		stop: (graceMs = 15_000) => finish('SIGTERM', graceMs),
		kill: () => finish('SIGKILL', 0),
	};
}
