import { acceptance, EXTEND_MODEL, refusal, TEXT_MODEL } from './client';
import { startGateway, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const EMOJI = '\u{1F3AC}';
const MEGA = 1_048_576;
const META = '{"Label":"mine"}';
const SOURCE = { video_url: 'https://example.com/a.mp4' };

type Values = [parameter: string, good: unknown[], bad: unknown[]];

const SHARED: Values[] = [
	['watermark', [true, false], ['true', 0, null]],
	['wm_url', ['http://example.com/a.png'], ['', 'ftp://a/b', 'example.com/a.png', 1]],
	['meta_data', [META, ''], ['{', 'Label', { Label: 'mine' }, null]],
	['payload', ['', 'x', 'x'.repeat(MEGA), EMOJI.repeat(MEGA)], ['x'.repeat(MEGA + 1), {}, 1]],
	['callback_url', ['https://example.com/done?a=b'], ['', '/done', 'https:/a', 'https://a b/', 1]],
];

const TEXT: Values[] = [
	...SHARED,
	['duration', [1, 2, 3, 4, 5, 6, 7, 8, 5.0], [0, 9, -1, 4.5, '5', null]],
	['seed', [0, 1, -1, 2_147_483_648], [1.5, '1', true, null]],
	['aspect_ratio', ['16:9', '9:16', '3:4', '4:3', '1:1'], ['', '21:9', '16x9', 1]],
	['resolution', ['720p', '1080p'], ['540p', '720', '4K', 720]],
	['bgm', [true, false], ['false', 1]],
	['off_peak', [true, false], ['false', 1]],
	['wm_position', [1, 2, 3, 4], [0, 5, '1', 'top_left']],
	['prompt', ['x'.repeat(2000), EMOJI.repeat(2000)], ['', 'x'.repeat(2001), 1, null]],
	['style', [], ['anime']],
	['movement_amplitude', [], ['auto']],
	['video_url', [], ['https://example.com/a.mp4']],
	['model', [], [TEXT_MODEL]],
	['constructor', [], [1]],
];

const CODES: Record<string, string> = {
	video_creation_id: '008012003',
	video_url: '008012002',
	prompt: '008012004',
	duration: '008012005',
	resolution: '008012006',
	payload: '008012010',
	callback_url: '008012011',
};

const EXTEND: Values[] = [
	...SHARED,
	['video_creation_id', ['1'], ['', 1, null]],
	['video_url', ['http://a/b.mp4'], ['', 'a.mp4', 'file:///a.mp4', 'data:video/mp4,', null]],
	['prompt', ['', 'x'.repeat(2000), EMOJI.repeat(2000)], ['x'.repeat(2001), 1]],
	['duration', [1, 2, 3, 4, 5, 6, 7], [0, 8, 4.5, '5']],
	['resolution', ['540p', '720p', '1080p'], ['360p', 720]],
	['wm_position', ['top_left', 'top_right', 'bottom_right', 'bottom_left'], ['center', 4]],
	['seed', [], [1]],
	['aspect_ratio', [], ['16:9']],
	['bgm', [], [true]],
	['off_peak', [], [false]],
];

const named = ([parameter, good, bad]: Values, model: string) =>
	[model, parameter, good, bad] as const;

describe.each([
	...TEXT.map((values) => named(values, TEXT_MODEL)),
	named(['duration', [1, 8, 9, 10], [0, 11]], 'viduq2_text2video'),
	named(['resolution', ['540p', '720p', '1080p'], ['360p']], 'viduq2_text2video'),
	named(['style', [], ['general']], 'viduq2_text2video'),
	named(['style', ['general', 'anime'], ['real', true]], 'viduq1_text2video'),
	named(['duration', [5], [4, 6]], 'viduq1_text2video'),
	named(['aspect_ratio', ['16:9', '9:16', '1:1'], ['3:4', '4:3']], 'viduq1_text2video'),
	named(['resolution', ['1080p'], ['720p']], 'viduq1_text2video'),
	named(
		['movement_amplitude', ['auto', 'small', 'medium', 'large'], ['huge', 1]],
		'viduq1_text2video',
	),
])('%s: %s', (model, parameter, good, bad) => {
	it('accepts what is documented', async () => {
		for (const value of good) {
			const task = await acceptance(gateway, { prompt: 'x', [parameter]: value }, model);
			expect(task.params).toEqual({ prompt: 'x', [parameter]: value });
			expect(task.settings[parameter]).toEqual(value);
		}
	});
	it('refuses what is not', async () => {
		for (const value of bad) {
			gateway.reset();
			const error = await refusal(gateway, { prompt: 'x', [parameter]: value }, model);
			expect(error.code).toBe('008020099');
			expect(error.message).toMatch(new RegExp(`^Task creation error: .*\\b${parameter}`));
		}
	});
});

describe.each([
	...EXTEND.map((values) => named(values, EXTEND_MODEL)),
	...EXTEND.map((values) => named(values, 'viduq2_turbo_extend')),
])('%s: %s', (model, parameter, good, bad) => {
	const params = (value: unknown) => ({ ...SOURCE, [parameter]: value });
	it('accepts what is documented', async () => {
		for (const value of good) await acceptance(gateway, params(value), model);
	});
	it('refuses what is not', async () => {
		for (const value of bad) {
			gateway.reset();
			const error = await refusal(gateway, params(value), model);
			expect(error.code).toBe(CODES[parameter]);
			expect(error.message).toContain(parameter);
		}
	});
});
