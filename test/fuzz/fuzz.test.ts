/*
 * Does the node hold its rules against a gateway that answers as it likes? Whole runs of the node on a
 * virtual clock, with answers that are made from true ones.
 */

import fc from 'fast-check';

import { play } from './play';
import { hardlyReached, note } from './reached';
import { assertRules } from './rules';
import { anyScenario } from './scenario';

jest.mock('../../nodes/Vidu/n8n/clock', () => ({
	n8nClock: () => jest.requireActual<typeof import('./theClock')>('./theClock').theClock.current,
}));

const { VIDU_FUZZ_RUNS = '2000', VIDU_FUZZ_SEED = '12', VIDU_FUZZ_PATH } = process.env;

test(`whatever comes over the wire, the rules hold (seed ${VIDU_FUZZ_SEED})`, async () => {
	await fc.assert(
		fc.asyncProperty(anyScenario, async (scenario) => {
			const played = await play(scenario);
			note(played);
			assertRules(scenario, played);
		}),
		{ numRuns: Number(VIDU_FUZZ_RUNS), seed: Number(VIDU_FUZZ_SEED), path: VIDU_FUZZ_PATH },
	);
}, 86_400_000);

test('the cases get to every end that a run can have', () => {
	expect(hardlyReached()).toEqual([]);
});
