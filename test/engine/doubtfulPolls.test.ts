/** An end that is not clearly that of the task: nothing is bought again, and no picture is extended. */

import type { IDataObject } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { DOUBTFUL_ENDS } from '../property/doubts';
import { idIn, SCENES, story, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

const COVER = 'https://elsewhere.example/cover.png';

/** Answers polls of a task with a body, in the place of the true one. */
function answerPolls(gateway: Gateway, bodyOf: (taskId: string, n: number) => object | undefined) {
	gateway.faults = ({ kind, taskId = '', n }) => {
		const body = kind === 'poll' ? bodyOf(taskId, n) : undefined;
		return body && { type: 'status', status: 200, body };
	};
}

const options = { ...QUICK, pollInterval: 5, timeout: 600 };
const retrying = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

test('nothing is bought again where no answer proves that the task failed', async () => {
	const gateway = await openGateway();
	const prompts = DOUBTFUL_ENDS.map((_, index) => ({ p: `kite ${index}` }));
	answerPolls(gateway, (taskId) => {
		const prompt = String(gateway.tasks.get(taskId)?.params.prompt);
		return DOUBTFUL_ENDS[Number(prompt.split(' ')[1])](taskId);
	});
	const run = await runVidu({
		items: prompts,
		parameters: { prompt: '={{ $json.p }}', options: { ...options, maxConcurrency: 30 } },
		node: { ...retrying, onError: 'continueRegularOutput' },
	});
	const said = jsonOf(run).map(({ error }) => String(error));
	expect(said.filter((one) => !/could not be checked/.test(one))).toEqual([]);
	for (const { id } of tasksOf(gateway)) expect(said.join()).toContain(id);
	expect(said[1]).toContain('upstream timeout');
	expect(gateway.counts.createRequests).toBe(DOUBTFUL_ENDS.length);
});

test('a story is bought once, and extends no picture, whatever comes first', async () => {
	const gateway = await openGateway();
	answerPolls(gateway, (taskId, n) => DOUBTFUL_ENDS[n % (DOUBTFUL_ENDS.length + 3)]?.(taskId));
	const scenes = SCENES.slice(0, 2);
	const run = await runVidu({ parameters: story(scenes, { options }), node: retrying });
	const ids = tasksOf(gateway).map(({ id }) => id);
	expect(jsonOf(run)[0]).toMatchObject({ taskId: ids[1], videoUrl: expect.stringMatching(/mp4/) });
	expect(gateway.counts.createRequests).toBe(2);
	expect(tasksOf(gateway).map(({ params }) => idIn(params.video_url))).toEqual(['', ids[0]]);
});

test('a video that comes after a cover, and after a while, is the video', async () => {
	const gateway = await openGateway();
	const content = [{ type: 'image', url: COVER }, { url: COVER }];
	const video = { type: 'video', url: 'files/1.mp4?signature=a' };
	answerPolls(gateway, (id, n) => ({
		id,
		status: 'completed',
		output: [{ content: n < 2 ? content : [...content, video] }],
	}));
	const [item] = jsonOf(await runVidu({ parameters: { options } }));
	// A relative URL is one of the gateway's.
	const videoUrl = `${gateway.baseUrl}/files/1.mp4?signature=a`;
	expect(item).toMatchObject({ status: 'completed', videoUrl, videoUrls: [videoUrl] });
	expect(item.output).toEqual([{ content: [...content, video] }]);
});

test('a file at a relative URL is fetched without the key', async () => {
	const gateway = await openGateway();
	const output = [{ type: 'video', url: '/files/1.mp4' }];
	answerPolls(gateway, (id) => ({ id, status: 'completed', output }));
	const run = await runVidu({ parameters: { options, downloadVideo: true } });
	expect(jsonOf(run)[0].downloadError).toMatch(/files\/1\.mp4/);
	const fetched = gateway.requests.filter(({ path }) => path.startsWith('/files/'));
	expect(fetched.length).toBeGreaterThan(0);
	expect(fetched.every(({ key }) => key === undefined)).toBe(true);
});

describe('Task: Get and Task: Wait', () => {
	const of = async (operation: string, body: IDataObject) => {
		const gateway = await openGateway();
		answerPolls(gateway, () => body);
		const parameters = { resource: 'task', operation, taskId: 'task-1', options };
		return await runVidu({ parameters });
	};
	const WITHOUT_ID = { status: 'failed', message: 'upstream timeout' };

	test.each(['get', 'wait'])('%s says that a failure without an ID proves nothing', async (one) => {
		const said = errorOf(await of(one, WITHOUT_ID));
		expect(said).toMatch(/task task-1: The task could not be checked: .*upstream timeout/);
		expect(said).not.toContain('The task failed');
	});

	test('get shows a failed status check as it is', async () => {
		const error = { code: '008020098', error_message: 'try later' };
		const [item] = jsonOf(await of('get', { id: 'task-1', status: 'failed', error }));
		expect(item).toMatchObject({ status: 'failed', errorCode: '008020098' });
	});

	test('get shows a task without a video as it is', async () => {
		const [item] = jsonOf(await of('get', { id: 'task-1', status: 'completed', output: [] }));
		expect(item).toMatchObject({ taskId: 'task-1', status: 'completed', videoUrls: [] });
	});

	test('wait takes a failure for one when it names the task', async () => {
		const said = errorOf(await of('wait', { task_id: 'task-1', ...WITHOUT_ID }));
		expect(said).toContain('The task failed');
	});
});
