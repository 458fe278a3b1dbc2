import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { itemOfAnyKind, IMAGE_KINDS } from './kinds';
import { bodiesOf, paramsOf, pictureOf, storeFile, uriOf } from './images';
import { switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu, startVidu, until } from './vidu';

/* What holds for Text to Video holds for videos from pictures: bought once, whatever happens. */

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** A gateway that lets nobody look at a task until it is told to. */
async function openBlindGateway() {
	const gateway = await openGateway({ taskSeconds: 0.1 });
	gateway.faults = ({ kind }) =>
		kind === 'look' ? { type: 'status', status: 403, body: { message: 'not now' } } : undefined;
	const open = () => {
		gateway.faults = undefined;
	};
	return { gateway, open };
}

describe.each([
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const)('with files in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test.each(IMAGE_KINDS)(
		'Retry On Fail and "Retry execution" take up the task: %s',
		async (_kind, parameters) => {
			const { gateway, open } = await openBlindGateway();
			const items = [await itemOfAnyKind()];
			const failed = await runVidu({
				items,
				parameters: { ...parameters, prompt: '@kite' },
				node: retrying,
			});
			const [taskId] = gateway.tasks.keys();
			expect(errorOf(failed)).toContain(taskId);
			expect(gateway.counts.looks).toBe(retrying.maxTries);
			open();
			const again = jsonOf(await retryVidu(failed));
			expect(again).toMatchObject([{ taskId, status: 'completed' }]);
			expect(gateway.counts.createRequests).toBe(1);
		},
	);
});

describe.each(IMAGE_KINDS)('%s', (kind, more) => {
	const parameters = { ...more, prompt: '@kite' };

	/** A run that failed, and its retry with something else in the item, or in the parameters. */
	async function retryWith(
		change: (given: INodeExecutionData) => Promise<void>,
		edit: IDataObject,
	) {
		const { gateway, open } = await openBlindGateway();
		const items = [await itemOfAnyKind()];
		const failed = await runVidu({ items, parameters });
		const [waiting] = failed.data.executionData?.nodeExecutionStack ?? [];
		await change(waiting.data.main[0]![0]);
		open();
		const edited = { items, parameters: { ...parameters, ...edit } };
		const run = await retryVidu(failed, Object.keys(edit).length > 0 ? edited : undefined);
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)[0].taskId).toBe([...gateway.tasks.keys()].at(-1));
		return { bought: gateway.tasks.size, sent: JSON.stringify(paramsOf(gateway).at(-1)) };
	}

	// The digest of Extend is that of 0.1.0, whose saved executions have to be taken up.
	const isOld = kind === 'Extend';
	test(`a changed file is ${isOld ? 'not bought anew, as ever' : 'bought anew'}`, async () => {
		const { bought, sent } = await retryWith(async (given) => {
			given.binary!.a = await storeFile(pictureOf('320x190'));
		}, {});
		expect(bought).toBe(isOld ? 1 : 2);
		expect(sent.includes(uriOf('320x190'))).toBe(!isOld);
	});

	test('the same file under another name is not, and with another prompt it is', async () => {
		const renamed = await retryWith(async (given) => {
			given.binary!.a = await storeFile(pictureOf('320x180'), 'renamed.png');
		}, {});
		expect(renamed.bought).toBe(1);
		expect((await retryWith(async () => {}, { prompt: 'another @kite' })).bought).toBe(2);
	});

	test('Stop: nothing is bought after it', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, maxConcurrency: 1 };
		const items = [await itemOfAnyKind(), await itemOfAnyKind()];
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
		const items = [await itemOfAnyKind()];
		const submitted = jsonOf(
			await runVidu({ items, parameters: { ...parameters, waitForCompletion: false } }),
		);
		const wait = { resource: 'task', operation: 'wait' };
		const waited = jsonOf(await runVidu({ items: submitted, parameters: wait }));
		expect(waited).toMatchObject([{ taskId: submitted[0].taskId, status: 'completed' }]);
		expect(bodiesOf(gateway)).toHaveLength(1);
	});
});
