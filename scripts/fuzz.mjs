/**
 * Fuzzes whole runs of the node: `npm run fuzz`, or `npm run fuzz -- CASES SEED`. Ten thousand cases at a
 * time, each with a seed of its own, which stands in the name of the test and in the message of a failure.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SLICE = 10_000;
const [cases = '100000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const cwd = join(dirname(fileURLToPath(import.meta.url)), '..');

for (let done = 0; done < Number(cases); done += SLICE) {
	const env = {
		...process.env,
		VIDU_FUZZ_RUNS: String(Math.min(SLICE, Number(cases) - done)),
		VIDU_FUZZ_SEED: String(Number(seed) + done / SLICE),
	};
	const options = { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' };
	const { status } = spawnSync('npx', ['jest', 'test/fuzz', '--silent=false'], options);
	if (status !== 0) process.exit(status ?? 1);
	console.log(`${done + Number(env.VIDU_FUZZ_RUNS)} of ${cases} cases passed`);
}
