/**
 * Installs the development dependencies when they are missing or older than the lock file, so that every
 * command of the README works in a fresh clone. Uses nothing but Node itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'node_modules', '.installed-from');
const lock = createHash('sha256')
	.update(readFileSync(join(root, 'package-lock.json')))
	.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
	console.log('Installing dependencies (about a minute) …');
	// npm is a script of its own on Windows, which only a shell starts.
	const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (result.status !== 0) {
		console.error('npm ci failed. It needs Node.js 20.15 or newer and access to the npm registry.');
		process.exit(1);
	}
	writeFileSync(stamp, lock);
}
