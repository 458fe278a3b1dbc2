/** What makes a scene another purchase, and what does not? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { NO_IMAGES } from '../../../nodes/Vidu/input/images';
import type { ItemRequest } from '../../../nodes/Vidu/input/request';
import { purchaseOf } from '../../../nodes/Vidu/input/videoJob';
import { extendModels } from '../../../nodes/Vidu/models/extendModels';
import type { PreviousScene } from '../../../nodes/Vidu/tasks/job';

const context = {
	getInputData: () => [{ json: { title: 'Kite' } }],
} as unknown as IExecuteFunctions;
const call = { run: 0, runNumber: 0, isTool: false, rawParameters: [], parameters: '' };
const request = {
	model: extendModels[0],
	modelId: 'viduq2_pro_extend',
	params: { prompt: 'A kite', duration: 5 },
	overrides: {},
	images: NO_IMAGES,
	raw: ['A kite'] as unknown[],
};

type SceneRequest = ItemRequest & typeof request;
const before: PreviousScene = {
	taskId: 'task-1',
	videoUrl: 'https://files.example/1.mp4?signature=a',
};

const made = (changes: Partial<SceneRequest> = {}, source: PreviousScene | undefined = before) => {
	const { images, raw, ...item } = { ...request, ...changes };
	return purchaseOf(context, 0, call, item, images, { scene: 2, raw, before: source });
};

describe('a scene', () => {
	it('is the same when the URL of what it extends was signed again, and sends the new one', async () => {
		const again = made({}, { ...before, videoUrl: 'https://files.example/1.mp4?signature=b' });
		const { inputDigest, request: digest, parameters } = made();
		expect(again).toMatchObject({
			inputDigest,
			request: digest,
			parameters,
			extendsTask: 'task-1',
		});
		expect((await again.params()).video_url).toMatch(/signature=b$/);
		expect(again.preview().video_url).toMatch(/signature=b$/);
	});

	it('is another one when it extends another task', () => {
		const other = made({}, { ...before, taskId: 'task-2' });
		expect(other.inputDigest).not.toBe(made().inputDigest);
		expect(other.request).not.toBe(made().request);
	});

	it('is another one with another file in the same field', () => {
		const withFile = (digest: string) =>
			made({ images: { ...NO_IMAGES, identity: { images: [digest] }, files: [digest] } });
		expect(withFile('b').inputDigest).not.toBe(withFile('a').inputDigest);
		expect(withFile('b').request).not.toBe(withFile('a').request);
	});

	it('is found by what stands in the editor, whatever an expression gives', () => {
		const other = made({ params: { prompt: 'A kite at noon', duration: 5 } });
		expect(other.inputDigest).toBe(made().inputDigest);
		expect(other.parameters).toBe(made().parameters);
		expect(other.request).not.toBe(made().request);
	});

	it('is found by its request, whatever stands in the editor', () => {
		const other = made({ raw: ['=A {{ "kite" }}'] });
		expect(other.request).toBe(made().request);
		expect(other.inputDigest).not.toBe(made().inputDigest);
		expect(other.parameters).not.toBe(made().parameters);
	});
});
