import type { IDataObject, INode } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { invokeAsTool } from './tool';
import { openGateway, QUICK } from './vidu';

const given = { prompt: "={{ $fromAI('prompt') }}", options: QUICK } as INode['parameters'];
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

describe('as a tool of an AI agent', () => {
	test('the answer has the URL', async () => {
		const gateway = await openGateway();
		const tool = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl);
		const answer = JSON.parse(await tool({ prompt: 'kite' })) as IDataObject[];
		expect(answer[0]).toMatchObject({
			status: 'completed',
			videoUrl: expect.stringMatching(/^http/),
		});
		expect(gateway.counts.creates).toBe(1);
	});

	test('two calls with the same prompt are two videos, one after the other and side by side', async () => {
		const gateway = await openGateway();
		const tool = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl);
		await tool({ prompt: 'kite' });
		await tool({ prompt: 'kite' });
		await Promise.all([tool({ prompt: 'kite' }), tool({ prompt: 'kite' })]);
		expect(gateway.counts.creates).toBe(4);
	});

	test('two agents that share an execution, and so a run number, are told apart', async () => {
		const gateway = await openGateway();
		const shared = {};
		const one = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl, shared);
		const other = invokeAsTool(new Vidu(), { parameters: given }, gateway.baseUrl, shared);
		await Promise.all([one({ prompt: 'kite' }), other({ prompt: 'kite' })]);
		await other({ prompt: 'kite' });
		expect(gateway.counts.creates).toBe(3);
	});

	test.each([
		[{ operation: 'imageToVideo' }, /^Item 0: Image, input data field "data", cannot be read: /],
		[
			{ operation: 'extend', videoUrl: 'https://a.example/a.mp4', endFrameSource: 'binary' },
			/^Item 0: End Frame, input data field "data", cannot be read: /,
		],
		[
			{ operation: 'referenceToVideo', model: 'viduq1_i2v_reference' },
			/field `data`, cannot be read: /,
		],
	])(
		'a picture from a file of the item (%j), which an agent cannot hand over, is refused in words',
		async (more, start) => {
			const gateway = await openGateway();
			const parameters = { resource: 'video', ...given, ...more } as INode['parameters'];
			const tool = invokeAsTool(new Vidu(), { parameters }, gateway.baseUrl);
			const said = await tool({ prompt: 'kite' }).catch(({ message }: Error) => message);
			expect(said).toMatch(start);
			expect(said).toMatch(
				/An AI agent cannot hand over files: choose URL instead of Input Data Field/,
			);
			expect(said).not.toMatch(/undefined/);
			expect(gateway.counts.createRequests).toBe(0);
		},
	);

	test('Retry On Fail, which gives a tool a new run number at each try, buys nothing twice', async () => {
		const gateway = await openGateway({ taskSeconds: 1.5 });
		const parameters = { ...given, options: { ...QUICK, timeout: 1 } } as INode['parameters'];
		const tool = invokeAsTool(new Vidu(), { parameters, ...retrying }, gateway.baseUrl);
		const answers = await Promise.all([tool({ prompt: 'kite' }), tool({ prompt: 'kite' })]);
		const ids = answers.map((answer) => (JSON.parse(answer) as IDataObject[])[0].taskId);
		expect(new Set(ids)).toEqual(new Set(gateway.tasks.keys()));
		expect(gateway.counts.createRequests).toBe(2);
	});

	test('an unclear creation is not repeated by a retry', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
		const tool = invokeAsTool(new Vidu(), { parameters: given, ...retrying }, gateway.baseUrl);
		await expect(tool({ prompt: 'kite' })).rejects.toThrow(/may have been created/);
		expect(gateway.counts.createRequests).toBe(1);
	});

	test('with a download, the agent still gets everything as JSON', async () => {
		const gateway = await openGateway();
		const parameters = { ...given, downloadVideo: true };
		const tool = invokeAsTool(new Vidu(), { parameters }, gateway.baseUrl);
		expect(JSON.parse(await tool({ prompt: 'kite' }))[0].videoUrl).toMatch(/^http/);
	});
});
