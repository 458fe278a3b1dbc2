/** Is what may be sent sent as it was meant, and nothing beside it? */

import { checkParameters } from '../../nodes/Vidu/models/check';
import type { Params } from '../../nodes/Vidu/models/check';
import { customModel, modelCalled, models } from './models';
import { documentedModels } from './models/apiDocs';

const PROMPT = 'A kite';

/** What is sent for an item besides its prompt. */
function sent(modelId: string, values: Params): unknown {
	const checked = checkParameters(modelCalled(modelId), { prompt: PROMPT, ...values });
	if ('problems' in checked) return checked;
	const { prompt, ...params } = checked.params;
	expect(prompt).toBe(values.prompt ?? PROMPT);
	return params;
}

const FAST = 'viduq2_pro_fast_text2video';
const EXTEND = 'viduq2_pro_extend';

describe('what is sent', () => {
	it.each(Object.entries(documentedModels))('for %s may be every allowed value', (id, model) => {
		for (const [name, { allowed = [] }] of Object.entries(model.parameters)) {
			for (const value of allowed) {
				expect(sent(id, { [name]: value })).toEqual({ [name]: value });
				expect(sent(id, { [name]: ` ${String(value)}`.trimStart() })).toEqual({ [name]: value });
			}
		}
	});

	it.each(Object.entries(documentedModels))('for %s is as long as documented', (id, model) => {
		for (const [name, { maxCharacters, source }] of Object.entries(model.parameters)) {
			if (maxCharacters === undefined) continue;
			for (const character of ['a', 'é', '漢', '😀']) {
				const longest = character.repeat(maxCharacters);
				expect('problems' in (sent(id, { [name]: longest }) as object)).toBe(false);
				// Only what the gateway's own page says is enforced.
				const isRefused = 'problems' in (sent(id, { [name]: longest + 'a' }) as object);
				expect({ name, isRefused }).toEqual({ name, isRefused: source === 'gateway' });
			}
		}
	});

	it.each(models.map(({ id }) => [id]))('for %s has no name that it does not document', (id) => {
		const everything = new Set(models.flatMap(({ parameters }) => Object.keys(parameters)));
		const own = Object.keys(documentedModels[id].parameters);
		const foreign = [...everything, 'hack', '__proto__', 'toString', 'model', 'aspectRatio'].filter(
			(name) => !own.includes(name),
		);
		expect(foreign.length).toBeGreaterThan(5);
		const values = Object.fromEntries(foreign.map((name) => [name, '1']));
		expect(sent(id, values)).toEqual({});
	});

	it('leaves out what is empty and not required, whatever its kind', () => {
		for (const { id, parameters } of models) {
			for (const empty of [undefined, null, '', ' ', '\n']) {
				const names = Object.keys(parameters).filter((name) => name !== 'prompt');
				expect(sent(id, Object.fromEntries(names.map((name) => [name, empty])))).toEqual({});
			}
		}
	});

	it('is not made up: a parameter that was not given is not sent', () => {
		for (const { id } of models) expect(sent(id, {})).toEqual({});
	});

	it('may be off, 0 or false, which is not empty', () => {
		const values = { seed: 0, bgm: false, watermark: false, off_peak: false };
		expect(sent(FAST, values)).toEqual(values);
	});

	it.each([
		[FAST, { duration: '5' }, { duration: 5 }],
		[FAST, { duration: ' 5 ' }, { duration: 5 }],
		[FAST, { duration: '5.0' }, { duration: 5 }],
		[FAST, { seed: '-7' }, { seed: -7 }],
		[FAST, { bgm: 'true', watermark: 'FALSE' }, { bgm: true, watermark: false }],
		[FAST, { wm_position: '3' }, { wm_position: 3 }],
		[FAST, { payload: 12 }, { payload: '12' }],
		[FAST, { payload: { a: [1] } }, { payload: '{"a":[1]}' }],
		[FAST, { meta_data: { Label: 'é' } }, { meta_data: '{"Label":"é"}' }],
		[FAST, { meta_data: ' {"Label": 1} ' }, { meta_data: ' {"Label": 1} ' }],
		[
			EXTEND,
			{ images: ['data:image/png;base64,AAAA'] },
			{ images: ['data:image/png;base64,AAAA'] },
		],
		[
			EXTEND,
			{ video_url: 'HTTPS://Example.com/a.mp4?x=1&y=ü' },
			{ video_url: 'HTTPS://Example.com/a.mp4?x=1&y=ü' },
		],
	] as Array<[string, Params, Params]>)('of %s for %j is %j', (id, given, expected) => {
		expect(sent(id, given)).toEqual(expected);
	});

	it('keeps a prompt as it was written', () => {
		const prompt = '  Two\n\nlines, “quotes”, \u0000 and 😀  ';
		expect(sent(FAST, { prompt })).toEqual({});
	});

	it.each(['textToVideo', 'extend'] as const)(
		'of another model of %s has no model’s limits',
		(op) => {
			const model = customModel(op);
			const values: Params = { prompt: PROMPT, duration: 60 };
			expect(checkParameters(model, values)).toEqual({ params: values });
			for (const [name, parameter] of Object.entries(model.parameters)) {
				for (const value of parameter.options ?? []) {
					const checked = checkParameters(model, { prompt: PROMPT, [name]: value });
					expect(checked).toEqual({ params: { prompt: PROMPT, [name]: value } });
				}
			}
		},
	);
});
