/** Is the output item what saved workflows and the next nodes read? */

import { parseTask } from '../../../nodes/Vidu/gateway/parseTask';
import type { Task } from '../../../nodes/Vidu/gateway/parseTask';
import { taskItem } from '../../../nodes/Vidu/output/items';

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
	it('of a completed task has everything that the gateway sent, and the first video', () => {
		const { id, ...rest } = whole;
		const item = taskItem('task-1', whole, 4);
		expect(item).toEqual({
			json: { taskId: id, ...rest, videoUrl: URLS[0] },
			pairedItem: { item: 4 },
		});
		expect(item.json.output).toBe(whole.output);
	});

	it('of a running task has its progress and no video', () => {
		const running: Task = { id: 'task-1', status: 'in_progress', progress: 0, videoUrls: [] };
		expect(taskItem('task-1', running, 0).json).toEqual({
			taskId: 'task-1',
			status: 'in_progress',
			progress: 0,
			videoUrls: [],
		});
		// A preview must not reach the next node as if it were the video.
		const preview: Task = { ...running, videoUrls: URLS };
		expect(taskItem('task-1', preview, 0).json).not.toHaveProperty('videoUrl');
	});

	it('of a completed task has no progress', () => {
		const ended = { ...whole, progress: 0.9 };
		expect(taskItem('task-1', ended, 0).json).not.toHaveProperty('progress');
	});

	it('has no field by which n8n knows a failed item, whatever the gateway sent', () => {
		const bodies = [
			{ id: 'x', status: 'failed', error: { code: 8020099, message: 'no' } },
			{ id: 'x', status: 'failed', error: 'no' },
			{ id: 'x', status: 'completed', error: 'but' },
			{ data: { id: 'x', status: 'done', error: {} }, status: { code: 200, message: 'error' } },
		];
		for (const body of bodies) {
			const parsed = parseTask(body);
			if (!('task' in parsed)) throw new Error('No task');
			const item = taskItem('x', parsed.task, 0);
			expect(Object.keys(item).sort()).toEqual(['json', 'pairedItem']);
			expect(Object.keys(item.json)).not.toContain('error');
			expect(item.json.status).toBe(parsed.task.status);
		}
	});

	it('begins with the video, and has what was asked for, the cost and the expiry of the link', () => {
		const url = 'https://files.example/1.mp4?Expires=1800000000&Signature=x';
		const task: Task = { ...whole, videoUrls: [url], usage: { cost: '0.15' } };
		const asked = { prompt: 'a', duration: 5, resolution: '720p', isExtension: false };
		const { json } = taskItem('task-1', task, 0, { asked });
		expect(Object.keys(json).slice(0, 3)).toEqual(['videoUrl', 'status', 'taskId']);
		expect(json).toMatchObject({
			...{ prompt: 'a', duration: 5, resolution: '720p', cost: 0.15, currency: 'USD' },
			expiresAt: '2027-01-15T08:00:00.000Z',
		});
		expect(json).not.toHaveProperty('aspectRatio');
		expect(json).not.toHaveProperty('credits');
	});

	it('of a story has an entry for each scene, and what all of them cost', () => {
		const of = (usage: object): Task => ({ ...whole, usage });
		const scenes = [of({ cost: '0.15' }), of({ credits: 20 }), of({ credits: 30 })];
		const steps = scenes.map((task, index) => {
			const scene = index + 1;
			return { scene, taskId: `t${scene}`, model: 'm', sent: { prompt: 'p', duration: 5 }, task };
		});
		const { json } = taskItem('t3', scenes[2], 0, { steps });
		expect(json).toMatchObject({ cost: 0.15, currency: 'USD', credits: 50 });
		expect((json.steps as object[])[1]).toEqual({
			...{ scene: 2, videoUrl: URLS[0], status: 'completed', taskId: 't2', model: 'm' },
			...{ prompt: 'p', duration: 5, credits: 20, usage: { credits: 20 } },
		});
		// A sum of some scenes would be taken for that of all.
		const unknown = [...steps.slice(0, 2), { ...steps[2], task: of({}) }];
		expect(taskItem('t3', scenes[2], 0, { steps: unknown }).json).not.toHaveProperty('cost');
	});

	it('of a failed task that was polled says why', () => {
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

	it('is the same after n8n saved it', () => {
		const item = taskItem('task-1', { ...whole, model: undefined, usage: undefined }, 0);
		expect(JSON.parse(JSON.stringify(item))).toStrictEqual(item);
	});
});
