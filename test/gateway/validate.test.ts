/** Does the gateway take what docs/api documents, and refuse the rest without a purchase? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedModels, type ParameterFacts } from '../apiDocs';
import { CREATE_PATH } from './api';
import {
	bodyOf,
	EXTEND_MODEL,
	FRAME_MODEL,
	FRAMES_MODEL,
	IMAGE_MODEL,
	SUBJECT_MODEL,
	TEXT_MODEL,
} from './client';
import { endFrameProblem } from './imageLimits';
import type { Params } from './index';
import { ask, openInProcess } from './inProcess';
import { pngUri } from './samplePictures';

const PICTURE = pngUri(128, 128);
const ADDRESS = 'https://example.com/a';
const EMOJI = '\u{1F3AC}';
const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

/** The gateway's answer to one creation, `ok` if it buys the task. */
function said(body: string): { message: string; code?: string } {
	const state = openInProcess({});
	const { status, text } = ask(state, { method: 'POST', path: CREATE_PATH }, body);
	const { error } = JSON.parse(text) as { error?: { message: string; code?: string } };
	const { creates, rejectedCreates, createRequests } = state.counts;
	expect(createRequests).toBe(1);
	expect([creates, rejectedCreates, state.tasks.size]).toEqual(error ? [0, 1, 0] : [1, 0, 1]);
	expect(status).toBe(error ? 400 : 200);
	return error ?? { message: 'ok' };
}
const saidTo = (params: Params, model: string) => said(bodyOf(params, model));

/** A request with all that a model needs. */
function least(model: string): Params {
	const { operation, parameters } = documentedModels[model];
	return {
		...(operation === 'extend' && { video_url: ADDRESS }),
		...(parameters.prompt.required && { prompt: 'x' }),
		...(parameters.images?.required && { images: times(parameters.images.minItems ?? 1, PICTURE) }),
		...(parameters.subjects && { subjects: [{ id: 'a', images: [PICTURE] }] }),
	};
}

/** Good and bad values of a documented parameter; nothing is bad where no page of the gateway says so. */
function valuesOf(name: string, facts: ParameterFacts): { good: unknown[]; bad: unknown[] } {
	const { type, allowed, maxCharacters: most, format, minItems = 0, maxItems = 0 } = facts;
	const item = { subjects: { id: 'a', images: [PICTURE] }, videos: ADDRESS }[name] ?? PICTURE;
	const isNumber = type === 'integer';
	const other: Record<string, [good: unknown[], bad: unknown[]]> = {
		webAddress: [[`${ADDRESS}?b=c`], ['', '/done', 'https:/a', 'https://a b/', 'ftp://a/b']],
		json: [
			['{"Label":"mine"}', ''],
			['{', 'Label', {}],
		],
		ratio: [
			['21:9', '2.39:1'],
			['auto', '16x9', '0:1', '16:'],
		],
	};
	const [good, bad] = other[format ?? ''] ?? [[], []];
	const isList = type === 'array';
	return {
		good: [
			...(allowed ?? []),
			...good,
			...(isNumber && !allowed ? [0, -1, 2_147_483_648] : []),
			...(most === undefined ? [] : ['x'.repeat(most), EMOJI.repeat(most)]),
			...(isList ? [times(Math.max(minItems, 1), item), times(maxItems, item)] : []),
		],
		bad:
			facts.source !== 'gateway'
				? []
				: [
						...bad,
						{},
						...(type === 'boolean' ? ['true', 0, null] : []),
						...(isNumber ? [1.5, '5', null, ...(allowed ? beyond(allowed) : [])] : []),
						...(allowed && type === 'string' ? ['other', '360p', 720] : []),
						...(most === undefined ? [] : ['x'.repeat(most + 1), 1]),
						...(isList ? [times(maxItems + 1, item), 'x'] : []),
						...(isList && minItems > 0 ? [times(minItems - 1, item)] : []),
					].filter((value) => !allowed?.includes(value as string)),
	};
}
const beyond = (allowed: unknown[]) => [Number(allowed[0]) - 1, Number(allowed.at(-1)) + 1];

