/** Runs one command of the installation to its end. */
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** How much of a failed command's output is told: enough for npm's own error summary. */
const TOLD = 4000;

/**
 * Runs a command at low priority, quietly: what it printed is told only when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<string>} its standard output
 * @throws {Error} when it cannot be started or ends with another code than 0
 */
export async function run(command, args, options = {}) {
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	try {
		// The installation compiles; whatever else the machine is doing goes first.
		if (child.pid) setPriority(child.pid, 10);
	} catch {
		// It has ended already, or priorities cannot be set here: only a courtesy.
	}
	let stdout = '';
	let all = '';
	child.stdout.on('data', (chunk) => {
		stdout += chunk;
		all += chunk;
	});
	child.stderr.on('data', (chunk) => {
		all += chunk;
	});
	try {
		const code = await new Promise((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
		});
		if (code === 0) return stdout;
		const line = [command, ...args].join(' ');
		throw new Error(`${line} ended with ${code}:\n${all.slice(-TOLD)}`);
	} finally {
		process.removeListener('exit', kill);
	}
}
