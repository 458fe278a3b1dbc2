import type { IDataObject } from 'n8n-workflow';

import { DOCUMENTED } from './documentedModels';
import { LONG, runSecond } from './documentedRun';

/* docs/api/models.md: what has the source `gateway` is refused before anything is bought. */

const tooLong = /Item 1: Prompt is \d+ characters long; the limit is 2000/;
const upTo = (min: number, max: number) =>
	new RegExp(`Item 1: Duration.* must be a whole number from ${min} to ${max} .*but is`);
const fiveOnly = /Item 1: Duration.* must be 5 for .*but is 6/;
const linesOf = (list: string) => new RegExp(`Item 1: Resolution must be one of ${list} .*but is`);
const noSwitch = (name: string) =>
	new RegExp(`Item 1: ${name} must be true or false for .*but is "maybe"`);
const maybe = (name: string): IDataObject => ({ [name]: 'maybe' });

const refused: Array<[string, IDataObject, RegExp]> = [
	['viduq3_pro_text2video', { prompt: ' ' }, /Item 1: Prompt is empty, but .* needs it/],
	['viduq3_turbo_text2video', { prompt: '' }, /Item 1: Prompt is empty, but .* needs it/],
	['viduq3_pro_text2video', { seed: 1.5 }, /Item 1: Seed must be a whole number/],

	['viduq2_pro_fast_img2video', LONG(2001), tooLong],
	['viduq2_turbo_img2video', LONG(2001), tooLong],
	['viduq1_img2video', LONG(2001), tooLong],
	['vidu20_img2video', LONG(2001), tooLong],
	['viduq2_pro_fast_img2video', maybe('audio'), noSwitch('Audio')],
	['viduq2_turbo_img2video', maybe('bgm'), noSwitch('Background Music')],
	['viduq2_pro_img2video', maybe('is_rec'), noSwitch('Prompt Written by Vidu')],
	['viduq1_img2video', { duration: 6 }, fiveOnly],
	['viduq1_img2video', { resolution: '720p' }, linesOf('1080p')],
	['vidu20_img2video', { duration: 5 }, /Item 1: Duration.* must be one of 4, 8 .*but is 5/],
	['vidu20_img2video', { resolution: '540p' }, linesOf('360p, 720p, 1080p')],
	['vidu20_img2video', { duration: 8, resolution: '360p' }, linesOf('720p')],
	['vidu20_img2video', { duration: 8, resolution: '1080p' }, linesOf('720p')],
	['vidu20_img2video', { seed: 'x' }, /Item 1: Seed must be a whole number/],
	[
		'vidu20_img2video',
		{ audio: true, off_peak: true },
		/Item 1: Audio and Off-Peak.* cannot both be on/,
	],

	['viduq2_pro_start_end2video', LONG(2001), tooLong],
	['viduq2_pro_start_end2video', { duration: 9 }, upTo(1, 8)],
	['viduq2_pro_start_end2video', { duration: 0 }, upTo(1, 8)],
	['viduq2_pro_start_end2video', { resolution: '360p' }, linesOf('540p, 720p, 1080p')],
	[
		'viduq2_pro_start_end2video',
		{ movement_amplitude: 'huge' },
		/Item 1: Movement Amplitude must be one of auto, small, medium, large .*"huge"/,
	],
	['viduq2_turbo_start_end2video', maybe('is_rec'), noSwitch('Prompt Written by Vidu')],
	['viduq2_pro_fast_start_end2video', { seed: 0.5 }, /Item 1: Seed must be a whole number/],
	['viduq3_pro_start_end2video', maybe('is_rec'), noSwitch('Prompt Written by Vidu')],
	['viduq3_turbo_start_end2video', { seed: 'x' }, /Item 1: Seed must be a whole number/],

	['viduq2_reference2video', { prompt: '' }, /Item 1: Prompt is empty/],
	['viduq2_reference2video', LONG(2001), tooLong],
	['viduq2_reference2video', { duration: 11 }, upTo(1, 10)],
	['viduq2_reference2video', { aspect_ratio: 'wide' }, /Item 1: Aspect Ratio must be a ratio/],
	['viduq2_reference2video', { resolution: '360p' }, linesOf('540p, 720p, 1080p')],
	['viduq2_reference2video', maybe('audio'), noSwitch('Audio')],
	['viduq2_pro_fast_reference2video', { duration: 9 }, upTo(1, 8)],
	['viduq2_pro_fast_reference2video', { aspect_ratio: '16' }, /Item 1: Aspect Ratio must be a r/],
	['viduq2_pro_fast_reference2video', { resolution: '540p' }, linesOf('720p, 1080p')],
	['viduq1_reference2video', { duration: 6 }, fiveOnly],

	['viduq3_i2v_reference', { prompt: '' }, /Item 1: Prompt is empty/],
	['viduq3_i2v_reference', LONG(5001), /Item 1: Prompt is 5001 .* limit is 5000/],
	['viduq3_i2v_reference', { duration: 2 }, upTo(3, 16)],
	['viduq3_i2v_reference', { duration: 17 }, upTo(3, 16)],
	[
		'viduq3_i2v_reference',
		{ aspect_ratio: '21:9' },
		/Item 1: Aspect Ratio must be one of .*auto .*"21:9"/,
	],
	['viduq2_i2v_reference', LONG(2001), tooLong],
	['viduq2_i2v_reference', { duration: 11 }, upTo(1, 10)],
	['viduq1_i2v_reference', LONG(2001), tooLong],
	['viduq1_i2v_reference', { duration: 6 }, fiveOnly],
	['viduq1_i2v_reference', { resolution: '720p' }, linesOf('1080p')],
	['viduq2_pro_reference', LONG(5001), /Item 1: Prompt is 5001 .* limit is 5000/],
	['viduq2_pro_reference', maybe('bgm'), noSwitch('Background Music')],
];

const everyModel = DOCUMENTED.map(({ id }) => id);

describe('what the gateway documents for a model is held before anything is bought', () => {
	test.each(refused)('%s: %j', async (id, params, message) => {
		const { gateway, error } = await runSecond(id, params);
		expect(error).toMatch(message);
		expect(error).toMatch(/Nothing was bought/);
		expect(gateway.requests).toEqual([]);
	});

	test.each(everyModel)('%s: a payload of 1,048,577 characters', async (id) => {
		const { gateway, error } = await runSecond(id, { payload: 'x'.repeat(1_048_577) });
		expect(error).toMatch(/Item 1: Payload is 1048577 characters long; the limit is 1048576/);
		expect(gateway.requests).toEqual([]);
	});
});
