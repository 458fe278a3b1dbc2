/** n8n's Retry On Fail and "Retry execution" continue with paid tasks and buy nothing twice. */

import type { IDataObject, IRun } from 'n8n-workflow';

import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { inputs } from './nodeTypes';
import { asRetry, inARow, plainNode, startWorkflow, viduNode } from './run';
import { NOW, tasksOf } from './stories';
import { errorOf, jsonOf, KEY, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = (maxTries: number) => ({ retryOnFail: true, maxTries, waitBetweenTries: 1 });
const SHORT = { ...QUICK, timeout: 1 };
const eachItem = { prompt: '={{ $json.p }}' };

describe('Retry On Fail', () => {
	test('buys a task once that outlasts the timeout of every attempt', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ node: retrying(3), parameters: { options: SHORT } });
		expect(gateway.counts.createRequests).toBe(1);
		expect(errorOf(run)).toContain(tasksOf(gateway)[0].id);
	});

	test('continues with the task, though the prompt is different at each attempt', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const run = await runVidu({
			node: retrying(3),
			parameters: { prompt: `=kite ${NOW}`, options: SHORT },
		});
		expect(gateway.counts.createRequests).toBe(1);
		expect(jsonOf(run)[0]).toMatchObject({
			taskId: tasksOf(gateway)[0].id,
			status: 'completed',
		});
	});

	test.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'buys only the failed item of three again, with %s',
		async (onError) => {
			const gateway = await openGateway();
			const run = await runVidu({
				items: [{ p: '[fail]' }, { p: 'kite' }, { p: 'kite' }],
				parameters: eachItem,
				node: { ...retrying(3), onError },
			});
			const prompts = tasksOf(gateway).map(({ params }) => params.prompt);
			expect(prompts.sort()).toEqual(['[fail]', '[fail]', '[fail]', 'kite', 'kite']);
			if (onError === 'stopWorkflow') {
				for (const { id, params } of tasksOf(gateway)) {
					if (params.prompt === 'kite') expect(errorOf(run)).toContain(id);
				}
			} else {
				expect(jsonOf(run).filter(({ status }) => status === 'completed')).toHaveLength(2);
			}
		},
	);

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'names the task of the first attempt when the second is not valid, with %s',
		async (onError) => {
			const gateway = await openGateway({ taskSeconds: 60 });
			const end = Date.now() + 700;
			const run = await runVidu({
				node: { ...retrying(2), onError },
				parameters: { prompt: `={{ Date.now() < ${end} ? 'kite' : '' }}`, options: SHORT },
			});
			const said = onError === 'stopWorkflow' ? errorOf(run) : String(jsonOf(run, 1)[0].error);
			expect(said).toMatch(/Prompt is empty/i);
			expect(said).toContain(tasksOf(gateway)[0].id);
			expect(said).not.toMatch(/Nothing was created/);
		},
	);

	test('does not repeat an unclear creation, and every attempt says so', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
		const run = await runVidu({ node: retrying(3) });
		expect(gateway.counts.createRequests).toBe(1);
		expect(errorOf(run)).toMatch(/may have been bought/);
	});

	test('repeats an unclear creation with "Buy Again if Unclear"', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) => (kind === 'create' && n < 2 ? { type: 'reset' } : undefined);
		const options = { ...QUICK, resubmitUnclear: true };
		const run = await runVidu({ node: retrying(3), parameters: { options } });
		expect(jsonOf(run)[0].status).toBe('completed');
		expect(gateway.counts.createRequests).toBe(3);
	});

	test('creates what the gateway refused', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n < 1 ? { type: 'status', status: 402 } : undefined;
		const run = await runVidu({ node: retrying(2) });
		expect(jsonOf(run)[0].status).toBe('completed');
		expect(gateway.counts.creates).toBe(1);
	});
});

