import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { bodiesOf, itemWith, paramsOf, storeFile, pictureOf, uriOf } from './pictures';
import { switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';
import { crashWhileWaiting, runAgain } from './crash';
import { FakeMemory } from './memory';

/* What holds for Text to Video holds for videos from pictures: bought once, whatever happens. */

const SHORT = { ...QUICK, timeout: 1 };
const retrying = { retryOnFail: true, maxTries: 4, waitBetweenTries: 1 };

/** One way to give pictures in files for each operation. */
const operations: Array<[string, IDataObject]> = [
	['imageToVideo', { imageField: 'a' }],
	['startEndToVideo', { startFrameField: 'a', endFrameField: 'b' }],
	[
		'referenceToVideo',
		{ prompt: '@anna', subjects: { subject: [{ id: 'anna', imageFields: 'a, b' }] } },
	],
	[
		'referenceToVideo',
		{ model: 'viduq3_i2v_reference', prompt: 'a kite', referenceFields: 'a, b' },
	],
];
const item = async () => await itemWith({ a: '320x180', b: '320x200' });

describe.each([
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const)('with files in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test.each(operations)(
		'Retry On Fail and "Retry execution" of %s take up the task: %j',
		async (operation, more) => {
			const gateway = await openGateway({ taskSeconds: 60 });
			const parameters = { operation, ...more, options: SHORT };
			const node = { ...retrying, maxTries: 2 };
			const failed = await runVidu({ items: [await item()], parameters, node });
			const [task] = gateway.tasks.values();
			expect(errorOf(failed)).toContain(task.id);
			Object.assign(task, { finishesAt: Date.now() });
			expect(jsonOf(await retryVidu(failed))[0]).toMatchObject({
				taskId: task.id,
				status: 'completed',
			});
			expect(gateway.counts.createRequests).toBe(1);
		},
	);
});

describe.each(operations)('%s, %j', (operation, more) => {
	const parameters = { operation, ...more };

	/** A run that gave up waiting, and its retry with something else in the item or in the parameters. */
	async function retryWith(
		change: (given: INodeExecutionData) => Promise<void> | void,
		edited: IDataObject = {},
	) {
		const gateway = await openGateway({ taskSeconds: (_params, _model, n) => (n < 1 ? 60 : 0) });
		const items = [await item()];
		const failed = await runVidu({ items, parameters: { ...parameters, options: SHORT } });
		const [waiting] = failed.data.executionData?.nodeExecutionStack ?? [];
		await change(waiting.data.main[0]![0]);
		const edit = { items, parameters: { ...parameters, ...edited } };
		const run = await retryVidu(failed, Object.keys(edited).length > 0 ? edit : undefined);
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)[0].taskId).toBe([...gateway.tasks.keys()][1]);
		return JSON.stringify(paramsOf(gateway)[1]);
	}

	test('a changed file is bought anew', async () => {
		const sent = await retryWith(async (given) => {
			given.binary!.a = await storeFile(pictureOf('320x190'));
		});
		expect(sent).toContain(uriOf('320x190'));
		expect(sent).not.toContain(uriOf('320x180'));
	});

	test('a crash, and "Retry execution" after it: nothing is bought again', async () => {
		const memory = new FakeMemory();
		await memory.install();
		const setup = { items: [await item()], parameters };
		const { gateway, saved } = await crashWhileWaiting(setup);
		expect(errorOf(await runAgain(saved, setup))).toMatch(/submitted before/);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('Stop: nothing is bought after it', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, maxConcurrency: 1 };
		const items = [await item(), await item()];
		const node = { ...retrying, onError: 'continueRegularOutput' as const };
		const execution = startVidu({ items, parameters: { ...parameters, options }, node });
		await until(() => gateway.counts.looks > 0);
		execution.stop();
		expect((await execution.finished).status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('a task is taken up by its ID, without the pictures', async () => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const submitted = await runVidu({
			items: [await item()],
			parameters: { ...parameters, waitForCompletion: false },
		});
		const wait = { resource: 'task', operation: 'wait' };
		const [{ taskId, status }] = jsonOf(
			await runVidu({ items: jsonOf(submitted), parameters: wait }),
		);
		expect({ taskId, status }).toEqual({
			taskId: jsonOf(submitted)[0].taskId,
			status: 'completed',
		});
		expect(bodiesOf(gateway)).toHaveLength(1);
	});
});
