/** Is what may be sent sent as it was meant, and everything else refused with field, limit and value? */

import { checkParameters, undocumentedIn } from '../../../nodes/Vidu/models/check';
import type { Params } from '../../../nodes/Vidu/models/check';
import type { Model } from '../../../nodes/Vidu/models/model';
import { isWebAddress } from '../../../nodes/Vidu/text';
import { customModel, modelCalled, models, modelsOf } from './models';
import { documentedModels } from './apiDocs';
import type { ParameterFacts } from './apiDocs';

const FAST = 'viduq2_pro_fast_text2video';
const EXTEND = 'viduq2_pro_extend';
const VIDU20 = 'vidu20_img2video';

const fast = modelCalled(FAST);
const q1 = modelCalled('viduq1_text2video');
const extend = modelCalled(EXTEND);
const custom = customModel('textToVideo');

const PROMPT = 'A kite';

/** The sent parameters other than the prompt, or the problems of an item that is right except for `values`. */
function check(model: Model | string, values: Params): Params | string[] {
	const entry = typeof model === 'string' ? modelCalled(model) : model;
	const checked = checkParameters(entry, { prompt: PROMPT, ...values });
	if (!checked.ok) return checked.problems;
	const { prompt: _prompt, ...sent } = checked.value;
	return sent;
}

// The input, and the words that the message must have: the field as the editor shows it, limit and value.
const BAD: Array<[string, Model, Params, string[]]> = [
	['no prompt', fast, { prompt: undefined }, ['Prompt', 'empty']],
	['null as the prompt', fast, { prompt: null }, ['Prompt', 'empty']],
	['a prompt of spaces', fast, { prompt: ' \n\t\u00a0' }, ['Prompt', 'empty']],
	['a long prompt', fast, { prompt: 'a'.repeat(2001) }, ['Prompt', '2000', '2001']],
	['a long prompt of another model', custom, { prompt: 'a'.repeat(2001) }, ['Prompt', '2000']],
	['a duration in minutes', fast, { duration: '5m' }, ['Duration (Seconds)', '8', '"5m"']],
	['a duration that is no number', fast, { duration: NaN }, ['Duration (Seconds)', '8', 'NaN']],
	['an endless duration', fast, { duration: Infinity }, ['Duration (Seconds)', '8', 'Infinity']],
	['a list of durations', fast, { duration: [5] }, ['Duration (Seconds)', '8', '[5]']],
	['a duration as a BigInt', fast, { duration: BigInt(12) }, ['Duration (Seconds)', '8', '12']],
	['a duration of 0 for another model', custom, { duration: 0 }, ['Duration (Seconds)', '1', '0']],
	['lines without their letter', fast, { resolution: 720 }, ['Resolution', '720p', '720']],
	['a corner of Extend', fast, { wm_position: 'top_left' }, ['Watermark Position', '"top_left"']],
	['a list of corners', fast, { wm_position: [3] }, ['Watermark Position', '[3]']],
	['a corner for Extend', extend, { wm_position: 3 }, ['Watermark Position', 'bottom_left', '3']],
	['a style that is not there', q1, { style: 'noir' }, ['Style', 'general or anime', '"noir"']],
	['metadata that is no JSON', fast, { meta_data: '{"Label":' }, ['Metadata', 'JSON', '{"Label":']],
	['a second image', extend, { images: ['a', 'b'] }, ['End Frame', '1']],
];

describe('a check', () => {
	it.each(BAD)('refuses %s and says what is wrong', (_case, model, values, parts) => {
		const problems = check(model, values) as string[];
		expect(problems).toHaveLength(1);
		for (const part of parts) expect(problems[0]).toContain(part);
		expect(problems[0].startsWith(parts[0])).toBe(true);
		expect(problems[0].length).toBeLessThan(250);
	});

	it('never throws, whatever an expression gave', () => {
		const circular: Params = {};
		circular.self = circular;
		const values = [circular, BigInt(5), Symbol('x'), () => 5, new Map(), new Date(NaN), [[]]];
		for (const model of [fast, q1, extend, custom]) {
			for (const name of Object.keys(model.parameters)) {
				for (const value of values) expect(() => check(model, { [name]: value })).not.toThrow();
			}
		}
	});

	it('names everything that is wrong with an item at once', () => {
		const problems = check(fast, { prompt: '', duration: 9, resolution: '4k', wm_url: 'x' });
		const fields = (problems as string[]).map((problem) => problem.split(' ')[0]);
		expect(fields.sort()).toEqual(['Duration', 'Prompt', 'Resolution', 'Watermark']);
	});
});

