/** A gateway that creates a task for an estimate: one error names it, and the call buys nothing afterwards. */

import { listen } from './crash';
import { written } from './dryRuns';
import { FakeMemory } from './memory';
import { errorOf, jsonOf, openGateway, QUICK, runVidu, startVidu, until } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => Object.assign(memory, FakeMemory.fresh()));

afterEach(() => jest.restoreAllMocks());

const items = [{ d: 4 }, { d: 5 }, { d: 6 }, { d: 7 }];
const CREATED = /The gateway created (a task for an estimate|tasks for estimates): /;

describe.each([
	['a dry run', { dryRun: true, options: QUICK }],
	['Max Cost', { options: { ...QUICK, maxCost: 10 } }],
])('during %s', (_what, more) => {
	const parameters = { duration: '={{ $json.d }}', ...more };

	test('the error and the log name each task, and nothing is bought', async () => {
		const lines = listen();
		const gateway = await openGateway({ estimates: ({ n }) => (n < 1 ? 'usd' : 'created') });
		gateway.faults = ({ kind }) => (kind === 'estimate' ? { type: 'delay', ms: 100 } : undefined);
		const run = await runVidu({ items, parameters });
		const ids = [...gateway.tasks.keys()];
		expect(ids.length).toBeGreaterThan(1);
		expect(errorOf(run)).toMatch(CREATED);
		for (const id of ids) {
			expect(errorOf(run)).toContain(id);
			expect(lines.filter((line) => line.includes(`${id}: the gateway created`))).toHaveLength(1);
		}
		expect(gateway.counts.createRequests).toBe(0);
		expect(written(run, memory)).toEqual([null, 0]);
	});

	test('no further estimate is requested, and every item fails for that reason', async () => {
		const gateway = await openGateway({ estimates: 'created' });
		const run = await runVidu({ items, parameters, node: { onError: 'continueErrorOutput' } });
		expect(jsonOf(run)).toEqual([]);
		const failed = jsonOf(run, 1);
		expect(failed).toHaveLength(items.length);
		for (const { error } of failed) {
			expect(error).toMatch(CREATED);
			expect(error).toContain([...gateway.tasks.keys()][0]);
		}
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1, creates: 1 });
	});

	test.each([{}, { onError: 'continueRegularOutput' as const }])(
		'Stop does not hide the task (%j)',
		async (node) => {
			const gateway = await openGateway({
				estimates: ({ n }) => (n === 0 ? 'usd' : n === 1 ? 'slow:30' : 'created'),
			});
			const execution = startVidu({ items: items.slice(0, 3), parameters, node });
			await until(() => gateway.counts.estimates === 3 && gateway.tasks.size === 1);
			// The node learns of the task only from the answer.
			await new Promise((resolve) => setTimeout(resolve, 500));
			execution.stop();
			expect((await execution.finished).status).toBe('canceled');
			const error = () => {
				const { resultData } = execution.data();
				return resultData.error ?? resultData.runData.Vidu?.[0]?.error;
			};
			await until(() => error() !== undefined);
			expect(error()?.message).toMatch(/^Execution was canceled\./);
			expect(error()?.message).toContain([...gateway.tasks.keys()][0]);
			expect(gateway.counts.createRequests).toBe(0);
		},
	);
});
