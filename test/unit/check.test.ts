/** Is what cannot be sent refused, with the field, the limit and the value in the message? */

import { checkParameters } from '../../nodes/Vidu/models/check';
import type { Params } from '../../nodes/Vidu/models/check';
import type { Model } from '../../nodes/Vidu/models/model';
import { customModel, modelCalled } from './models';

const fast = modelCalled('viduq2_pro_fast_text2video');
const q1 = modelCalled('viduq1_text2video');
const extend = modelCalled('viduq2_pro_extend');
const custom = customModel('textToVideo');

/** The reasons, for an item that is right besides `values`. */
function problemsOf(model: Model, values: Params): string[] {
	const checked = checkParameters(model, { prompt: 'A kite', ...values });
	return 'problems' in checked ? checked.problems : [];
}

const FACE = '😀';

// What is given, and what the message must name: the field as the editor shows it, limit and value.
const BAD: Array<[string, Model, Params, string[]]> = [
	['no prompt', fast, { prompt: undefined }, ['Prompt', 'empty']],
	['null as the prompt', fast, { prompt: null }, ['Prompt', 'empty']],
	['an empty prompt', fast, { prompt: '' }, ['Prompt', 'empty']],
	['a prompt of spaces', fast, { prompt: ' \n\t\u00a0' }, ['Prompt', 'empty']],
	['a prompt that is too long', fast, { prompt: 'a'.repeat(2001) }, ['Prompt', '2000', '2001']],
	['too many emoji', fast, { prompt: FACE.repeat(2001) }, ['Prompt', '2000', '2001']],
	['a long prompt of Extend', extend, { prompt: 'a'.repeat(2345) }, ['Prompt', '2000', '2345']],
	[
		'a long prompt of another model',
		custom,
		{ prompt: 'a'.repeat(2001) },
		['Prompt', '2000', '2001'],
	],
	[
		'a duration that is too long',
		fast,
		{ duration: 9 },
		['Duration (Seconds)', '1', '8', '9', fast.id],
	],
	['a duration of 0', fast, { duration: 0 }, ['Duration (Seconds)', '1', '8', '0']],
	['a negative duration', fast, { duration: -3 }, ['Duration (Seconds)', '1', '8', '-3']],
	['a broken duration', fast, { duration: 5.5 }, ['Duration (Seconds)', 'whole', '5.5']],
	['a duration in words', fast, { duration: 'five' }, ['Duration (Seconds)', '8', '"five"']],
	['a duration with its unit', fast, { duration: '5s' }, ['Duration (Seconds)', '8', '"5s"']],
	['a duration that is no number', fast, { duration: NaN }, ['Duration (Seconds)', '8', 'NaN']],
	['an endless duration', fast, { duration: Infinity }, ['Duration (Seconds)', '8', 'Infinity']],
	['a list of durations', fast, { duration: [5] }, ['Duration (Seconds)', '8', '[5]']],
	['a duration as a BigInt', fast, { duration: BigInt(12) }, ['Duration (Seconds)', '8', '12']],
	['a duration that Q1 has not', q1, { duration: 4 }, ['Duration (Seconds)', '5', '4', q1.id]],
	['a duration of 0 for another model', custom, { duration: 0 }, ['Duration (Seconds)', '1', '0']],
	[
		'a ratio that Q1 has not',
		q1,
		{ aspect_ratio: '3:4' },
		['Aspect Ratio', '16:9, 9:16, 1:1', '"3:4"'],
	],
	['a ratio that nobody has', fast, { aspect_ratio: '21:9' }, ['Aspect Ratio', '1:1', '"21:9"']],
	[
		'lines that the model has not',
		fast,
		{ resolution: '540p' },
		['Resolution', '720p, 1080p', '"540p"'],
	],
	['lines without their letter', fast, { resolution: 720 }, ['Resolution', '720p', '720']],
	[
		'a corner that is not there',
		fast,
		{ wm_position: 5 },
		['Watermark Position', '1, 2, 3, 4', '5'],
	],
	['a corner of Extend', fast, { wm_position: 'top_left' }, ['Watermark Position', '"top_left"']],
	['a corner for Extend', extend, { wm_position: 3 }, ['Watermark Position', 'bottom_left', '3']],
	['a seed that is no number', fast, { seed: 'lucky' }, ['Seed', 'whole number', '"lucky"']],
	[
		'music that is neither on nor off',
		fast,
		{ bgm: 'maybe' },
		['Background Music', 'true', '"maybe"'],
	],
	['a style that is not there', q1, { style: 'noir' }, ['Style', 'general, anime', '"noir"']],
	['metadata that is no JSON', fast, { meta_data: '{"Label":' }, ['Metadata', 'JSON', '{"Label":']],
	['metadata in words', extend, { meta_data: 'my label' }, ['Metadata', 'JSON', 'my label']],
	[
		'a payload that is too long',
		fast,
		{ payload: 'p'.repeat(1_048_577) },
		['Payload', '1048576', '1048577'],
	],
	['a second image', extend, { images: ['a', 'b'] }, ['End Frame', '1']],
];

describe('a check', () => {
	it.each(BAD)('refuses %s and says what is wrong', (_case, model, values, parts) => {
		const problems = problemsOf(model, values);
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
				for (const value of values)
					expect(() => problemsOf(model, { [name]: value })).not.toThrow();
			}
		}
	});

	it('names everything that is wrong with an item at once', () => {
		const problems = problemsOf(fast, { prompt: '', duration: 9, resolution: '4k', wm_url: 'x' });
		expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
			'Duration',
			'Prompt',
			'Resolution',
			'Watermark',
		]);
	});
});