/** Values that docs/api does not allow for a parameter, each with how a message quotes it. */
function outside({ type, allowed }: ParameterFacts): Array<[unknown, string]> {
	if (type === 'boolean') return [['maybe', '"maybe"']];
	if (type === 'string') return allowed === undefined ? [] : [['999x', '"999x"']];
	if (type !== 'integer') return [];
	const numbers = (allowed ?? []).map(Number);
	const beyond = allowed === undefined ? [] : [Math.max(...numbers) + 1, Math.min(...numbers) - 1];
	const wrong = beyond.map((value): [unknown, string] => [value, String(value)]);
	return [...wrong, [2.5, '2.5'], ['many', '"many"']];
}

/** The limits that a message must name. */
function limitsIn({ type, allowed, format }: ParameterFacts): string[] {
	if (format === 'ratio') return ['16:9'];
	if (allowed === undefined) return ['whole number'];
	return type === 'integer' ? [String(allowed[0]), String(allowed.at(-1))] : allowed.map(String);
}

type Case = [name: string, id: string, facts: ParameterFacts];

const CASES = Object.entries(documentedModels).flatMap(([id, { parameters }]) =>
	Object.entries(parameters)
		.filter(([, facts]) => outside(facts).length > 0)
		.map(([name, facts]): Case => [name, id, facts]),
);
/** One choice is enforced whoever documents it: the editor shows no field for it. */
const isEnforced = ([, , { source, allowed }]: Case) =>
	source === 'gateway' || allowed?.length === 1;

describe('the gateway’s own limits', () => {
	it.each(CASES.filter(isEnforced))('are enforced for %s of %s', (name, id, facts) => {
		const { displayName } = modelCalled(id).parameters[name];
		for (const [value, quoted] of outside(facts)) {
			const problems = check(id, { [name]: value }) as string[];
			expect({ value, problems }).toEqual({ value, problems: [expect.any(String)] });
			expect(problems[0].startsWith(displayName)).toBe(true);
			const named = [modelCalled(id).displayName, quoted];
			const parts = [...limitsIn(facts), ...(facts.format === undefined ? named : [])];
			expect(parts.filter((part) => !problems[0].includes(part))).toEqual([]);
		}
	});

	it.each(Object.entries(documentedModels))('are the lengths of texts for %s', (id, model) => {
		for (const [name, { maxCharacters, source }] of Object.entries(model.parameters)) {
			if (maxCharacters === undefined) continue;
			// A megabyte of payload takes long to count.
			if (name === 'payload' && id !== FAST && id !== EXTEND) continue;
			for (const character of ['a', '😀']) {
				const longest = character.repeat(maxCharacters);
				expect(Array.isArray(check(id, { [name]: longest }))).toBe(false);
				const isRefused = Array.isArray(check(id, { [name]: longest + 'a' }));
				expect({ name, isRefused }).toEqual({ name, isRefused: source === 'gateway' });
			}
		}
	});
});

