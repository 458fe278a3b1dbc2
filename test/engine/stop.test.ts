import type { Gateway } from '../gateway';
import { errorOf, openGateway, QUICK, startVidu, until } from './vidu';

/** Lets everything that was going to happen happen. */
const settle = async () => await new Promise((resolve) => setTimeout(resolve, 400));

const errorSettings = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

async function stopWhen(
	condition: (gateway: Gateway) => boolean,
	gateway: Gateway,
	setup: Parameters<typeof startVidu>[0],
) {
	const execution = startVidu(setup);
	await until(() => condition(gateway));
	const before = { creates: gateway.counts.createRequests, looks: gateway.counts.looks };
	execution.stop();
	const run = await execution.finished;
	await settle();
	return { run, before };
}

describe.each(errorSettings)(
	'Stop ends everything, and nothing is bought after it, with %s',
	(onError) => {
		const node = { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

		test('while items are queued and tasks run', async () => {
			const gateway = await openGateway({ taskSeconds: 60 });
			const { run, before } = await stopWhen(
				({ counts }) => Object.keys(counts.looksByTask).length === 3,
				gateway,
				{
					items: [{}, {}, {}, {}, {}],
					parameters: { options: { ...QUICK, maxConcurrency: 3 } },
					node,
				},
			);
			expect(run.status).toBe('canceled');
			expect(gateway.counts.createRequests).toBe(before.creates);
			expect(gateway.counts.looks - before.looks).toBeLessThanOrEqual(3);
			expect(run.data.resultData.runData).not.toHaveProperty('Success');
			expect(JSON.stringify(run.data.executionData?.contextData)).toContain(
				[...gateway.tasks.keys()][2],
			);
		});

		test('while a task is being created', async () => {
			const gateway = await openGateway();
			gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'stall-after' } : undefined);
			const { before } = await stopWhen(({ counts }) => counts.createRequests === 1, gateway, {
				items: [{}, {}],
				parameters: { options: { ...QUICK, maxConcurrency: 1 } },
				node,
			});
			expect(gateway.counts.createRequests).toBe(before.creates);
		});

		test('while the gateway holds creation back', async () => {
			const gateway = await openGateway();
			gateway.faults = ({ kind }) =>
				kind === 'create'
					? { type: 'status', status: 429, headers: { 'Retry-After': '1' } }
					: undefined;
			await stopWhen(({ counts }) => counts.createRequests === 1, gateway, { node });
			await new Promise((resolve) => setTimeout(resolve, 1200));
			expect(gateway.counts.createRequests).toBe(1);
		});

		test('while the node sleeps', async () => {
			const gateway = await openGateway({ taskSeconds: 60 });
			const { before } = await stopWhen(({ tasks }) => tasks.size === 1, gateway, {
				parameters: { options: { pollInterval: 30 } },
				node,
			});
			expect(gateway.counts.createRequests).toBe(before.creates);
			expect(gateway.counts.looks).toBe(0);
		});

		test('while it looks at a task', async () => {
			const gateway = await openGateway({ taskSeconds: 60 });
			gateway.faults = ({ kind }) => (kind === 'look' ? { type: 'stall' } : undefined);
			const { before } = await stopWhen(({ counts }) => counts.looks === 1, gateway, { node });
			expect(gateway.counts.looks).toBe(before.looks);
			expect(gateway.counts.createRequests).toBe(1);
		});

		test('while it downloads', async () => {
			const gateway = await openGateway({ taskSeconds: 0.1 });
			gateway.faults = ({ kind }) =>
				kind === 'file' ? { type: 'stall-body', bytes: 100 } : undefined;
			const { run } = await stopWhen(({ counts }) => counts.fileHeaders.length === 1, gateway, {
				items: [{}, {}],
				parameters: { downloadVideo: true, options: { ...QUICK, maxConcurrency: 1 } },
				node,
			});
			expect(run.status).toBe('canceled');
			expect(gateway.counts.createRequests).toBe(1);
			expect(gateway.counts.fileHeaders).toHaveLength(1);
		});
	},
);

test('the error of a stop names the tasks that run, and n8n takes it for a stop', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	const execution = startVidu({ items: [{}, {}] });
	await until(() => Object.keys(gateway.counts.looksByTask).length === 2);
	execution.stop();
	await execution.finished;
	await settle();
	const { resultData } = execution.data();
	const words = JSON.stringify(resultData.error ?? resultData.runData.Vidu);
	for (const id of gateway.tasks.keys()) expect(words).toContain(id);
	expect(words).toMatch(/Execution was canceled/);
	expect(errorOf({ data: execution.data() } as never)).not.toContain('Error in workflow');
});
