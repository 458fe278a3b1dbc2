import { outputOf } from './run';
import { jsonOf, openGateway, runVidu } from './vidu';

const paramsOf = (gateway: Awaited<ReturnType<typeof openGateway>>) =>
	[...gateway.tasks.values()].map(({ params }) => params);

describe('Text to Video', () => {
	test('gives the documented fields of the task, one item for each input item, paired', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: { prompt: '={{ $json.text }}' },
			items: [{ text: 'a kite' }, { text: 'a boat' }, { text: 'a fox' }],
		});
		const items = outputOf(run, 'Vidu');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		const prompts = items.map(({ json }) => gateway.tasks.get(String(json.taskId))?.params.prompt);
		expect(prompts).toEqual(['a kite', 'a boat', 'a fox']);
		const [{ json }] = items;
		expect(Object.keys(json)).toEqual([
			...['videoUrl', 'status', 'taskId', 'model', 'prompt', 'duration', 'resolution'],
			...['aspectRatio', 'cost', 'currency', 'createdAt', 'videoUrls', 'expiresAt'],
			...['output', 'usage', 'metadata'],
		]);
		expect(json.status).toBe('completed');
		expect(json.videoUrls).toEqual([json.videoUrl]);
		expect(new Date(String(json.createdAt)).toISOString()).toBe(json.createdAt);
		expect((await fetch(String(json.videoUrl))).headers.get('content-type')).toBe('video/mp4');
	});

	test('sends the main fields as they stand, and nothing that was not added', async () => {
		const gateway = await openGateway();
		await runVidu();
		expect(gateway.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(paramsOf(gateway)[0]).toMatchObject({
			prompt: 'a kite',
			duration: 5,
			aspect_ratio: '16:9',
		});
		const sent: unknown[] = [];
		gateway.faults = ({ kind, body }) => {
			if (kind === 'create') sent.push(body);
			return undefined;
		};
		await runVidu({
			parameters: {
				duration: '={{ "8" }}',
				additionalFields: {
					seed: 7,
					watermark: true,
					wmPosition: 1,
					wmUrl: '',
					metaData: '={{ ({a: 1}) }}',
				},
			},
		});
		expect(sent).toEqual([
			{
				model: 'viduq2_pro_fast_text2video',
				input: [
					{
						params: {
							prompt: 'a kite',
							duration: 8,
							aspect_ratio: '16:9',
							resolution: '720p',
							seed: 7,
							watermark: true,
							wm_position: 1,
							meta_data: '{"a":1}',
						},
					},
				],
			},
		]);
	});

	test('sends what a model documents, and never what only another one does', async () => {
		const gateway = await openGateway();
		const additionalFields = { style: 'anime', movementAmplitude: 'small', bgm: true };
		await runVidu({
			parameters: { textToVideoModel: 'viduq1_text2video', resolution: '1080p', additionalFields },
		});
		await runVidu({
			parameters: { textToVideoModel: 'viduq2_text2video', duration: 10, additionalFields },
		});
		const [q1, q2] = paramsOf(gateway);
		expect(q1).toMatchObject({ style: 'anime', movement_amplitude: 'small', bgm: true });
		expect(q2).toMatchObject({ duration: 10, bgm: true });
		expect(q2).not.toHaveProperty('style');
		expect(q2).not.toHaveProperty('movement_amplitude');
	});

	test('lays the parameters of a custom model over the fields, unchecked', async () => {
		const gateway = await openGateway();
		const sent: unknown[] = [];
		gateway.faults = ({ kind, body }) => {
			if (kind === 'create') sent.push(body);
			return undefined;
		};
		const run = await runVidu({
			parameters: {
				textToVideoModel: 'custom',
				customModelId: 'viduq3_pro_text2video',
				customParameters: '{"duration": 16, "audio": true, "aspect_ratio": null}',
			},
		});
		expect(sent).toEqual([
			{
				model: 'viduq3_pro_text2video',
				input: [{ params: { prompt: 'a kite', duration: 16, resolution: '720p', audio: true } }],
			},
		]);
		expect(jsonOf(run)[0].model).toBe('viduq3_pro_text2video');
	});
});
