/** Reference to Video: subjects and the prompt, and what a custom model is sent. */

import type { IDataObject } from 'n8n-workflow';

import { bodiesOf, itemWith, uriOf } from './images';
import { errorOf, openGateway, runVidu } from './vidu';

const pictures = { anna: '300x300', dog: '300x200' };

/** Runs Reference to Video with subjects of the given names, each with the image of that name. */
async function refer(parameters: IDataObject, ...names: string[]) {
	const gateway = await openGateway({ taskSeconds: 0 });
	const subject = names.map((name) => ({ name, imageFields: name.replace(/^@/, '') || 'dog' }));
	const run = await runVidu({
		items: [await itemWith(pictures)],
		parameters: { operation: 'referenceToVideo', subjects: { subject }, ...parameters },
	});
	const hints = JSON.stringify(run.data.resultData.runData.Vidu[0].hints ?? []);
	return { gateway, error: errorOf(run), hints, bodies: bodiesOf(gateway) };
}

describe('a prompt', () => {
	test('that does not mention a subject gets a hint, and the video is bought', async () => {
		const { bodies, error, hints } = await refer({ prompt: '@anna runs' }, 'anna', 'dog');
		expect(error).toBe('');
		expect(bodies).toHaveLength(1);
		expect(hints).toMatch(/Write @dog/);
		expect(hints).not.toMatch(/Write @anna/);
	});

	test('that mentions all subjects gets no hint', async () => {
		const { error, hints } = await refer({ prompt: '@anna runs, @dog waits.' }, 'anna', 'dog');
		expect([error, /Write @/.test(hints)]).toEqual(['', false]);
	});

	test('that mentions an unknown subject is refused before anything is bought', async () => {
		const { error, gateway } = await refer({ prompt: '@anna, @cat and @bird' }, 'anna', 'dog');
		expect(error).toMatch(/@cat and @bird.*\(@anna and @dog\)/);
		expect(gateway.requests).toEqual([]);
	});
});

test('the file fields of a subject may be a list from an expression', async () => {
	const subject = [{ name: 'anna', imageFields: "={{ ['anna', 'dog'] }}" }];
	const { bodies } = await refer({ prompt: '@anna runs', subjects: { subject } });
	const images = Object.values(pictures).map(uriOf);
	expect(bodies).toMatchObject([{ input: [{ params: { subjects: [{ id: 'anna', images }] } }] }]);
});

describe('a custom model', () => {
	const custom = { customModelId: 'vidu_q9', prompt: 'a kite' };
	const main = { duration: 5, resolution: '720p' };
	const url = 'https://example.com/a.png';
	const clip = 'https://example.com/a.mp4';

	/** The sent parameters of an item with an image in the field `data`. */
	async function send(operation: string, parameters: IDataObject, customParameters: IDataObject) {
		const gateway = await openGateway({ taskSeconds: 0 });
		// No gateway has this model.
		gateway.faults = ({ kind }) =>
			kind === 'create' ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
		await runVidu({
			items: [await itemWith({ data: '300x300' })],
			parameters: {
				operation,
				[`${operation}Model`]: 'custom',
				...custom,
				...parameters,
				customParameters: JSON.stringify(customParameters),
			},
		});
		const [body] = bodiesOf(gateway) as Array<{ model: string; input: [{ params: object }] }>;
		expect(body.model).toBe('vidu_q9');
		return body.input[0].params;
	}
	const inline = [uriOf('300x300')];
	const wide = { ...main, aspect_ratio: '16:9', prompt: 'a kite' };
	const subjects = [{ id: 'a', images: [url] }];
	const oneSubject = { subjects: { subject: [{ name: 'a', imageFields: 'data' }] }, prompt: '@a' };

	test.each<[string, string, IDataObject, IDataObject, object]>([
		['its fields', 'imageToVideo', {}, {}, { ...main, prompt: 'a kite', images: inline }],
		[
			'images',
			'imageToVideo',
			{ imageField: 'nothing' },
			{ images: [url] },
			{ ...main, prompt: 'a kite', images: [url] },
		],
		[
			'an image under another name',
			'imageToVideo',
			{ imageField: 'nothing' },
			{ images: null, image_url: url, resolution: null },
			{ duration: 5, prompt: 'a kite', image_url: url },
		],
		[
			'frames',
			'startEndToVideo',
			{ startFrameField: 'nothing', endFrameField: 'nothing' },
			{ images: [url, url], duration: 30 },
			{ ...main, prompt: 'a kite', duration: 30, images: [url, url] },
		],
		['a list', 'referenceToVideo', {}, {}, { ...wide, images: inline }],
		[
			'subjects of the fields',
			'referenceToVideo',
			oneSubject,
			{},
			{ ...wide, prompt: '@a', subjects: [{ id: 'a', images: inline }] },
		],
		[
			'subjects',
			'referenceToVideo',
			{ referenceFields: 'nothing' },
			{ subjects },
			{ ...wide, subjects },
		],
		[
			'videos, and images under Custom Parameters',
			'referenceToVideo',
			{ videoUrls: clip },
			{ images: [url] },
			{ ...wide, images: [url], videos: [clip] },
		],
		[
			'videos and subjects',
			'referenceToVideo',
			{ ...oneSubject, videoUrls: clip },
			{},
			{ ...wide, prompt: '@a', subjects: [{ id: 'a', images: inline }], videos: [clip] },
		],
	])('%s: %s, %j with %j', async (_what, operation, parameters, customParameters, sent) => {
		expect(await send(operation, parameters, customParameters)).toEqual(sent);
	});
});
