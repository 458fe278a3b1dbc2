/** Max Cost: nothing is bought beyond the limit. Earlier purchases cost nothing at a retry. */

import type { IDataObject } from 'n8n-workflow';

import { hintsOf } from './dryRuns';
import { promptsOf, refuseScene, story, storyInJson } from './stories';
import { errorOf, jsonOf, KEY, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const limit = (maxCost: unknown, more = {}) => ({
	options: { ...QUICK, maxCost, ...more } as object,
});

/** Each costs 0.15 USD at the local gateway, or 30 credits. */
const three = [{ p: 'a' }, { p: 'b' }, { p: 'c' }];

describe('Max Cost', () => {
	test('buys nothing above the limit, and the message has both amounts', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ items: three, parameters: limit(0.44) });
		expect(errorOf(run)).toMatch(/0\.45 USD.*0\.44.*Nothing was bought/);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1 });
	});

	test('buys at the limit, though 0.1 + 0.2 is above 0.3 in binary', async () => {
		const gateway = await openGateway();
		const model = { textToVideoModel: 'viduq2_text2video', resolution: '540p' };
		const run = await runVidu({
			items: [{ d: 5 }, { d: 10 }],
			parameters: { ...model, duration: '={{ $json.d }}', ...limit(0.3) },
		});
		expect(jsonOf(run).map(({ status }) => status)).toEqual(['completed', 'completed']);
		expect(gateway.counts).toMatchObject({ createRequests: 2, estimates: 2 });
	});

	test('requests no estimate when it is 0', async () => {
		const gateway = await openGateway({ estimates: '500' });
		expect(jsonOf(await runVidu({ parameters: limit(0) }))[0].status).toBe('completed');
		expect(gateway.counts.estimates).toBe(0);
	});

	test('fails each item under "continue on fail", an invalid one for its own reason', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [...three, { p: '' }],
			parameters: { prompt: '={{ $json.p }}', ...limit(0.3) },
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(run)).toEqual([]);
		const errors = jsonOf(run, 1).map(({ error }) => String(error));
		expect(errors).toHaveLength(4);
		for (const error of errors.slice(0, 3)) expect(error).toMatch(/0\.45 USD/);
		expect(errors[3]).toMatch(/Prompt is empty/i);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test.each([
		['cache-miss', /no estimate/],
		['500', /\(HTTP 500\)/],
		['credit', /30 credits/],
	] as const)('buys nothing without an estimate in USD (%s)', async (estimates, reason) => {
		const gateway = await openGateway({ estimates });
		const message = errorOf(await runVidu({ items: three, parameters: limit(10) }));
		expect(message).toMatch(reason);
		expect(message).toMatch(/nothing was bought/i);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test.each(['', null, undefined, 'ten', '5 USD', '0,15', '1e3', -1, false, [3]])(
		'is not removed by an expression that gives %p',
		async (value) => {
			const gateway = await openGateway();
			const run = await runVidu({ items: [{ max: value }], parameters: limit('={{ $json.max }}') });
			expect(errorOf(run)).toMatch(/Max Cost \(USD\) (is empty|must be a number)/);
			expect(gateway.requests).toEqual([]);
		},
	);

	test('of 0 from an expression buys nothing, and says so', async () => {
		const gateway = await openGateway();
		for (const maxCost of ['={{ $json.left }}', '={{ $json.none - $json.none }}', '=0']) {
			const items = [{ left: 0, none: 3 }];
			const message = errorOf(await runVidu({ items, parameters: limit(maxCost) }));
			expect(message).toMatch(/The expression in Max Cost gives 0\. Nothing was bought/);
		}
		expect(gateway.requests).toEqual([]);
	});

	test('of 0 from an expression says so in a dry run', async () => {
		await openGateway();
		const parameters = { ...limit('={{ $json.left }}'), dryRun: true };
		const run = await runVidu({ items: [{ left: 0 }], parameters });
		expect(hintsOf(run)).toMatch(/Max Cost is 0\.00 USD, so a real run would buy nothing/);
	});

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)(
		'that differs between items is refused before anything is bought (%s)',
		async (onError) => {
			const gateway = await openGateway();
			const items = [{ max: 5 }, { max: 5 }, { max: 0.1 }];
			const run = await runVidu({
				items,
				parameters: { prompt: 'kite', ...limit('={{ $json.max }}') },
				node: { onError },
			});
			const said = `${errorOf(run)} ${JSON.stringify(jsonOf(run, 1))}`;
			expect(said).toMatch(/Max Cost is 5 for row 1 and 0\.1 for row 3/);
			expect(said).toMatch(/Nothing was bought/);
			expect(gateway.requests).toEqual([]);
		},
	);

	test('from an expression that is the same for all items is one limit', async () => {
		const gateway = await openGateway();
		const parameters = { prompt: 'kite', ...limit('={{ $json.max }}') };
		const items = [{ max: 0.3 }, { max: '0.30' }];
		expect(jsonOf(await runVidu({ items, parameters }))).toHaveLength(2);
		const three = [...items, { max: ' 0.3 ' }];
		expect(errorOf(await runVidu({ items: three, parameters }))).toMatch(
			/\(Max Cost\) is 0\.30 USD\./,
		);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('an estimate with an error of its own is none', async () => {
		const gateway = await openGateway({ estimates: 'error' });
		const message = errorOf(await runVidu({ parameters: limit(10) }));
		expect(message).toMatch(/no price.*Nothing was bought/);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('an estimate with the task ID of its request is one', async () => {
		const gateway = await openGateway({ estimates: 'request-id' });
		expect(jsonOf(await runVidu({ parameters: limit(10) }))[0].status).toBe('completed');
		expect(gateway.counts).toMatchObject({ createRequests: 1, estimates: 1 });
	});

	test('does not show the key that an answer quotes', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'estimate' ? { type: 'status', status: 403, body: { message: KEY } } : undefined;
		const run = await runVidu({ parameters: limit(10) });
		expect(errorOf(run)).toContain('[API key]');
		expect(JSON.stringify(run)).not.toContain(KEY);
	});

	test('counts all scenes of all stories', async () => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const scenes = ['a', 'b', 'c'];
		const [dry] = jsonOf(await runVidu({ parameters: story(scenes, { dryRun: true }) }));
		const both = async (maxCost: number) =>
			await runVidu({
				items: [{ s: scenes }, { s: scenes }],
				parameters: storyInJson('={{ $json.s }}', limit(maxCost)) as IDataObject,
			});
		expect(errorOf(await both(Number(dry.estimatedCost) * 1.9))).toMatch(/would cost about/);
		expect(gateway.counts.createRequests).toBe(0);
		expect(errorOf(await both(Number(dry.estimatedCost) * 2.1))).toBe('');
		expect(gateway.counts.creates).toBe(6);
	});
});

describe('at a later attempt', () => {
	const outlasting = limit(0.45, { timeout: 1 });

	test('the tasks of the first attempt cost nothing', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const run = await runVidu({ items: three, parameters: outlasting, node: retrying });
		expect(jsonOf(run).map(({ status }) => status)).toEqual(Array(3).fill('completed'));
		expect(gateway.counts).toMatchObject({ createRequests: 3, estimates: 1 });
	});

	test('"Retry execution" with a lower limit continues with them', async () => {
		const gateway = await openGateway({ taskSeconds: 3 });
		const failed = await runVidu({ items: three, parameters: outlasting });
		expect(errorOf(failed)).toMatch(/3 of 3 rows failed/);
		const run = await retryVidu(failed, { items: three, parameters: limit(0.01) });
		expect(jsonOf(run)).toHaveLength(3);
		expect(gateway.counts.createRequests).toBe(3);
	});

	test('a budget of which nothing is left continues with them, too', async () => {
		const gateway = await openGateway({ taskSeconds: 3 });
		const failed = await runVidu({ items: three, parameters: outlasting });
		expect(errorOf(failed)).toMatch(/3 of 3 rows failed/);
		const run = await retryVidu(failed, { items: three, parameters: limit('={{ 0 }}') });
		expect(jsonOf(run)).toHaveLength(3);
		expect(gateway.counts.createRequests).toBe(3);
	});

	test('a refusal names the earlier tasks', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const items = ['a', 'b'].map((p) => ({ p, d: 4 }));
		const failed = await runVidu({
			items,
			parameters: { prompt: '={{ $json.p }}', ...outlasting },
		});
		const edited = { prompt: '={{ $json.p }} at night', ...limit(0.1) };
		const refused = errorOf(await retryVidu(failed, { parameters: edited }));
		expect(refused).toMatch(/0\.30 USD/);
		for (const id of gateway.tasks.keys()) expect(refused).toContain(id);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('an unclear creation is counted only with "Buy Again if Unclear"', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0 ? { type: 'reset-after' } : undefined;
		const run = await runVidu({ parameters: limit(0.15), node: retrying });
		expect(errorOf(run)).toMatch(/may have been bought/);
		expect(gateway.counts).toMatchObject({ createRequests: 1, estimates: 1 });
		const parameters = limit(0.15, { resubmitUnclear: true });
		expect(jsonOf(await retryVidu(run, { parameters }))[0].status).toBe('completed');
		expect(gateway.counts).toMatchObject({ createRequests: 2, estimates: 2 });
	});

	test('only the remaining scenes of a story are counted', async () => {
		const gateway = await openGateway();
		const scenes = ['a', 'b', 'c'];
		const [dry] = jsonOf(await runVidu({ parameters: story(scenes, { dryRun: true }) }));
		const last = Number((dry.steps as IDataObject[])[2].estimatedCost);
		refuseScene(gateway, 3);
		const failed = await runVidu({ parameters: story(scenes) });
		gateway.faults = undefined;
		const refused = await retryVidu(failed, { parameters: story(scenes, limit(last * 0.9)) });
		expect(errorOf(refused)).toMatch(/would cost about/);
		for (const id of gateway.tasks.keys()) expect(errorOf(refused)).toContain(id);
		const run = await retryVidu(failed, { parameters: story(scenes, limit(last * 1.1)) });
		expect(errorOf(run)).toBe('');
		expect(promptsOf(gateway)).toEqual(scenes);
	});
});
