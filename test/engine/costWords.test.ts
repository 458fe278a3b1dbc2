/** The texts for a person about the cost after a run, and about a wrong key. */

import type { IRun } from 'n8n-workflow';

import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

const hintsOf = (run: IRun) => JSON.stringify(run.data.resultData.runData.Vidu.at(-1)?.hints ?? []);

test('credits come with the estimate that Max Cost asked for', async () => {
	await openGateway({ taskSeconds: 0 });
	const run = await runVidu({
		parameters: {
			operation: 'extend',
			videoUrl: 'https://example.com/a.mp4',
			options: { maxCost: 5, pollInterval: 0.1 },
		},
	});
	expect(errorOf(run)).toBe('');
	expect(hintsOf(run)).toMatch(/1 video for [\d.]+ credits?, estimated \d+\.\d\d+ USD\./);
});

test('credits come alone without an estimate', async () => {
	await openGateway({ taskSeconds: 0 });
	const parameters = { operation: 'extend', videoUrl: 'https://example.com/a.mp4' };
	expect(hintsOf(await runVidu({ parameters }))).toMatch(/1 video for [\d.]+ credits?\./);
});

test.each(['get', 'wait'])('%s says that the video was paid before', async (operation) => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const [{ taskId }] = jsonOf(await runVidu());
	const { createRequests } = gateway.counts;
	const run = await runVidu({ parameters: { resource: 'task', operation, taskId } });
	expect(hintsOf(run)).toMatch(
		/This video cost \d.* USD when it was made\. Nothing was bought now\./,
	);
	expect(gateway.counts.createRequests).toBe(createRequests);
});

test('a wrong key is told once for all items', async () => {
	const gateway = await openGateway();
	const run = await runVidu({ items: [{}, {}, {}], credentials: { apiKey: 'a-wrong-key' } });
	const said = errorOf(run);
	expect(said).toMatch(
		/^3 of 3 rows failed\.\nRows 1, 2 and 3: .*Nothing was bought for these rows\./,
	);
	expect(said.match(/API key in the Vidu \(Vtrix\) API credential/g)).toHaveLength(1);
	expect(gateway.tasks.size).toBe(0);
});

test('items that are refused for different reasons have a line each', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind, body }) =>
		kind === 'create'
			? { type: 'status', status: 402, body: { message: JSON.stringify(body).slice(-40) } }
			: undefined;
	const run = await runVidu({
		items: [{ p: 'kite' }, { p: 'boat' }],
		parameters: { prompt: '={{ $json.p }}', aspectRatio: '={{ $itemIndex ? "1:1" : "16:9" }}' },
	});
	expect(errorOf(run)).toMatch(/\nRow 1: .*\nRow 2: /s);
	expect(gateway.tasks.size).toBe(0);
});
