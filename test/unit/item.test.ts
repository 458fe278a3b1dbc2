/** Is the output item what saved workflows and the nodes behind read? Form: issue 2, "Output". */

import { parseTask } from '../../nodes/Vidu/gateway/parseTask';
import type { Task } from '../../nodes/Vidu/gateway/parseTask';
import { taskItem } from '../../nodes/Vidu/output/items';

const URLS = ['https://files.example/1.mp4', 'https://files.example/2.mp4'];

const whole: Task = {
	id: 'task-1',
	status: 'completed',
	model: 'viduq2_text2video',
	createdAt: '2024-03-09T16:00:00.000Z',
	videoUrls: URLS,
	output: [{ content: URLS.map((url) => ({ type: 'video', url, error: null })) }],
	usage: { cost: '', discount: null },
	metadata: null,
};

describe('an item', () => {
	it('of a finished task has everything, with the first video in front', () => {
		const { id, ...rest } = whole;
		expect(taskItem('task-1', whole, 4)).toEqual({
			json: { taskId: id, ...rest, videoUrl: URLS[0] },
			pairedItem: { item: 4 },
		});
	});

	it('has what the gateway sent, unchanged', () => {
		const { json } = taskItem('task-1', whole, 0);
		expect(json.output).toBe(whole.output);
		expect(json.usage).toBe(whole.usage);
		expect(json.metadata).toBeNull();
	});

	it('of a running task has its progress and no video', () => {
		const running: Task = { id: 'task-1', status: 'in_progress', progress: 0, videoUrls: [] };
		expect(taskItem('task-1', running, 0).json).toEqual({
			taskId: 'task-1',
			status: 'in_progress',
			progress: 0,
			videoUrls: [],
		});
		// A gateway that shows a preview must not feed it to the node behind as if it were the video.
		const preview: Task = { ...running, videoUrls: URLS };
		expect(taskItem('task-1', preview, 0).json).not.toHaveProperty('videoUrl');
	});

	it('of a task that ended has no progress left over', () => {
		const ended = { ...whole, progress: 0.9 };
		expect(taskItem('task-1', ended, 0).json).not.toHaveProperty('progress');
	});

	it('has no key that n8n would take for a failure, whatever the gateway sent', () => {
		const bodies = [
			{ id: 'x', status: 'failed', error: { code: 8020099, message: 'no' } },
			{ id: 'x', status: 'failed', error: 'no' },
			{ id: 'x', status: 'completed', error: 'but' },
			{ data: { id: 'x', status: 'done', error: {} }, status: { code: 200, message: 'error' } },
		];
		for (const body of bodies) {
			const reading = parseTask(body);
			if (!('task' in reading)) throw new Error('No task');
			const item = taskItem('x', reading.task, 0);
			expect(Object.keys(item).sort()).toEqual(['json', 'pairedItem']);
			expect(Object.keys(item.json)).not.toContain('error');
			expect(item.json.status).toBe(reading.task.status);
		}
	});

	it('of a failed task that was looked at says why', () => {
		const failed: Task = {
			id: 'x',
			status: 'failed',
			videoUrls: [],
			failure: { code: '008020099', message: 'no' },
		};
		expect(taskItem('x', failed, 0).json).toMatchObject({
			status: 'failed',
			errorCode: '008020099',
			errorMessage: 'no',
		});
	});

	it('goes through n8n’s storage as it is', () => {
		const item = taskItem('task-1', { ...whole, model: undefined, usage: undefined }, 0);
		expect(JSON.parse(JSON.stringify(item))).toStrictEqual(item);
	});
});