describe('a limit from elsewhere', () => {
	const others = CASES.filter((one) => !isEnforced(one));

	it('is much of the table', () => {
		expect(others.length).toBeGreaterThan(40);
	});

	it.each(others)('is not enforced for %s of %s', (name, id, facts) => {
		for (const [value] of outside(facts)) {
			expect(check(id, { [name]: value })).toEqual({ [name]: value });
		}
	});

	it.each(others)('is named for %s of %s', (name, id, facts) => {
		const { displayName } = modelCalled(id).parameters[name];
		for (const [value, quoted] of outside(facts)) {
			const [text, ...more] = undocumentedIn(modelCalled(id), { prompt: PROMPT, [name]: value });
			expect(more).toEqual([]);
			expect(text.startsWith(displayName)).toBe(true);
			const parts = [...limitsIn(facts), quoted, modelCalled(id).displayName, 'sent as it is'];
			expect(parts.filter((part) => !text.includes(part))).toEqual([]);
		}
	});

	it.each(Object.entries(documentedModels))(
		'is met by every documented value of %s',
		(id, model) => {
			for (const [name, { allowed = [undefined] }] of Object.entries(model.parameters)) {
				for (const value of allowed) {
					expect(undocumentedIn(modelCalled(id), { prompt: PROMPT, [name]: value })).toEqual([]);
				}
			}
		},
	);

	it('still refuses an empty prompt where a prompt is required', () => {
		expect(modelCalled('viduq3_pro_text2video').parameters.prompt.source).toBe('vidu');
		expect(check('viduq3_pro_text2video', { prompt: ' ' })).toEqual([
			expect.stringContaining('Prompt is empty'),
		]);
		expect(check('viduq3_pro_img2video', { prompt: ' ' })).toEqual({});
	});
});

describe('an aspect ratio of which only the form is documented', () => {
	const ids = Object.entries(documentedModels)
		.filter(([, { parameters }]) => parameters.aspect_ratio?.format === 'ratio')
		.map(([id]) => id);

	it('is that of two models', () => expect(ids).toHaveLength(2));

	it.each(ids)('may be any for %s', (id) => {
		for (const ratio of ['21:9', '4:5', '2.35:1']) {
			expect(check(id, { aspect_ratio: ratio })).toEqual({ aspect_ratio: ratio });
		}
		for (const ratio of ['wide', '16/9', '16:', '16:9:1', 'auto', '-1:2']) {
			expect(check(id, { aspect_ratio: ratio })).toEqual([expect.stringContaining(`"${ratio}"`)]);
		}
	});
});

describe('Vidu 2.0', () => {
	const { atDuration = {} } = documentedModels[VIDU20].parameters.resolution;

	it.each(Object.entries(atDuration))('has its own resolutions at %s s', (seconds, { allowed }) => {
		for (const duration of [Number(seconds), seconds]) {
			for (const resolution of ['360p', '540p', '720p', '1080p']) {
				const checked = check(VIDU20, { duration, resolution });
				const choices = allowed.join(', ').replace(/, ([^,]*)$/, ' or $1');
				const problem = `Resolution must be ${choices} for Vidu 2.0`;
				if (allowed.includes(resolution)) {
					expect(checked).toEqual({ duration: Number(seconds), resolution });
				} else expect(checked).toEqual([expect.stringContaining(problem)]);
			}
		}
	});

	it('refuses sound off-peak, and takes either of them', () => {
		for (const values of [
			{ audio: true, off_peak: true },
			{ audio: 'true', off_peak: 'TRUE' },
		]) {
			expect(check(VIDU20, values)).toEqual([
				expect.stringMatching(/^Audio and Off-Peak.*both be on.*Vidu 2\.0/),
			]);
		}
		for (const values of [
			{ audio: true, off_peak: false },
			{ audio: false, off_peak: true },
		]) {
			expect(check(VIDU20, values)).toEqual(values);
		}
	});

	it('is the only one: for other models it is only Vidu’s word', () => {
		const both = { audio: true, off_peak: true };
		expect(check('viduq2_turbo_img2video', both)).toEqual(both);
	});
});

