import { stopBehindCreation } from './createdByEstimate';
import type { INode } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { invokeAsTool } from './tool';
import {
	errorOf,
	jsonOf,
	KEY,
	openGateway,
	QUICK,
	retryVidu,
	runVidu,
	startVidu,
	until,
} from './vidu';

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const limit = (maxCost: unknown, more = {}) => ({
	options: { ...QUICK, maxCost, ...more } as object,
});

/** Each costs 0.15 USD at the local gateway, or 30 credits. */
const three = [{ p: 'a' }, { p: 'b' }, { p: 'c' }];

describe('Max Cost', () => {
	test('above it nothing is bought, and the message has both amounts', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ items: three, parameters: limit(0.44) });
		expect(errorOf(run)).toBe(
			'The 3 items would cost about 0.45 USD; Max Cost is 0.44. Nothing was bought. Raise the option "Max Cost", or run fewer or cheaper items.',
		);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1 });
	});

	test('what costs exactly as much is bought, though 0.1 + 0.2 is above 0.3 in binary', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ d: 5 }, { d: 10 }],
			parameters: {
				model: 'viduq2_text2video',
				resolution: '540p',
				duration: '={{ $json.d }}',
				...limit(0.3),
			},
		});
		expect(jsonOf(run).map(({ status }) => status)).toEqual(['completed', 'completed']);
		expect(gateway.counts).toMatchObject({ createRequests: 2, estimates: 2 });
	});

	test('without it no estimate is asked for', async () => {
		const gateway = await openGateway({ estimates: '500' });
		expect(jsonOf(await runVidu({ parameters: limit(0) }))[0].status).toBe('completed');
		expect(gateway.counts.estimates).toBe(0);
	});

	test('with "continue on fail" each item fails with the message, an invalid one with its own', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [...three, { p: '' }],
			parameters: { prompt: '={{ $json.p }}', ...limit(0.3) },
			node: { onError: 'continueErrorOutput' },
		});
		expect(jsonOf(run)).toEqual([]);
		const errors = jsonOf(run, 1).map(({ error }) => String(error));
		expect(errors).toHaveLength(4);
		for (const [item, error] of errors.slice(0, 3).entries()) {
			expect(error).toMatch(new RegExp(`^Item ${item}: The 3 items would cost about 0.45 USD; `));
		}
		expect(errors[3]).toMatch(/Prompt is empty/);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test.each([
		['cache-miss', /^Items 0, 1, 2 have no estimate: the gateway has no estimate for this request/],
		['404', /have no estimate: the gateway gives no estimates here \(HTTP 404\)/],
		['500', /have no estimate: .*\(HTTP 500\)/],
		['credit', /have no estimate: the gateway estimates it in credits \(30 credits\), not in USD/],
	] as const)('without an estimate in USD (%s) nothing is bought', async (estimates, reason) => {
		const gateway = await openGateway({ estimates });
		const message = errorOf(await runVidu({ items: three, parameters: limit(10) }));
		expect(message).toMatch(reason);
		expect(message).toMatch(
			/Max Cost is 10 USD.*nothing was bought. Remove the option "Max Cost" to buy without a check\.$/,
		);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('only the items without one are named', async () => {
		const gateway = await openGateway({
			estimates: ({ body }) => (JSON.stringify(body).includes('1080p') ? 'cache-miss' : 'usd'),
		});
		const run = await runVidu({
			items: [{ r: '720p' }, { r: '1080p' }],
			parameters: { resolution: '={{ $json.r }}', ...limit(10) },
		});
		expect(errorOf(run)).toMatch(/^Item 1 has no estimate: /);
		expect(gateway.counts.createRequests).toBe(0);
	});

	test('a gateway that creates a task for an estimate is told loudly, and asked once over all tries', async () => {
		const gateway = await openGateway({ estimates: 'created' });
		const run = await runVidu({
			items: [{ d: 4 }, { d: 5 }],
			parameters: { duration: '={{ $json.d }}', ...limit(10) },
			node: retrying,
		});
		const [id] = [...gateway.tasks.keys()];
		expect(errorOf(run)).toContain(`The gateway created a task for an estimate: task ${id}.`);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1, creates: 1 });
	});

	test.each(['', null, 'ten', -1, ' ', [], false, true, [3]])(
		'an expression that gives %p does not take the limit away',
		async (given) => {
			const gateway = await openGateway();
			const run = await runVidu({ items: [{ max: given }], parameters: limit('={{ $json.max }}') });
			expect(errorOf(run)).toMatch(/Max Cost (is empty|must be a number)/);
			expect(gateway.counts.createRequests).toBe(0);
		},
	);

	test('Stop in the middle of an estimate buys nothing, and says so', async () => {
		const gateway = await openGateway({ estimates: 'slow:30' });
		const execution = startVidu({ items: three, parameters: limit(10), node: retrying });
		await until(() => gateway.counts.estimates === 1);
		execution.stop();
		expect((await execution.finished).status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 1 });
		const { resultData } = execution.data();
		const words = JSON.stringify(resultData.error ?? resultData.runData.Vidu);
		expect(words).toMatch(/stopped before this item was submitted/);
	});

	const continuing = { onError: 'continueRegularOutput' as const };
	test.each([{}, continuing, retrying, { ...retrying, ...continuing }])(
		'Stop while others are estimated names the task that the gateway created for one (%j)',
		async (node) => {
			const stopped = await stopBehindCreation({ parameters: limit(10), node });
			expect(stopped.status).toBe('canceled');
			expect(stopped.said).toMatch(/^Execution was canceled\.\n/);
			expect(stopped.said).toContain(
				`The gateway created a task for an estimate: task ${stopped.id}.`,
			);
			expect(stopped.counts).toMatchObject({ createRequests: 0, estimates: 3 });
		},
	);

	test('the key stands in no message', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) =>
			kind === 'estimate' ? { type: 'status', status: 403, body: { message: KEY } } : undefined;
		const run = await runVidu({ parameters: limit(10) });
		expect(errorOf(run)).toContain('[API key]');
		expect(JSON.stringify(run)).not.toContain(KEY);
	});
});

