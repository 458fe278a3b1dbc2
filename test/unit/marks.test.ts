/** Is what the gateway documents enforced, and everything else offered and sent as it is? */

import { checkParameters } from '../../nodes/Vidu/models/check';
import type { Params } from '../../nodes/Vidu/models/check';
import { modelCalled } from './models';
import { documentedModels } from './models/apiDocs';
import type { ParameterFacts } from './models/apiDocs';

const PROMPT = 'A kite';

/** What becomes of an item with these values: what is sent beside the prompt, or why it is refused. */
function check(id: string, values: Params): { sent: Params } | { problems: string[] } {
	const checked = checkParameters(modelCalled(id), { prompt: PROMPT, ...values });
	if ('problems' in checked) return checked;
	const { prompt: _prompt, ...sent } = checked.params;
	return { sent };
}

/** Values that the document of a parameter does not have, each with how a message quotes it. */
function outside({ type, allowed }: ParameterFacts): Array<[unknown, string]> {
	if (type === 'boolean') return [['maybe', '"maybe"']];
	if (type === 'string') return allowed === undefined ? [] : [['999x', '"999x"']];
	if (type !== 'integer') return [];
	const numbers = (allowed ?? []).map(Number);
	const beyond = allowed === undefined ? [] : [Math.max(...numbers) + 1, Math.min(...numbers) - 1];
	return [
		...beyond.map((value): [unknown, string] => [value, String(value)]),
		[2.5, '2.5'],
		['many', '"many"'],
	];
}

type Case = [name: string, id: string, facts: ParameterFacts];

const CASES = Object.entries(documentedModels).flatMap(([id, { parameters }]) =>
	Object.entries(parameters)
		.filter(([, facts]) => outside(facts).length > 0)
		.map(([name, facts]): Case => [name, id, facts]),
);
const isEnforced = ([, , { source }]: Case) => source === 'gateway';

describe('what the gateway itself documents', () => {
	it.each(CASES.filter(isEnforced))('is enforced for %s of %s', (name, id, facts) => {
		const { displayName } = modelCalled(id).parameters[name];
		for (const [value, quoted] of outside(facts)) {
			const checked = check(id, { [name]: value });
			const problems = 'problems' in checked ? checked.problems : [];
			expect({ value, problems }).toEqual({ value, problems: [expect.any(String)] });
			expect(problems[0].startsWith(displayName)).toBe(true);
			for (const part of [id, quoted]) {
				if (facts.format === undefined) expect(problems[0]).toContain(part);
			}
			expect(limitsIn(facts).filter((limit) => !problems[0].includes(limit))).toEqual([]);
		}
	});
});

/** What a message is to name of the limits. */
function limitsIn({ type, allowed, format }: ParameterFacts): string[] {
	if (format === 'ratio') return ['16:9'];
	if (allowed === undefined) return ['whole number'];
	if (type !== 'integer') return allowed.map(String);
	return [String(allowed[0]), String(allowed.at(-1))];
}

describe('what only Vidu documents, or what is inferred', () => {
	const others = CASES.filter((one) => !isEnforced(one));

	it('is much of the table', () => {
		expect(others.length).toBeGreaterThan(40);
	});

	it.each(others)('is sent as it is for %s of %s', (name, id, facts) => {
		for (const [value] of outside(facts)) {
			expect(check(id, { [name]: value })).toEqual({ sent: { [name]: value } });
		}
	});

	const choices = others.filter(
		([, , { allowed, type }]) => type === 'string' || (type === 'integer' && allowed !== undefined),
	);

	it.each(choices)('is offered as a choice for %s of %s', (name, id, { allowed, type }) => {
		const { options, min, max } = modelCalled(id).parameters[name];
		const values = allowed?.map(String).sort();
		if (type === 'string') expect(options?.map(String).sort()).toEqual(values);
		if (type !== 'integer' || allowed === undefined) return;
		if (options === undefined) expect([min, max]).toEqual([allowed[0], allowed.at(-1)]);
		else expect(options.map(String).sort()).toEqual(values);
	});

	it('is a long prompt, too, but not an empty one where a prompt is required', () => {
		const long = 'a'.repeat(5001);
		const { parameters } = modelCalled('viduq3_pro_text2video');
		expect(parameters.prompt.maxCharacters).toBe(5000);
		const checked = checkParameters(
			{ id: 'any', displayName: 'Any', parameters },
			{ prompt: long },
		);
		expect(checked).toEqual({ params: { prompt: long } });
		expect(check('viduq3_pro_text2video', { prompt: ' ' })).toHaveProperty('problems');
		expect(check('viduq3_pro_img2video', { prompt: ' ' })).toEqual({ sent: {} });
	});
});

describe('an aspect ratio of which only the form is documented', () => {
	const ids = Object.entries(documentedModels)
		.filter(([, { parameters }]) => parameters.aspect_ratio?.format === 'ratio')
		.map(([id]) => id);

	it('is that of two models', () => expect(ids).toHaveLength(2));

	it.each(ids)('may be any for %s', (id) => {
		for (const ratio of ['21:9', '4:5', '2.35:1']) {
			expect(check(id, { aspect_ratio: ratio })).toEqual({ sent: { aspect_ratio: ratio } });
		}
		for (const ratio of ['wide', '16/9', '16:', '16:9:1', 'auto', '-1:2']) {
			expect(check(id, { aspect_ratio: ratio })).toEqual({
				problems: [expect.stringContaining(`"${ratio}"`)],
			});
		}
	});
});

describe('Vidu 2.0', () => {
	const id = 'vidu20_img2video';

	it.each(Object.entries(documentedModels[id].parameters.resolution.atDuration ?? {}))(
		'at %s s has the resolutions of that duration and no others',
		(seconds, { allowed }) => {
			for (const duration of [Number(seconds), seconds]) {
				for (const resolution of ['360p', '540p', '720p', '1080p']) {
					const checked = check(id, { duration, resolution });
					const problem = `Resolution must be one of ${allowed.join(', ')} for Vidu 2.0 (${id})`;
					if (allowed.includes(resolution)) {
						expect(checked).toEqual({ sent: { duration: Number(seconds), resolution } });
					} else {
						expect(checked).toEqual({ problems: [expect.stringContaining(problem)] });
					}
				}
			}
		},
	);

	it.each([
		[true, true],
		['true', 'TRUE'],
	])('refuses sound off-peak (%p, %p)', (audio, off_peak) => {
		const checked = check(id, { audio, off_peak });
		expect(checked).toEqual({
			problems: [expect.stringMatching(/^Audio and Off-Peak.*both be on.*vidu20_img2video/)],
		});
	});

	it('takes either of them, and other models take both: that is only Vidu’s word', () => {
		for (const values of [
			{ audio: true, off_peak: false },
			{ audio: false, off_peak: true },
		]) {
			expect(check(id, values)).toEqual({ sent: values });
		}
		const both = { audio: true, off_peak: true };
		for (const other of ['viduq2_turbo_img2video', 'viduq2_reference2video']) {
			expect(check(other, both)).toEqual({ sent: both });
		}
	});
});