describe('what is sent', () => {
	it.each(Object.entries(documentedModels))('for %s may be every allowed value', (id, model) => {
		for (const [name, { allowed = [] }] of Object.entries(model.parameters)) {
			for (const value of allowed) {
				expect(check(id, { [name]: value })).toEqual({ [name]: value });
				expect(check(id, { [name]: String(value) })).toEqual({ [name]: value });
			}
		}
	});

	it.each(models.map(({ id }) => id))('for %s has only documented names', (id) => {
		const everything = new Set(models.flatMap(({ parameters }) => Object.keys(parameters)));
		const own = Object.keys(documentedModels[id].parameters);
		const foreign = [...everything, 'hack', '__proto__', 'toString', 'model', 'aspectRatio'].filter(
			(name) => !own.includes(name),
		);
		expect(foreign.length).toBeGreaterThan(5);
		expect(check(id, Object.fromEntries(foreign.map((name) => [name, '1'])))).toEqual({});
	});

	it('leaves out what is empty and not required, whatever its kind', () => {
		for (const { id, parameters } of models) {
			const names = Object.keys(parameters).filter((name) => name !== 'prompt');
			for (const empty of [undefined, null, '', ' ', '\n']) {
				expect(check(id, Object.fromEntries(names.map((name) => [name, empty])))).toEqual({});
			}
		}
	});

	it.each<[string, Params, Params?]>([
		[FAST, { seed: 0, bgm: false, watermark: false, off_peak: false }],
		[FAST, { duration: ' 5 ' }, { duration: 5 }],
		[FAST, { duration: '5.0' }, { duration: 5 }],
		[FAST, { seed: '-7' }, { seed: -7 }],
		[FAST, { bgm: 'true', watermark: 'FALSE' }, { bgm: true, watermark: false }],
		[FAST, { wm_position: '3' }, { wm_position: 3 }],
		[FAST, { payload: 12 }, { payload: '12' }],
		[FAST, { payload: { a: [1] } }, { payload: '{"a":[1]}' }],
		[FAST, { meta_data: { Label: 'é' } }, { meta_data: '{"Label":"é"}' }],
		[FAST, { meta_data: ' {"Label": 1} ' }],
		[EXTEND, { images: ['data:image/png;base64,AAAA'] }],
	])('for %s and %j has the meant type', (id, values, expected = values) => {
		expect(check(id, values)).toEqual(expected);
	});

	it('keeps a prompt as it was written', () => {
		const prompt = '  Two\n\nlines, “quotes”, \u0000 and 😀  ';
		expect(checkParameters(fast, { prompt })).toEqual({ ok: true, value: { prompt } });
	});

	it('of a custom model is checked by the first model that has the parameter', () => {
		const [first] = modelsOf('startEndToVideo');
		const { prompt, movement_amplitude } = customModel('startEndToVideo').parameters;
		expect({ prompt, movement_amplitude }).toEqual({
			prompt: first.parameters.prompt,
			movement_amplitude: first.parameters.movement_amplitude,
		});
	});

	it.each(['textToVideo', 'extend'])('of a custom model of %s has no model’s limits', (op) => {
		const model = customModel(op);
		expect(check(model, { duration: 60 })).toEqual({ duration: 60 });
		for (const [name, { options = [] }] of Object.entries(model.parameters)) {
			for (const value of options)
				expect(check(model, { [name]: value })).toEqual({ [name]: value });
		}
	});
});

const NO_URLS = [
	'example.com/logo.png',
	'//example.com/logo.png',
	'ftp://example.com/logo.png',
	'javascript:alert(1)',
	'data:image/png;base64,AAAA',
	'http://',
	'https://exa mple.com',
	// A browser would mend these two, but the provider gets the text as it is.
	'https:example.com/logo.png',
	'http:/example.com/logo.png',
];

const URLS = [
	'https://example.com',
	'HTTPS://EXAMPLE.COM/A.MP4',
	'https://example.com:8443/a%20b.mp4?x=https://other.example#t=1',
	'https://user:password@example.com/a.mp4',
	'http://[2001:db8::1]/a.mp4',
	`https://example.com/a.mp4?${'signature='.repeat(300)}`,
];

describe('a URL', () => {
	const FIELDS = ['wm_url', 'callback_url', 'video_url'];

	it.each(NO_URLS)('is not "%s", and the message says what one is', (text) => {
		expect(isWebAddress(text)).toBe(false);
		for (const name of FIELDS) {
			const [problem] = check(EXTEND, { [name]: text }) as string[];
			const { displayName } = extend.parameters[name];
			for (const part of [displayName, 'http://', 'https://', text]) {
				expect(problem).toContain(part);
			}
		}
	});

	it.each(URLS)('is %s, sent as it is', (text) => {
		expect(isWebAddress(text)).toBe(true);
		for (const name of FIELDS) expect(check(EXTEND, { [name]: text })).toEqual({ [name]: text });
	});
});

