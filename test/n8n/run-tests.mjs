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

const start = performance.now();
await install({ say: (step) => console.log(`installing: ${step}`) });
const seconds = Math.round((performance.now() - start) / 1000);
console.log(`n8n and Chromium are installed (${seconds} s). The tests take four to six minutes.`);

const wanted = process.argv.slice(2);
const files = wanted.length > 0 ? wanted : [join(here, 'n8n.test.mjs')];
const args = ['--import', 'tsx', '--test', '--test-reporter=spec', ...files];
const tests = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal));
tests.once('exit', (code) => process.exit(code ?? 1));
