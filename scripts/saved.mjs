/**
 * `npm run saved`: writes what this version saves into test/saved/<version>, in place of what is there. The
 * tests of every later version run it. A version with a tag is published, and its folder stays as it is.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shell = process.platform === 'win32';
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const tags = execFileSync('git', ['tag', '--list', `v${version}`], { cwd: root, encoding: 'utf8' });
if (tags.trim() !== '') {
	console.error(`${version} is published (tag v${version}). Its folder must not change.`);
	process.exit(1);
}
rmSync(join(root, 'test', 'saved', version), { recursive: true, force: true });

const run = (command, args) => {
	const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
	if (status !== 0) process.exit(status ?? 1);
};
run('npx', ['jest', '--testMatch', '**/test/saved/make*.ts']);
// The engine of n8n 1.x saves another execution after a crash, and only then.
const old = ['--testMatch', '**/test/saved/make.ts', '-t', 'crashes'];
run('node', [join('scripts', 'compat.mjs'), ...old]);
