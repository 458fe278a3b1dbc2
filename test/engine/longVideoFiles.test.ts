import type { IDataObject } from 'n8n-workflow';

import { outputOf } from './run';
import { story, tasksOf } from './stories';
import { openGateway, QUICK, runVidu } from './vidu';

describe('the files', () => {
	const parameters = (options: IDataObject) =>
		story(['a', 'b', 'c'], { downloadVideo: true, options: { ...QUICK, ...options } });

	test('are the last result only', async () => {
		await openGateway();
		const [item] = outputOf(await runVidu({ parameters: parameters({}) }), 'Vidu');
		expect(Object.keys(item.binary ?? {})).toEqual(['data']);
		expect(item.binary?.data.fileName).toBe(`vidu-${String(item.json.taskId)}.mp4`);
	});

	test('are those of each scene, where they are wanted', async () => {
		await openGateway();
		const options = { downloadParts: true, fileName: 'my story.mp4' };
		const [item] = outputOf(await runVidu({ parameters: parameters(options) }), 'Vidu');
		const names = Object.entries(item.binary ?? {}).map(([field, { fileName }]) => [
			field,
			fileName,
		]);
		expect(names).toEqual([
			['data', 'my story.mp4'],
			['data_scene_1', 'my story-scene-1.mp4'],
			['data_scene_2', 'my story-scene-2.mp4'],
		]);
	});

	test('that cannot be fetched are said, and the others are there', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind, taskId }) =>
			kind === 'file' && taskId === tasksOf(gateway)[1].id
				? { type: 'status', status: 404 }
				: undefined;
		const run = await runVidu({ parameters: parameters({ downloadParts: true }) });
		const [item] = outputOf(run, 'Vidu');
		expect(Object.keys(item.binary ?? {})).toEqual(['data', 'data_scene_1']);
		expect(item.json.downloadError).toContain(tasksOf(gateway)[1].id);
	});
});