describe.each(Object.entries(documentedModels))('%s', (model, { parameters }) => {
	it('takes what is documented, and nothing that a page of the gateway excludes', () => {
		const base = least(model);
		expect(saidTo(base, model).message).toBe('ok');
		for (const [name, facts] of Object.entries(parameters)) {
			// A megabyte of text, the same for all models: two operations are enough.
			if (name === 'payload' && ![TEXT_MODEL, EXTEND_MODEL].includes(model)) continue;
			const { good, bad } = valuesOf(name, facts);
			for (const value of good) {
				const message = saidTo({ ...base, [name]: value }, model).message;
				expect({ name, value, message }).toEqual({ name, value, message: 'ok' });
			}
			for (const value of bad) {
				const { message } = saidTo({ ...base, [name]: value }, model);
				expect(message).toMatch(new RegExp(`\\b${name}\\b`));
			}
		}
	});
	it('refuses what is no parameter of it, and needs what is required', () => {
		const base = least(model);
		for (const name of ['aspectRatio', 'model', 'constructor', 'camera']) {
			expect(saidTo({ ...base, [name]: 'x' }, model).message).toContain(name);
		}
		for (const name of Object.keys(base)) {
			const { [name]: _left, ...rest } = base;
			expect(saidTo(rest, model).message).toContain(`${name} `);
		}
	});
});

describe('the codes of what is refused', () => {
	it('are one for text to video, several for Extend, and Vidu words for the others', () => {
		expect(saidTo({}, TEXT_MODEL).code).toBe('008020099');
		expect(saidTo({}, EXTEND_MODEL).code).toBe('008012001');
		expect(saidTo({ video_creation_id: '1' }, EXTEND_MODEL)).toEqual({ message: 'ok' });
		const bad = { prompt: '08012004', duration: '08012005', resolution: '08012006' };
		const more = { payload: '08012010', callback_url: '08012011', video_url: '08012002' };
		for (const [name, code] of Object.entries({ ...bad, ...more, video_creation_id: '08012003' })) {
			expect(saidTo({ video_url: ADDRESS, [name]: 0 }, EXTEND_MODEL).code).toBe(`0${code}`);
		}
		expect(saidTo({ images: [] }, FRAME_MODEL)).toEqual({
			message: 'FieldItemCountOutOfRange: images must hold exactly 1, but holds 0',
		});
		expect(saidTo({ images: [PICTURE], x: 1 }, FRAME_MODEL).message).toMatch(/^FieldUnwanted: /);
		expect(saidTo({}, FRAME_MODEL).message).toMatch(/^FieldLacking: /);
	});
});

describe('the envelope', () => {
	const params = { prompt: 'x' };
	const ENVELOPE = /input must be an array. Model parameters must be placed under input\[0\]/;
	it.each<[string, RegExp]>([
		['{"model":', /JSON/],
		['[]', ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, ...params }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [params] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params }, { params }] }), ENVELOPE],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params }], seed: 1 }), /unexpected seed/],
		[JSON.stringify({ model: TEXT_MODEL, input: [{ params, seed: 1 }] }), /unexpected seed/],
		[JSON.stringify({ input: [{ params }] }), /model is required/],
		[bodyOf(params, 'constructor'), /model not found/],
	])('refuses %s', (body, message) => {
		expect(said(body).message).toMatch(message);
	});
});

