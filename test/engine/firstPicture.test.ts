/** A picture, the first time: which file a field means, and what is said where it means none. */

import type { IDataObject } from 'n8n-workflow';

import { itemWith, paramsOf, uriOf } from './images';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

const IMAGE = { operation: 'imageToVideo' };
const FRAMES = { operation: 'startEndToVideo' };
const EXTEND = {
	operation: 'extend',
	videoUrl: 'https://example.com/a.mp4',
	endFrameSource: 'binary',
};
const LIST = { operation: 'referenceToVideo', referenceToVideoModel: 'viduq3_i2v_reference' };
const subjects = (...names: string[]): IDataObject => ({
	operation: 'referenceToVideo',
	prompt: names.map((name) => `@${name}`).join(' '),
	subjects: { subject: names.map((name) => ({ name })) },
});

type Files = Record<string, string | Buffer>;
const FORM: Files = { Product_photo: '320x180' };

async function run(parameters: IDataObject, files: Files, json: IDataObject = {}) {
	const gateway = await openGateway({ taskSeconds: 0 });
	const ended = await runVidu({ items: [await itemWith(files, json)], parameters });
	return {
		error: errorOf(ended),
		hints: JSON.stringify(ended.data.resultData.runData.Vidu[0].hints ?? []),
		sent: paramsOf(gateway),
		output: jsonOf(ended),
		requests: gateway.requests.length,
	};
}

describe('an untouched name', () => {
	test.each<[string, IDataObject]>([
		['Image to Video', IMAGE],
		['Extend', EXTEND],
		['references', LIST],
		['one subject', subjects('hero')],
		[
			'a story',
			{ operation: 'longVideo', startFrom: 'image', scenes: { scene: [{ prompt: 'a' }] } },
		],
	])('stands for the only file, and a hint says so: %s', async (_what, parameters) => {
		const { error, sent, hints } = await run(parameters, FORM);
		expect(error).toBe('');
		expect(JSON.stringify(sent)).toContain(uriOf('320x180'));
		expect(hints).toMatch(/the node took .*Product_photo/);
	});

	test('means the file of that name wherever there is one', async () => {
		const { sent, hints } = await run(IMAGE, { ...FORM, data: '300x300' });
		expect(sent).toMatchObject([{ images: [uriOf('300x300')] }]);
		expect(hints).not.toMatch(/the node took/);
	});

	test.each<[string, IDataObject, Files, RegExp]>([
		['two files', IMAGE, { a: '99x99', b: '99x99' }, /no file "data"\. It has "a" and "b": enter/],
		[
			'a file that is no image',
			IMAGE,
			{ list: Buffer.from('%PDF-1.7') },
			/"list".*PNG, JPEG or WebP/,
		],
		[
			'two frames',
			FRAMES,
			FORM,
			/no file "data"\. It has "Product_photo": enter that name in Start/,
		],
		['two subjects', subjects('a', 'b'), FORM, /no file "data"\. It has "Product_photo"/],
		[
			'another name',
			{ ...IMAGE, imageField: 'photo' },
			FORM,
			/no file "photo"\. It has "Product_photo"/,
		],
	])('is refused for %s', async (_what, parameters, files, message) => {
		const { error, requests } = await run(parameters, files);
		expect(error).toMatch(message);
		expect(requests).toBe(0);
	});
});

describe('an end frame', () => {
	test('that nobody named is refused in words', async () => {
		const { error, requests } = await run(FRAMES, { data: '320x180' });
		expect(error).toMatch(
			/End Frame is empty\. The input has "data": enter that name in End Frame\./,
		);
		expect(requests).toBe(0);
	});

	test('that is the start frame is a hint', async () => {
		const { error, hints, sent } = await run(
			{ ...FRAMES, endFrameField: 'data' },
			{ data: '320x180' },
		);
		expect(error).toBe('');
		expect(sent).toHaveLength(1);
		expect(hints).toMatch(/the same picture/);
	});
});

