/** A chain of nodes: does each take the video of the previous one, with the defaults of a new node? */

import type { IDataObject } from 'n8n-workflow';

import { paramsOf } from './images';
import { inputs } from './nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from './run';
import { errorOf, jsonOf, KEY, openGateway, QUICK, runVidu } from './vidu';

test('Text to Video feeds Extend and Task: Get with nothing to set, with the fields of the row', async () => {
	const gateway = await openGateway();
	const options = { ...QUICK, includeInputFields: true };
	inputs.set('rows', [{ json: { rowId: 7, name: 'Mug' } }, { json: { rowId: 8, name: 'Cup' } }]);
	const run = await startWorkflow(
		{
			nodes: [
				plainNode('test.items', 'Items', { input: 'rows' }),
				viduNode({ prompt: '={{ $json.name }}', options }),
				viduNode({ operation: 'extend', options }, { name: 'Extend' }),
				viduNode({ resource: 'task', operation: 'get', options }, { name: 'Get' }),
			],
			connections: inARow('Items', 'Vidu', 'Extend', 'Get'),
		},
		{ credentials: { apiKey: KEY, baseUrl: gateway.baseUrl } },
	).finished;
	const [made, extended, got] = ['Vidu', 'Extend', 'Get'].map((name) => outputOf(run, name));
	const urls = paramsOf(gateway)
		.slice(2)
		.map(({ video_url }) => video_url);
	expect(urls.sort()).toEqual(made.map(({ json }) => json.videoUrl).sort());
	expect(got.map(({ json }) => json.taskId)).toEqual(extended.map(({ json }) => json.taskId));
	for (const [item, { json, binary }] of got.entries()) {
		expect(json).toMatchObject({ rowId: 7 + item, prompt: ['Mug', 'Cup'][item] });
		expect(json).toMatchObject({ videoUrl: extended[item].json.videoUrl, video: { seconds: 10 } });
		expect(binary?.data.fileName).toBe(['mug.mp4', 'cup.mp4'][item]);
	}
	expect(gateway.counts.creates).toBe(4);
});

test.each([
	['Edit Fields', ({ taskId, videoUrl }: IDataObject) => ({ id: taskId, videoUrl })],
	['Edit Fields with other names', (json: IDataObject) => ({ clip: json.videoUrl })],
	['Aggregate', (json: IDataObject) => ({ data: [json] })],
	['Merge and a JSON column', (json: IDataObject) => ({ x: JSON.stringify(json) })],
])('Extend reads its video from what %s leaves', async (_node, leaves) => {
	const gateway = await openGateway();
	const [made] = jsonOf(await runVidu({ isNew: true }));
	const videoUrl =
		'={{ $json.videoUrl ?? $json.clip ?? $json.data?.[0].videoUrl ?? JSON.parse($json.x).videoUrl }}';
	const parameters = { operation: 'extend', videoUrl };
	const run = await runVidu({ isNew: true, items: [leaves(made)], parameters });
	expect(errorOf(run)).toBe('');
	expect(paramsOf(gateway)[1].video_url).toBe(made.videoUrl);
});

test('Text to Video feeds Extend with nothing to set', async () => {
	const gateway = await openGateway();
	const run = await startWorkflow(
		{
			nodes: [
				plainNode('n8n-nodes-base.manualTrigger', 'Trigger'),
				viduNode({ prompt: 'a kite', options: QUICK }),
				viduNode({ operation: 'extend', options: QUICK }, { name: 'Extend' }),
			],
			connections: inARow('Trigger', 'Vidu', 'Extend'),
		},
		{ credentials: { apiKey: KEY, baseUrl: `${gateway.baseUrl}///` } },
	).finished;
	const [first] = jsonOf(run);
	const [second] = paramsOf(gateway).slice(1);
	expect(second).toMatchObject({ video_url: first.videoUrl, resolution: '720p', duration: 5 });
	expect(second).not.toHaveProperty('prompt');
	expect(outputOf(run, 'Extend')[0].json).toMatchObject({
		status: 'completed',
		model: 'viduq2_pro_extend',
		...{ duration: 5, resolution: '720p', credits: expect.any(Number) },
	});
});
