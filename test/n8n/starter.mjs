/** The process that started this one, such as npm: when it is gone, nobody can end this one with Ctrl-C. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Milliseconds between two checks. */
const INTERVAL = 500;

/** @param {number} pid */
function parentOf(pid) {
	const status = `/proc/${pid}/status`;
	// Linux without `ps` has the former, macOS only the latter.
	const found = existsSync(status)
		? /PPid:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]
		: spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
	return Number(found) || undefined;
}

/**
 * Whether a process runs.
 *
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/**
 * Calls back once the parent process is gone. npm starts a script in a shell, which outlives it: then npm
 * is watched as well.
 *
 * @param {() => void} callback
 */
export function onceStarterIsGone(callback) {
	const parent = process.ppid;
	const npm = process.env.npm_lifecycle_event === undefined ? undefined : parentOf(parent);
	const timer = setInterval(() => {
		if (process.ppid === parent && (npm === undefined || isAlive(npm))) return;
		clearInterval(timer);
		callback();
	}, INTERVAL);
	timer.unref();
}
