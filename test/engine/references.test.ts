import type { IDataObject } from 'n8n-workflow';

import { bodiesOf, itemWith, uriOf } from './images';
import { errorOf, openGateway, runVidu } from './vidu';

const pictures = { anna: '300x300', dog: '300x200' };

/** Runs Reference to Video with subjects of the given IDs, each with the picture of that name. */
async function refer(parameters: IDataObject, ...ids: string[]) {
	const gateway = await openGateway({ taskSeconds: 0 });
	const subject = ids.map((id) => ({ id, imageFields: id.replace(/^@/, '') || 'dog' }));
	const run = await runVidu({
		items: [await itemWith(pictures)],
		parameters: { operation: 'referenceToVideo', subjects: { subject }, ...parameters },
	});
	const hints = JSON.stringify(run.data.resultData.runData.Vidu[0].hints ?? []);
	return { gateway, error: errorOf(run), hints, bodies: bodiesOf(gateway) };
}

describe('the prompt and the subjects', () => {
	test('a subject that the prompt never names is a hint, and the video is bought', async () => {
		const { bodies, error, hints } = await refer({ prompt: '@anna runs' }, 'anna', 'dog');
		expect(error).toBe('');
		expect(bodies).toHaveLength(1);
		expect(hints).toMatch(/Item 0: The prompt never names the subject .*dog.* Write @dog/);
		expect(hints).not.toMatch(/the subject \W*anna/);
	});

	test('when it names all of them there is no such hint', async () => {
		const { error, hints } = await refer({ prompt: '@anna runs, @dog waits.' }, 'anna', 'dog');
		expect([error, /never names/.test(hints)]).toEqual(['', false]);
	});

	test.each([
		['@ana runs', /Item 0: The prompt names @ana, but no subject has that ID \(@anna, @dog\)/],
		['@annabel and @dog', /names @annabel, but/],
		['@anna, @cat, @bird and @dog', /names @cat, @bird, but/],
	])(
		'"%s" names a subject that there is not: refused before it is bought',
		async (prompt, said) => {
			const { error, gateway } = await refer({ prompt }, 'anna', 'dog');
			expect(error).toMatch(said);
			expect(gateway.requests).toEqual([]);
		},
	);

	test('an address of an e-mail names nobody', async () => {
		const { error, bodies } = await refer({ prompt: '@anna writes to me@example.com' }, 'anna');
		expect([error, bodies.length]).toEqual(['', 1]);
	});

	test.each([
		['without an ID', ['anna', ''], /Item 0: Subject 2 has no ID/],
		['twice', ['dog', 'dog'], /Item 0: Subject "dog" is there twice/],
	])('a subject %s is refused', async (_what, ids, said) => {
		const { error, gateway } = await refer({ prompt: 'a walk' }, ...ids);
		expect(error).toMatch(said);
		expect(gateway.requests).toEqual([]);
	});

	test('the files of a subject come from a list that an expression gives', async () => {
		const subject = [{ id: 'anna', imageFields: "={{ ['anna', 'dog'] }}" }];
		const { bodies } = await refer({ prompt: '@anna runs', subjects: { subject } });
		const images = Object.values(pictures).map(uriOf);
		expect(bodies).toMatchObject([{ input: [{ params: { subjects: [{ id: 'anna', images }] } }] }]);
	});

	test('an ID with the sign before it is the same ID', async () => {
		const { bodies, hints } = await refer({ prompt: '@anna runs' }, '@anna');
		expect(bodies).toMatchObject([{ input: [{ params: { subjects: [{ id: 'anna' }] } }] }]);
		expect(hints).not.toMatch(/never names/);
	});
});

describe('a custom model', () => {
	const custom = { model: 'custom', customModelId: 'vidu_q9', prompt: 'a kite' };
	const main = { duration: 5, resolution: '720p' };
	const url = 'https://example.com/a.png';
	const clip = 'https://example.com/a.mp4';

	/** What was sent for an item with a picture in the field `data`. */
	async function send(operation: string, parameters: IDataObject, customParameters: IDataObject) {
		const gateway = await openGateway({ taskSeconds: 0 });
		// Nobody knows the model: what counts is what it is sent.
		gateway.faults = ({ kind }) =>
			kind === 'create' ? { type: 'status', status: 402, body: { message: 'no' } } : undefined;
		await runVidu({
			items: [await itemWith({ data: '300x300' })],
			parameters: {
				operation,
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
	const oneSubject = { subjects: { subject: [{ id: 'a', imageFields: 'data' }] }, prompt: '@a' };

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
			'videos beside images under Custom Parameters',
			'referenceToVideo',
			{ videoUrls: clip },
			{ images: [url] },
			{ ...wide, images: [url], videos: [clip] },
		],
		[
			'videos beside subjects',
			'referenceToVideo',
			{ ...oneSubject, videoUrls: clip },
			{},
			{ ...wide, prompt: '@a', subjects: [{ id: 'a', images: inline }], videos: [clip] },
		],
	])('%s: %s, %j with %j', async (_what, operation, parameters, customParameters, sent) => {
		expect(await send(operation, parameters, customParameters)).toEqual(sent);
	});
});