describe('what an earlier try bought costs nothing now', () => {
	const outlasting = limit(0.45, { timeout: 1 });

	test('Retry On Fail goes on with the tasks of the first try', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const run = await runVidu({ items: three, parameters: outlasting, node: retrying });
		expect(jsonOf(run).map(({ status }) => status)).toEqual(Array(3).fill('completed'));
		expect(gateway.counts).toMatchObject({ createRequests: 3, estimates: 1 });
	});

	test('only what failed for good is counted again', async () => {
		const gateway = await openGateway();
		let n = 0;
		gateway.faults = ({ kind }) =>
			kind === 'create' && n++ === 0 ? { type: 'status', status: 402 } : undefined;
		const run = await runVidu({ items: three, parameters: limit(0.45), node: retrying });
		expect(jsonOf(run)).toHaveLength(3);
		expect(gateway.counts).toMatchObject({ creates: 3, estimates: 2 });
	});

	test('"Retry execution" with a lower limit than before takes them up', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const failed = await runVidu({ items: three, parameters: outlasting });
		expect(errorOf(failed)).toMatch(/3 of 3 items failed/);
		const run = await retryVidu(failed, { items: three, parameters: limit(0.01) });
		expect(jsonOf(run)).toHaveLength(3);
		expect(gateway.counts.createRequests).toBe(3);
	});

	test('and is named where a later try is refused', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const failed = await runVidu({
			items: [
				{ p: 'a', d: 4 },
				{ p: 'b', d: 4 },
			],
			parameters: { prompt: '={{ $json.p }}', ...outlasting },
		});
		const edited = { prompt: '={{ $json.p }} at night', ...limit(0.1) };
		const refused = errorOf(await retryVidu(failed, { parameters: edited }));
		expect(refused).toMatch(/^The 2 items would cost about 0\.30 USD; Max Cost is 0.1\./);
		for (const id of gateway.tasks.keys()) expect(refused).toContain(id);
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('an unclear creation is not bought again, so it is not counted', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0 ? { type: 'reset-after' } : undefined;
		const run = await runVidu({ items: three, parameters: limit(0.45), node: retrying });
		expect(errorOf(run)).toMatch(/^1 of 3 items failed[\s\S]*may have been created/);
		expect(gateway.counts).toMatchObject({ createRequests: 3, estimates: 1 });
	});

	test('unless it is to be resubmitted', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, n }) =>
			kind === 'create' && n === 0 ? { type: 'reset-after' } : undefined;
		const parameters = limit(0.15, { resubmitUnclear: true });
		const run = await runVidu({ parameters, node: retrying });
		expect(jsonOf(run)[0].status).toBe('completed');
		expect(gateway.counts).toMatchObject({ createRequests: 2, estimates: 2 });
	});
});

test('an agent: the limit is for each call, and the refusal reaches it', async () => {
	const gateway = await openGateway();
	const parameters = {
		prompt: "={{ $fromAI('prompt') }}",
		duration: "={{ $fromAI('duration', '', 'number') }}",
		...limit(0.15),
	} as INode['parameters'];
	const tool = invokeAsTool(new Vidu(), { parameters }, gateway.baseUrl);
	await expect(tool({ prompt: 'kite', duration: 6 })).rejects.toThrow(
		/Item 0 would cost about 0.18 USD; Max Cost is 0.15/,
	);
	for (const prompt of ['kite', 'boat']) {
		expect(JSON.parse(await tool({ prompt, duration: 5 }))[0].status).toBe('completed');
	}
	expect(gateway.counts.createRequests).toBe(2);
});
