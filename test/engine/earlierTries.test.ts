import { randomBytes } from 'node:crypto';

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

const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
const SHORT = { ...QUICK, timeout: 1 };

test('a stop while a task is being created says, after the retry too, that it may exist', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'stall-after' } : undefined);
	const execution = startVidu({ node: retrying });
	await until(() => gateway.counts.createRequests === 1);
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 300));
	const { resultData } = execution.data();
	const words = JSON.stringify(resultData.error ?? resultData.runData.Vidu);
	expect(words).toMatch(/may have been created/);
	expect(words).not.toMatch(/Nothing was created/);
});

test('"Retry execution" with a longer timeout goes on with the task, though the prompt has the time in it', async () => {
	const gateway = await openGateway({ taskSeconds: 1.5 });
	const prompt = '=kite {{ $now.toMillis() }}';
	const failed = await runVidu({ parameters: { prompt, options: SHORT } });
	expect(errorOf(failed)).toMatch(/raise Timeout/);
	const run = await retryVidu(failed, {
		parameters: { prompt, options: QUICK, downloadVideo: true },
	});
	expect(jsonOf(run)[0].status).toBe('completed');
	expect(gateway.counts.createRequests).toBe(1);
});

test('an item that is not valid at a later try still names the task of the earlier one', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	const moment = Date.now() + 700;
	const run = await runVidu({
		items: [{}, {}],
		node: { ...retrying, onError: 'continueErrorOutput' },
		parameters: { prompt: `={{ Date.now() < ${moment} ? 'kite' : '' }}`, options: SHORT },
	});
	const errors = jsonOf(run, 1).map(({ error }) => String(error));
	expect(errors).toHaveLength(2);
	for (const id of gateway.tasks.keys()) expect(errors.join()).toContain(id);
	expect(errors.join()).not.toMatch(/Nothing was created/);
});

test.each(['fileName', 'maxTasks'])(
	'an expression that fails in the option %s fails the items: n8n must not give out their input as a result',
	async (name) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{}, {}],
			node: { onError: 'continueErrorOutput' },
			parameters: {
				downloadVideo: true,
				options: { ...QUICK, [name]: '={{ $("Nowhere").item.json.x }}' },
			},
		});
		expect([jsonOf(run).length, jsonOf(run, 1).length]).toEqual([0, 2]);
		expect(gateway.counts.createRequests).toBe(0);
	},
);

describe('calls of a tool whose arguments are the same', () => {
	const tool = (parameters: object, baseUrl: string, settings = {}) =>
		invokeAsTool(
			new Vidu(),
			{ parameters: { options: SHORT, ...parameters } as INode['parameters'], ...settings },
			baseUrl,
		);

	test('get their own videos when their prompts differ', async () => {
		const gateway = await openGateway({
			taskSeconds: (_params, _model, n) => (n === 0 ? 60 : 0.2),
		});
		const call = tool({ prompt: '={{ "prompt " + $runIndex }}' }, gateway.baseUrl);
		await expect(call({})).rejects.toThrow(/not finished/);
		const [item] = JSON.parse(await call({})) as Array<{ taskId: string }>;
		expect(gateway.tasks.get(item.taskId)?.params.prompt).toBe('prompt 1');
	});

	test('are bought once over their own tries, though the prompt has the time in it', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const call = tool({ prompt: '=kite {{ $now.toMillis() }}' }, gateway.baseUrl, retrying);
		expect(JSON.parse(await call({}))[0].status).toBe('completed');
		expect(gateway.counts.createRequests).toBe(1);
	});
});

test('the total timeout bounds a download too, and the URL is still there', async () => {
	const gateway = await openGateway({ taskSeconds: 0.1 });
	gateway.faults = ({ kind }) => (kind === 'file' ? { type: 'stall-body', bytes: 100 } : undefined);
	const run = await runVidu({
		parameters: { downloadVideo: true, options: { ...QUICK, totalTimeout: 2 } },
	});
	expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', videoUrl: expect.any(String) });
	expect(jsonOf(run)[0].downloadError).toMatch(/total timeout/);
});

test('a key that comes back escaped is not shown either', async () => {
	const gateway = await openGateway({ keys: ['sk/with/slashes'] });
	const body = '{"error":"key sk\\/with\\/slashes is bad"}';
	const headers = { 'Content-Type': 'application/json' };
	gateway.faults = () => ({ type: 'status', status: 401, body, headers });
	const run = await runVidu({ credentials: { apiKey: 'sk/with/slashes' } });
	expect(errorOf(run)).toContain('key [API key] is bad');
	expect(JSON.stringify(run)).not.toContain(KEY);
});

test('with a key of thousands of characters, the task is waited for, and the key is not shown', async () => {
	const key = randomBytes(2_625).toString('base64');
	const gateway = await openGateway({ keys: [key] });
	const run = await runVidu({ credentials: { apiKey: key } });
	expect(errorOf(run)).toBe('');
	expect(jsonOf(run)[0].status).toBe('completed');
	expect(gateway.counts.createRequests).toBe(1);
	const body = JSON.stringify({ error: `key ${key} is bad` });
	gateway.faults = () => ({ type: 'status', status: 401, body });
	const refused = await runVidu({ credentials: { apiKey: key } });
	expect(errorOf(refused)).toContain('key [API key] is bad');
	expect(JSON.stringify(refused)).not.toContain(key.slice(-200, -20));
});

test('a task whose ID is a long number is waited for under that number', async () => {
	const gateway = await openGateway();
	const id = '12345678901234567890';
	const asked: string[] = [];
	gateway.faults = ({ kind, taskId }) => {
		if (taskId) asked.push(taskId);
		return kind === 'create'
			? { type: 'status', status: 200, body: `{"id": ${id}, "status":"in_progress"}` }
			: { type: 'status', status: 401 };
	};
	expect(errorOf(await runVidu())).toContain(`task ${id}`);
	expect(asked).toEqual([id]);
});