describe('"Retry execution"', () => {
	const failing = async (parameters: IDataObject = eachItem): Promise<IRun> =>
		await runVidu({
			items: [{ p: 'a' }, { p: 'b' }],
			parameters: { ...parameters, options: SHORT },
		});

	test('continues with the running tasks, also at the second retry', async () => {
		const gateway = await openGateway({ taskSeconds: 2.5 });
		const once = await failing();
		expect(errorOf(once)).toMatch(/2 of 2 rows failed/);
		const twice = await retryVidu(once, { parameters: { ...eachItem, options: SHORT } });
		const options = { ...QUICK, timeout: 30 };
		const run = await retryVidu(twice, { parameters: { ...eachItem, options } });
		const taskIds = jsonOf(run).map(({ taskId }) => String(taskId));
		expect(taskIds.map((id) => gateway.tasks.get(id)?.params.prompt)).toEqual(['a', 'b']);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('of one completed, one running and one unclear item buys none of them', async () => {
		const gateway = await openGateway({
			taskSeconds: ({ prompt }) => (String(prompt).startsWith('b') ? 1.5 : 0.1),
		});
		gateway.faults = ({ kind, body }) =>
			kind === 'create' && JSON.stringify(body).includes('c ')
				? { type: 'reset-after' }
				: undefined;
		const items = ['a', 'b', 'c'].map((p) => ({ p }));
		const parameters = { prompt: `={{ $json.p }} ${NOW}` };
		const failed = await runVidu({ items, parameters: { ...parameters, options: SHORT } });
		const [completed, running] = tasksOf(gateway);
		const node = { onError: 'continueRegularOutput' } as const;
		const [a, b, c] = jsonOf(await retryVidu(failed, { parameters, node }));
		expect(a).toMatchObject({ taskId: completed.id, status: 'completed' });
		expect(b).toMatchObject({ taskId: running.id, status: 'completed' });
		expect(c.error).toMatch(/may have been bought/);
		expect(gateway.counts.createRequests).toBe(3);
		gateway.faults = undefined;
		const options = { ...QUICK, resubmitUnclear: true };
		const resubmitted = jsonOf(await retryVidu(failed, { parameters: { ...parameters, options } }));
		expect(resubmitted.map(({ taskId }) => taskId)).toEqual([
			completed.id,
			running.id,
			tasksOf(gateway)[3].id,
		]);
		expect(gateway.counts.createRequests).toBe(4);
	});

	test('buys another video for an edited prompt', async () => {
		const gateway = await openGateway({ taskSeconds: 1.2 });
		const failed = await failing({});
		const run = await retryVidu(failed, { parameters: { prompt: 'something else' } });
		expect(gateway.counts.creates).toBe(4);
		expect(gateway.tasks.get(String(jsonOf(run)[0].taskId))?.params.prompt).toBe('something else');
	});

	test('continues with the task when the same prompt is written differently', async () => {
		const gateway = await openGateway({ taskSeconds: 1.2 });
		const failed = await failing({});
		const parameters = { prompt: "={{ 'a ' + 'kite' }}", downloadVideo: true };
		expect(jsonOf(await retryVidu(failed, { parameters }))).toHaveLength(2);
		expect(gateway.counts.creates).toBe(2);
	});

	test('names a completed task that cannot be polled again', async () => {
		const gateway = await openGateway();
		const items = [{ p: 'kite' }, { p: '[fail]' }];
		const failed = await runVidu({ items, parameters: eachItem });
		const [kept] = tasksOf(gateway).filter(({ params }) => params.prompt === 'kite');
		expect(errorOf(failed)).toContain(kept.id);
		gateway.faults = ({ taskId }) =>
			taskId === kept.id ? { type: 'status', status: 500 } : undefined;
		const run = await retryVidu(failed, {
			parameters: eachItem,
			node: { onError: 'continueRegularOutput' },
		});
		const results = JSON.stringify(run.data.resultData.runData.Vidu ?? run.data.resultData.error);
		expect(results).toContain(kept.id);
		expect(gateway.counts.creates).toBe(3);
	});

	test.each(IMAGE_KINDS)('continues with a video from images: %s', async (_kind, more) => {
		const gateway = await openGateway({ taskSeconds: 0.1 });
		gateway.faults = ({ kind }) =>
			kind === 'poll' ? { type: 'status', status: 403, body: { message: 'not now' } } : undefined;
		const items = [await itemOfAnyKind()];
		const parameters = { ...more, prompt: '@kite' };
		const failed = await runVidu({ items, parameters, node: retrying(2) });
		const [{ id }] = tasksOf(gateway);
		expect(errorOf(failed)).toContain(id);
		gateway.faults = undefined;
		expect(jsonOf(await retryVidu(failed))).toMatchObject([{ taskId: id, status: 'completed' }]);
		expect(gateway.counts.createRequests).toBe(1);
		const edited = { ...parameters, prompt: 'another @kite' };
		expect(errorOf(await retryVidu(failed, { parameters: edited }))).toBe('');
		expect(gateway.counts.createRequests).toBe(2);
	});
});

describe('a node in a loop', () => {
	const runLoop = async (parameters: object, baseUrl: string, from?: IRun) => {
		inputs.set('one', [{ json: {} }]);
		const connections = inARow('Items', 'Loop', 'Vidu');
		connections.Vidu = { main: [[{ node: 'Loop', type: 'main', index: 0 }]] };
		const nodes = [
			plainNode('test.items', 'Items', { input: 'one' }),
			plainNode('test.loop', 'Loop', { times: 3 }),
			viduNode({ prompt: 'the same', options: QUICK, ...parameters }),
		];
		const credentials = { apiKey: KEY, baseUrl };
		const retry = from === undefined ? {} : { from: asRetry(from), withEditedWorkflow: true };
		return await startWorkflow({ nodes, connections }, { credentials, ...retry }).finished;
	};

	test('buys once for each of its runs', async () => {
		const gateway = await openGateway();
		const run = await runLoop({}, gateway.baseUrl);
		expect(errorOf(run)).toBe('');
		expect(run.data.resultData.runData.Vidu).toHaveLength(3);
		expect(gateway.counts.creates).toBe(3);
	});

	test('continues with the task of the run that timed out', async () => {
		const gateway = await openGateway({
			taskSeconds: (_params, _model, n) => (n === 1 ? 1.5 : 0.1),
		});
		const failed = await runLoop({ options: SHORT }, gateway.baseUrl);
		expect(errorOf(failed)).toMatch(/not finished/);
		const run = await runLoop({}, gateway.baseUrl, failed);
		const taskIds = run.data.resultData.runData.Vidu.map(
			({ data }) => data?.main[0]?.[0].json.taskId,
		);
		expect(taskIds).toEqual(tasksOf(gateway).map(({ id }) => id));
		expect(gateway.counts.createRequests).toBe(3);
	});
});