describe('images', () => {
	const file = (name: string) => readFileSync(join(__dirname, '../files', name)).toString('base64');
	const uri = (name: string) => {
		const type = name.split('.')[1].replace('jpg', 'jpeg');
		return `data:image/${type};base64,${file(name)}`;
	};
	const frame = (image: unknown) => saidTo({ images: [image] }, FRAME_MODEL).message;
	const endFrame = (image: unknown) =>
		saidTo({ video_url: ADDRESS, images: [image] }, EXTEND_MODEL).code;

	it.each([
		...['plain.png', 'baseline.jpg', 'progressive.jpg', 'lossy.webp', 'lossless.webp'],
		...['extended.webp'],
	])('may be %s, which is not taken for another type', (name) => {
		expect([frame(uri(name)), endFrame(uri(name))]).toEqual(['ok', undefined]);
		const other = uri(name).replace(
			/image\/\w+/,
			name.endsWith('png') ? 'image/webp' : 'image/png',
		);
		expect(frame(other)).toMatch(/^ImageFormatInvalid: images\[0\]/);
		expect(endFrame(other)).toBe('008012008');
	});
	it.each<[string, unknown]>([
		['ImageFormatInvalid', uri('plain.png').replace('png', 'gif')],
		['ImageFormatInvalid', file('plain.png')],
		['ImageFormatInvalid', 'data:image/png;base64,iVBORw0KGgo*'],
		['ImageFormatInvalid', 'ftp://example.com/a.png'],
		['FieldInvalid', { url: ADDRESS }],
	])('are refused with %s', (reason, image) => {
		expect(frame(image)).toMatch(new RegExp(`^${reason}: images.0. `));
		expect(endFrame(image)).toBe('008012008');
	});
	it('have a ratio of 1:4 to 4:1, which Extend excludes, and references 128 pixels a side', () => {
		for (const [width, height] of [
			[400, 100],
			[100, 400],
		]) {
			expect(frame(pngUri(width, height))).toBe('ok');
			expect(endFrame(pngUri(width, height))).toBe('008012009');
			const more = pngUri(width + (width > height ? 1 : 0), height + (height > width ? 1 : 0));
			expect(frame(more)).toMatch(/^PageSizeOutOfRange: images\[0\]/);
		}
		expect(endFrame(pngUri(399, 100))).toBeUndefined();
		const params = { prompt: 'x', images: [PICTURE, pngUri(127, 128)] };
		expect(saidTo(params, IMAGE_MODEL).message).toMatch(/images\[1\] .*128x128/);
	});
	it('have at most 50 MB', () => {
		const large = (bytes: number) => {
			const data = Buffer.alloc(bytes);
			Buffer.from(file('plain.png'), 'base64').copy(data);
			return `data:image/png;base64,${data.toString('base64')}`;
		};
		expect(endFrameProblem(large(50 * 1024 * 1024))).toBeUndefined();
		expect(endFrameProblem(large(50 * 1024 * 1024 + 1))?.code).toBe('008012009');
	});
	it('of two frames have about the same resolution', () => {
		const frames = (height: number) =>
			saidTo({ images: [pngUri(100, 100), pngUri(100, height)] }, FRAMES_MODEL).message;
		expect([frames(125), frames(80)]).toEqual(['ok', 'ok']);
		for (const height of [126, 79]) expect(frames(height)).toMatch(/^PageSizeOutOfRange.*0\.8 to/);
		expect(saidTo({ images: [pngUri(100, 300), ADDRESS] }, FRAMES_MODEL).message).toBe('ok');
	});
});

describe('subjects', () => {
	const subject = (images: unknown, more: object = {}) => ({ id: 'a', images, ...more });
	it.each<[string, unknown]>([
		['ok', [subject([ADDRESS], { voice_id: 'v' }), subject([])]],
		['ok', [subject(times(3, PICTURE)), ...times(2, subject(times(2, PICTURE)))]],
		['FieldItemCountOutOfRange: subjects', times(4, subject(times(2, PICTURE)))],
		['FieldItemCountOutOfRange: subjects', [subject([])]],
		['FieldItemCountOutOfRange: subjects[0].images', [subject(times(4, PICTURE))]],
		['FieldInvalid: subjects[1] ', [subject([PICTURE]), 'b']],
		['FieldInvalid: subjects[0].id', [{ images: [PICTURE] }]],
		['FieldInvalid: subjects[0].images[0]', [subject([1])]],
		['FieldInvalid: subjects[0].voice_id', [subject([], { voice_id: 1 })]],
		['FieldUnwanted: unknown parameter subjects[0].name', [subject([], { name: 'b' })]],
		['PageSizeOutOfRange: subjects[0].images[1]', [subject([PICTURE, pngUri(128, 127)])]],
	])('are answered with %s', (start, subjects) => {
		expect(saidTo({ prompt: '@a', subjects }, SUBJECT_MODEL).message).toContain(start);
	});
});

it.each<[string, string, Params]>([
	['ok', 'vidu20_img2video', { duration: 8, resolution: '720p' }],
	['ok', 'vidu20_img2video', { audio: true, off_peak: false }],
	['ok', FRAME_MODEL, { audio: true, off_peak: true }],
	['resolution must be 720p at 8', 'vidu20_img2video', { duration: 8, resolution: '1080p' }],
	['off_peak cannot be used with audio', 'vidu20_img2video', { audio: true, off_peak: true }],
	['ok', 'viduq2_pro_reference', { videos: [ADDRESS], images: times(4, PICTURE) }],
	['at most 4 images', 'viduq2_pro_reference', { videos: [ADDRESS], images: times(5, PICTURE) }],
])('between parameters: %s, %s', (message, model, params) => {
	expect(saidTo({ ...least(model), ...params }, model).message).toContain(message);
});
