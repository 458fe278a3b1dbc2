/**
 * Runs the engine tests with the oldest n8n engine that the node supports, which lives in a package of its
 * own so that the root stays light. Installs it when it is missing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'test', 'compat');
const stamp = join(folder, 'node_modules', '.installed-from');
const lock = createHash('sha256')
	.update(readFileSync(join(folder, 'package-lock.json')))
	.digest('hex');
const run = (command, args, cwd) =>
	spawnSync(command, args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' }).status ??
	1;

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
	console.log('Installing the oldest supported engine (about 30 seconds) …');
	const status = run('npm', ['ci', '--omit=optional', '--loglevel=error'], folder);
	if (status !== 0) process.exit(status);
	writeFileSync(stamp, lock);
}
process.exit(run('npx', ['jest', '-c', 'jest.compat.config.js', ...process.argv.slice(2)], root));