describe('what tables, forms and agents give', () => {
	it.each<[Params, Params]>([
		[{ duration: ' 5 sec' }, { duration: 5 }],
		[{ resolution: '720P ' }, { resolution: '720p' }],
		[{ aspect_ratio: ' 9 : 16' }, { aspect_ratio: '9:16' }],
		[{ watermark: 'Yes' }, { watermark: true }],
		[{ bgm: '0' }, { bgm: false }],
		[{ wm_position: '3' }, { wm_position: 3 }],
		[{ payload: { row: 7 } }, { payload: '{"row":7}' }],
		[{ payload: 'undefined' }, { payload: 'undefined' }],
		[{ meta_data: '{"a":"{{ $b }}"}' }, { meta_data: '{"a":"{{ $b }}"}' }],
		[{ meta_data: { 'k\ud83d': 'v\ude00' } }, { meta_data: '{"k\ufffd":"v\ufffd"}' }],
		[
			{ meta_data: '{"k\\ud83d":"\\uD83D\\uDE00\ud83d"}' },
			{ meta_data: '{"k\ufffd":"\\uD83D\\uDE00\ufffd"}' },
		],
		[{ meta_data: '{"a":"\\\\ud83d"}' }, { meta_data: '{"a":"\\\\ud83d"}' }],
		[{ payload: [{ a: { '\udc00': 1 } }] }, { payload: '[{"a":{"\ufffd":1}}]' }],
		[{ payload: '\\ud83d' }, { payload: '\\ud83d' }],
		[
			{ callback_url: ' https://a.example/ä b\n' },
			{ callback_url: 'https://a.example/%C3%A4%20b' },
		],
	])('%j is sent as %j', (values, sent) => {
		expect(check(fast, values)).toMatchObject(sent);
	});

	it('a prompt that was cut inside of an emoji is well formed', () => {
		const checked = checkParameters(fast, { prompt: 'a kite \ud83e' });
		expect(checked).toMatchObject({ ok: true, value: { prompt: 'a kite \ufffd' } });
	});

	it.each<[Params, string]>([
		[{ prompt: 'A {{ $json.what }}' }, 'Prompt holds an expression'],
		[{ prompt: { text: 'a' } }, 'Prompt is a list or an object'],
		[{ prompt: '[object Object]' }, 'Prompt holds "[object Object]"'],
		[{ prompt: 'undefined' }, 'Prompt is "undefined"'],
		[{ prompt: '\u200b' }, 'Prompt holds only invisible'],
		[{ callback_url: ['https://a.example'] }, 'Callback URL is a list'],
		[{ callback_url: 'https://a.example; https://b.example' }, 'Callback URL must be one URL'],
		[{ wm_url: 'null' }, 'Watermark Image URL is "null"'],
	])('%j is refused', (values, problem) => {
		expect(check(fast, values)).toEqual([expect.stringContaining(problem)]);
	});

	it.each(['callback_url', 'wm_url', 'video_url', 'video_creation_id', 'voice_id'])(
		'%s is refused where it is far too long',
		(name) => {
			const model = name === 'voice_id' ? modelCalled('viduq2_turbo_img2video') : extend;
			const url = (length: number) => 'https://a.example/'.padEnd(length, 'x');
			for (const [values, sent] of [
				[url(8_193), 8_193],
				[url(300_000), 300_000],
			] as const) {
				const { displayName } = model.parameters[name];
				const problem = `${displayName} is ${sent} characters long; the limit is 8192`;
				expect(check(model, { audio: true, [name]: values })).toEqual([problem]);
			}
			expect(check(model, { audio: true, [name]: url(8_192) })).toMatchObject({
				[name]: url(8_192),
			});
		},
	);

	it('nonsense is refused also where only Vidu documents the limits', () => {
		const prompt = { prompt: '{{ $json.a }}' };
		expect(checkParameters(custom, prompt)).toMatchObject({ ok: false });
	});
});
