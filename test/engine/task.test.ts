import { errorOf, jsonOf, openGateway, QUICK, runVidu, startVidu, until } from './vidu';

const submit = async () => {
	const run = await runVidu({ parameters: { waitForCompletion: false } });
	return jsonOf(run)[0];
};

describe('Task', () => {
	test('what was submitted without waiting is got and waited for by its ID', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const submitted = await submit();
		expect(submitted).toMatchObject({ status: 'in_progress', model: 'viduq2_pro_fast_text2video' });
		expect(submitted).not.toHaveProperty('videoUrl');
		expect(gateway.counts.looks).toBe(0);

		const got = jsonOf(
			await runVidu({ items: [submitted], parameters: { resource: 'task', operation: 'get' } }),
		);
		expect(got[0]).toMatchObject({ taskId: submitted.taskId, status: 'in_progress' });
		expect(got[0].progress).toBeGreaterThanOrEqual(0);
		expect(gateway.counts.looks).toBe(1);

		const waited = jsonOf(
			await runVidu({ items: [submitted], parameters: { resource: 'task', operation: 'wait' } }),
		);
		expect(waited[0]).toMatchObject({ taskId: submitted.taskId, status: 'completed' });
		expect(waited[0].videoUrl).toMatch(/^http/);
		expect(gateway.counts.creates).toBe(1);
	});

	test('a failed task: Get shows it, Wait fails with its code and what to do', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: { prompt: '[fail:008020096]', waitForCompletion: false },
		});
		const items = jsonOf(run);
		await until(() => Date.now() > ([...gateway.tasks.values()][0]?.finishesAt ?? Infinity));
		const got = await runVidu({ items, parameters: { resource: 'task', operation: 'get' } });
		expect(jsonOf(got)[0]).toMatchObject({ status: 'failed', errorCode: '008020096' });
		expect(jsonOf(got)[0]).not.toHaveProperty('error');
		const waited = await runVidu({ items, parameters: { resource: 'task', operation: 'wait' } });
		expect(errorOf(waited)).toMatch(/008020096/);
		expect(errorOf(waited)).toContain(String(items[0].taskId));
		expect(errorOf(waited)).toMatch(/Run the item again/);
	});

	test('an ID that does not exist is named', async () => {
		await openGateway();
		const items = [{ taskId: 'nobody' }];
		const run = await runVidu({ items, parameters: { resource: 'task', operation: 'get' } });
		expect(errorOf(run)).toMatch(/Item 0, task nobody: .*HTTP 404.*Check the task ID/);
	});

	test('many tasks keep the order of their items', async () => {
		const gateway = await openGateway();
		const items: Array<{ taskId: string }> = [];
		for (let n = 0; n < 4; n += 1) items.push({ taskId: String((await submit()).taskId) });
		items.reverse();
		const run = await runVidu({ items, parameters: { resource: 'task', operation: 'wait' } });
		expect(jsonOf(run).map(({ taskId }) => taskId)).toEqual(items.map(({ taskId }) => taskId));
		expect(gateway.counts.creates).toBe(4);
	});
});

describe('a time limit is the choice of the user', () => {
	const slow = { ...QUICK, timeout: 1 };

	test('the error names the task and how to go on with it', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ parameters: { options: slow } });
		const [id] = gateway.tasks.keys();
		expect(errorOf(run)).toMatch(new RegExp(`Item 0, task ${id}: .*not finished after 1 seconds`));
		expect(errorOf(run)).toMatch(/Resource: Task, Operation: Wait/);
	});

	test('the output has the task ID and its status', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ parameters: { options: { ...slow, onTimeout: 'output' } } });
		const [id] = gateway.tasks.keys();
		expect(jsonOf(run)[0]).toMatchObject({ taskId: id, status: 'in_progress' });
		expect(jsonOf(run)[0]).not.toHaveProperty('videoUrl');
		const [{ hints }] = run.data.resultData.runData.Vidu;
		expect(JSON.stringify(hints)).toMatch(/not finished in time/);
	});

	test('the total timeout bounds the node: what is queued is not bought', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, totalTimeout: 1, maxConcurrency: 1 };
		const run = await runVidu({ items: [{}, {}, {}], parameters: { options } });
		expect(gateway.counts.creates).toBe(1);
		const [id] = gateway.tasks.keys();
		expect(errorOf(run)).toContain(id);
		expect(errorOf(run)).toMatch(
			/Item 2: The time limit was over before the task could be submitted/,
		);
	});
});

test('progress is told to the browser of a manual run', async () => {
	const gateway = await openGateway({ taskSeconds: 1 });
	const messages: string[] = [];
	const { finished } = startVidu({
		run: { mode: 'manual', onMessage: (text) => messages.push(text) },
	});
	await until(() => messages.length > 0);
	const [id] = gateway.tasks.keys();
	expect(messages[0]).toMatch(new RegExp(`${id} \\(item 0\\): in_progress, \\d+ %`));
	await finished;
});
