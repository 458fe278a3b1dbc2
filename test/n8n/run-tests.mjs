/**
 * `npm run test:n8n`: installs what is missing, then runs the suite. With arguments, only those
 * files of it.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { install } from './install.mjs';
import { here } from './paths.mjs';

const root = resolve(here, '..', '..');
process.env.N8N_TEST_CACHE ??= join(root, '.cache', 'n8n');

let tests;
for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, () => {
		// An installation that still runs ends with this process.
		if (!tests) process.exit(1);
		tests.kill(signal);
	});
}

const start = performance.now();
await install({ say: (step) => console.log(`installing: ${step}`) });
const seconds = Math.round((performance.now() - start) / 1000);
console.log(`n8n and Chromium are installed (${seconds} s). The tests take four to six minutes.`);

const wanted = process.argv.slice(2);
const files = wanted.length > 0 ? wanted : [join(here, 'n8n.test.mjs')];
const args = ['--import', 'tsx', '--test', '--test-reporter=spec', ...files];
tests = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
tests.once('exit', (code) => process.exit(code ?? 1));
