import type { IRun } from 'n8n-workflow';

import { inputs } from './nodeTypes';
import { inARow, plainNode, startWorkflow, viduNode } from './run';
import { errorOf, jsonOf, KEY, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = (maxTries: number) => ({ retryOnFail: true, maxTries, waitBetweenTries: 1 });
const SHORT = { ...QUICK, timeout: 1 };

describe('Retry On Fail buys nothing twice', () => {
	test.each([2, 3, 4, 5])('a task that outlasts the timeout of %i tries', async (maxTries) => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ node: retrying(maxTries), parameters: { options: SHORT } });
		expect(gateway.counts.createRequests).toBe(1);
		expect(errorOf(run)).toContain([...gateway.tasks.keys()][0]);
	});

	test('a later try takes up the task of the first and gives its video', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const run = await runVidu({ node: retrying(3), parameters: { options: SHORT } });
		expect(gateway.counts.createRequests).toBe(1);
		expect(jsonOf(run)[0]).toMatchObject({
			taskId: [...gateway.tasks.keys()][0],
			status: 'completed',
		});
	});

	test('though an expression gives another prompt at each try', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const run = await runVidu({
			node: retrying(3),
			parameters: { prompt: '=kite {{ $now.toMillis() }} {{ Math.random() }}', options: SHORT },
		});
		expect(gateway.counts.createRequests).toBe(1);
		expect(jsonOf(run)[0].status).toBe('completed');
	});

	test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'one of three fails at the provider at every try, with %s: only that one is bought again',
		async (onError) => {
			const gateway = await openGateway();
			const run = await runVidu({
				items: [{ p: '[fail]' }, { p: 'kite' }, { p: 'kite' }],
				parameters: { prompt: '={{ $json.p }}' },
				node: { ...retrying(3), onError },
			});
			const prompts = [...gateway.tasks.values()].map(({ params }) => params.prompt).sort();
			expect(prompts).toEqual(['[fail]', '[fail]', '[fail]', 'kite', 'kite']);
			if (onError === 'stopWorkflow') {
				for (const { id, params } of gateway.tasks.values()) {
					if (params.prompt === 'kite') expect(errorOf(run)).toContain(id);
				}
			} else {
				expect(jsonOf(run).filter(({ status }) => status === 'completed')).toHaveLength(2);
			}
		},
	);

	test('a try that fails before anything is sent still names the tasks of the one before', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const until = Date.now() + 700;
		const run = await runVidu({
			node: retrying(2),
			parameters: { prompt: `={{ Date.now() < ${until} ? 'kite' : '' }}`, options: SHORT },
		});
		expect(errorOf(run)).toMatch(/Prompt is empty/);
		expect(errorOf(run)).toContain([...gateway.tasks.keys()][0]);
	});

	test('an unclear creation is not repeated, and every try says so', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
		const run = await runVidu({ node: retrying(3) });
		expect(gateway.counts.createRequests).toBe(1);
		expect(errorOf(run)).toMatch(
			/may have been created; look at your tasks.*before running it again/,
		);
	});

	test('unless the user chose to', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) => (kind === 'create' && n < 2 ? { type: 'reset' } : undefined);
		const options = { ...QUICK, resubmitUnclear: true };
		const run = await runVidu({ node: retrying(3), parameters: { options } });
		expect(jsonOf(run)[0].status).toBe('completed');
		expect(gateway.counts.createRequests).toBe(3);
	});

	test('what was refused for certain is created at the next try', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n < 1 ? { type: 'status', status: 402 } : undefined;
		const run = await runVidu({ node: retrying(2) });
		expect(jsonOf(run)[0].status).toBe('completed');
		expect(gateway.counts.creates).toBe(1);
	});
});

describe('"Retry execution" goes on where the first one failed', () => {
	const failing = async (parameters = {}): Promise<IRun> =>
		await runVidu({
			items: [{ p: 'a' }, { p: 'b' }],
			parameters: { ...parameters, options: SHORT },
		});

	test('with the tasks that run', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const failed = await failing({ prompt: '={{ $json.p }}' });
		expect(errorOf(failed)).toMatch(/2 of 2 items failed/);
		const run = await retryVidu(failed);
		expect(gateway.counts.createRequests).toBe(2);
		expect(
			jsonOf(run).map(({ taskId }) => gateway.tasks.get(String(taskId))?.params.prompt),
		).toEqual(['a', 'b']);
	});

	test('and a third one after it, and an option that was edited in between', async () => {
		const gateway = await openGateway({ taskSeconds: 2.5 });
		const once = await failing();
		const twice = await retryVidu(once, { parameters: { options: SHORT } });
		const run = await retryVidu(twice, { parameters: { options: { ...QUICK, timeout: 30 } } });
		expect(jsonOf(run)).toHaveLength(2);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('an edited prompt asks for another video', async () => {
		const gateway = await openGateway({ taskSeconds: 1.2 });
		const failed = await failing();
		const run = await retryVidu(failed, { parameters: { prompt: 'something else' } });
		expect(gateway.counts.creates).toBe(4);
		expect(gateway.tasks.get(String(jsonOf(run)[0].taskId))?.params.prompt).toBe('something else');
	});

	test('a result whose URL cannot be looked at again is still there', async () => {
		const gateway = await openGateway();
		const failed = await runVidu({
			items: [{ p: 'kite' }, { p: '[fail]' }],
			parameters: { prompt: '={{ $json.p }}' },
		});
		const [kept] = [...gateway.tasks.values()].filter(({ params }) => params.prompt === 'kite');
		expect(errorOf(failed)).toContain(kept.id);
		gateway.faults = ({ taskId }) =>
			taskId === kept.id ? { type: 'status', status: 500 } : undefined;
		const run = await retryVidu(failed, {
			parameters: { prompt: '={{ $json.p }}' },
			node: { onError: 'continueRegularOutput' },
		});
		const results = JSON.stringify(run.data.resultData.runData.Vidu ?? run.data.resultData.error);
		expect(results).toContain(kept.id);
		expect(gateway.counts.creates).toBe(3);
	});
});

test('a node in a loop buys once for each of its runs', async () => {
	const gateway = await openGateway();
	inputs.set('one', [{ json: {} }]);
	const connections = inARow('Items', 'Loop', 'Vidu');
	connections.Vidu = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
	const run = await startWorkflow(
		{
			nodes: [
				plainNode('test.items', 'Items', { input: 'one' }),
				plainNode('test.loop', 'Loop', { times: 3 }),
				viduNode({ prompt: 'the same', options: QUICK }, retrying(3)),
			],
			connections,
		},
		{ credentials: { apiKey: KEY, baseUrl: gateway.baseUrl } },
	).finished;
	expect(errorOf(run)).toBe('');
	expect(run.data.resultData.runData.Vidu).toHaveLength(3);
	expect(gateway.counts.creates).toBe(3);
});