describe('an expression that gives a file', () => {
	const files = { ...FORM, other: '300x300' };

	test.each([
		'={{ $binary.Product_photo }}',
		'={{$binary.Product_photo}}',
		'={{ $binary["Product_photo"] }}',
	])('%s means the file of that name', async (imageField) => {
		const { error, sent } = await run({ ...IMAGE, imageField }, files);
		expect(error).toBe('');
		expect(sent).toMatchObject([{ images: [uriOf('320x180')] }]);
	});

	test.each<[string, IDataObject]>([
		['a list', { ...LIST, referenceFields: '={{ $binary.Product_photo }}' }],
		[
			'a subject',
			{
				...subjects('a'),
				subjects: { subject: [{ name: 'a', imageFields: '={{ $binary.Product_photo }}' }] },
			},
		],
	])('means the file of that name in %s, too', async (_where, parameters) => {
		const { error, sent } = await run(parameters, files);
		expect(error).toBe('');
		expect(JSON.stringify(sent)).toContain(uriOf('320x180'));
	});

	test.each(['={{ $json.photo }}', '={{ ({ a: 1 }) }}', '={{ $binary.none ?? { a: 1 } }}'])(
		'%s is refused as an object, and the files are named',
		async (imageField) => {
			const { error, requests } = await run({ ...IMAGE, imageField }, FORM, { photo: { a: 1 } });
			expect(error).toMatch(
				/Image File must be the name of a file, but is an object\. .*"Product_photo"/,
			);
			expect(requests).toBe(0);
		},
	);

	test('after a text, as n8n drops it there, is refused with the name to enter', async () => {
		const imageField = '=data {{ $binary.Product_photo }}';
		const { error } = await run({ ...IMAGE, imageField }, FORM);
		expect(error).toMatch(/no file "data \[object Object\]"\. It has "Product_photo": enter/);
	});
});

describe('a subject', () => {
	test('that the prompt does not mention is refused before anything is bought', async () => {
		const { error, requests } = await run({ ...subjects('hero'), prompt: 'a kite' }, FORM);
		expect(error).toMatch(/The prompt mentions no subject\. Write @hero where it should appear/);
		expect(requests).toBe(0);
	});

	const voiced: IDataObject = {
		operation: 'referenceToVideo',
		subjects: { subject: [{ name: 'a', voiceId: 'calm' }] },
		prompt: '@a',
	};

	test('with a voice is refused while Audio is off', async () => {
		const { error, requests } = await run(voiced, FORM);
		expect(error).toMatch(/Voice ID needs Audio: turn on Audio/);
		expect(requests).toBe(0);
	});

	test('is sent with its voice while Audio is on', async () => {
		const { sent } = await run({ ...voiced, additionalFields: { audio: true } }, FORM);
		expect(sent).toMatchObject([{ audio: true, subjects: [{ id: 'a', voice_id: 'calm' }] }]);
	});
});

describe('a field with one choice', () => {
	const Q1 = { textToVideoModel: 'viduq1_text2video' };
	const byExpression = { textToVideoModel: '={{ "viduq1_text2video" }}' };

	test('is sent, though it is not shown', async () => {
		const { sent } = await run({ ...Q1, duration: 8, resolution: '720p' }, {});
		expect(sent).toMatchObject([{ duration: 5, resolution: '1080p' }]);
	});

	test.each([
		[
			{ ...byExpression, resolution: '720p' },
			/Resolution must be 1080p for Vidu Q1, but is "720p"/,
		],
		[{ ...byExpression, duration: 8, resolution: '1080p' }, /Duration.* must be 5 for Vidu Q1/],
	])(
		'is refused with another value where an expression chooses the model',
		async (parameters, message) => {
			const { error, requests } = await run(parameters, {});
			expect(error).toMatch(message);
			expect(requests).toBe(0);
		},
	);
});

test.each<[string, IDataObject, RegExp]>([
	[
		'imageSource',
		{ ...IMAGE, imageSource: '={{ "file" }}' },
		/Image From "file" .*Choose File or URL/,
	],
	['endFrameSource', { ...EXTEND, endFrameSource: '={{ "file" }}' }, /End Frame From "file"/],
	['referenceSource', { ...LIST, referenceSource: '={{ 1 }}' }, /Reference Images From "1"/],
	[
		'videoSource',
		{ ...EXTEND, videoSource: '={{ "id" }}' },
		/Video Source "id" .*Choose URL or Creation/,
	],
	['onTimeout', { options: { onTimeout: '={{ "wait" }}' } }, /On Timeout "wait" .*Fail the Row or/],
])(
	'%s with another value from an expression is refused with the choices',
	async (_f, parameters, said) => {
		const { error, requests } = await run(parameters, { data: '320x180' });
		expect(error).toMatch(said);
		expect(requests).toBe(0);
	},
);
