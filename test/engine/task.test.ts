/** Task: Get and Task: Wait, and the two timeouts. */

import { errorOf, jsonOf, openGateway, QUICK, runVidu, until } from './vidu';

const submit = async () => {
	const run = await runVidu({ parameters: { waitForCompletion: false } });
	return jsonOf(run)[0];
};

describe('Task', () => {
	test('Get and Wait find a task by its ID, which was submitted without waiting', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const submitted = await submit();
		expect(submitted).toMatchObject({ status: 'in_progress', model: 'viduq2_pro_fast_text2video' });
		expect(submitted).not.toHaveProperty('videoUrl');
		expect(gateway.counts.polls).toBe(0);

		const got = jsonOf(
			await runVidu({ items: [submitted], parameters: { resource: 'task', operation: 'get' } }),
		);
		expect(got[0]).toMatchObject({ taskId: submitted.taskId, status: 'in_progress' });
		expect(got[0].progress).toBeGreaterThanOrEqual(0);
		expect(gateway.counts.polls).toBe(1);

		const waited = jsonOf(
			await runVidu({ items: [submitted], parameters: { resource: 'task', operation: 'wait' } }),
		);
		expect(waited[0]).toMatchObject({ taskId: submitted.taskId, status: 'completed' });
		expect(waited[0].videoUrl).toMatch(/^http/);
		expect(gateway.counts.creates).toBe(1);
	});

	test('Get returns a failed task, and Wait fails with its code and what to do', async () => {
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
		expect(errorOf(waited)).toMatch(/Run the row again/);
	});

	test('an unknown ID is in the error', async () => {
		await openGateway();
		const items = [{ taskId: 'nobody' }];
		const run = await runVidu({ items, parameters: { resource: 'task', operation: 'get' } });
		expect(errorOf(run)).toMatch(/Row 1, task nobody: .*HTTP 404.*Check the task ID/);
	});

	test('Wait ends with an unknown ID, and says what to check', async () => {
		const gateway = await openGateway();
		const items = [{ taskId: 'nobody' }];
		const run = await runVidu({ items, parameters: { resource: 'task', operation: 'wait' } });
		const what = 'Row 1, task nobody: The gateway does not know this task ID (HTTP 404). Check the';
		expect(errorOf(run)).toContain(what);
		expect(errorOf(run)).not.toContain('Operation: Wait');
		expect(gateway.counts.polls).toBe(3);
	}, 30_000);

	test('tasks keep the order of their items', async () => {
		const gateway = await openGateway();
		const items: Array<{ taskId: string }> = [];
		for (let n = 0; n < 4; n += 1) items.push({ taskId: String((await submit()).taskId) });
		items.reverse();
		const run = await runVidu({ items, parameters: { resource: 'task', operation: 'wait' } });
		expect(jsonOf(run).map(({ taskId }) => taskId)).toEqual(items.map(({ taskId }) => taskId));
		expect(gateway.counts.creates).toBe(4);
	});
});

describe('a timeout', () => {
	const slow = { ...QUICK, timeout: 1 };

	test('fails with the task ID and how to continue', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ parameters: { options: slow } });
		const [id] = gateway.tasks.keys();
		expect(errorOf(run)).toMatch(new RegExp(`Row 1, task ${id}: .*not finished after 1 second\\.`));
		expect(errorOf(run)).toMatch(/Resource "Task", Operation "Wait"/);
	});

	test('outputs the task ID and its status with that option', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const run = await runVidu({ parameters: { options: { ...slow, onTimeout: 'output' } } });
		const [id] = gateway.tasks.keys();
		expect(jsonOf(run)[0]).toMatchObject({ taskId: id, status: 'in_progress' });
		expect(jsonOf(run)[0]).not.toHaveProperty('videoUrl');
		const [{ hints }] = run.data.resultData.runData.Vidu;
		expect(JSON.stringify(hints)).toMatch(/not finished in time/);
	});

	test('for the whole node buys no waiting item', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, totalTimeout: 1, maxConcurrency: 1 };
		const run = await runVidu({ items: [{}, {}, {}], parameters: { options } });
		expect(gateway.counts.creates).toBe(1);
		const [id] = gateway.tasks.keys();
		expect(errorOf(run)).toContain(id);
		expect(errorOf(run)).toMatch(
			/Row 3: The time limit was reached before the video was submitted/,
		);
	});
});

test('a task whose ID is a long number is polled by all of its digits', async () => {
	const gateway = await openGateway();
	const id = '12345678901234567890';
	const polled: string[] = [];
	gateway.faults = ({ kind, taskId }) => {
		if (taskId) polled.push(taskId);
		return kind === 'create'
			? { type: 'status', status: 200, body: `{"id": ${id}, "status":"in_progress"}` }
			: { type: 'status', status: 401 };
	};
	expect(errorOf(await runVidu())).toContain(`task ${id}`);
	expect(polled).toEqual([id]);
});
