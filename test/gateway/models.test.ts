import { acceptance, refusal } from './client';
import { startGateway, type Gateway, type Params } from './index';
import { MODELS } from './models';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const PICTURE = pngUri(128, 128);
const TEXT: Params = { prompt: 'x' };
const FRAME: Params = { images: [PICTURE] };
const FRAMES: Params = { images: [PICTURE, PICTURE] };
const BY_IMAGE: Params = { prompt: 'x', images: [PICTURE] };
const BY_SUBJECT: Params = { prompt: '@a', subjects: [{ id: 'a', images: [PICTURE] }] };
const long = (characters: number) => 'x'.repeat(characters);
const DATA = [[PICTURE], [PICTURE, PICTURE]];

type Facts = {
	base: Params;
	/** Taken, one at a time: certain, or not certain enough to be refused. */
	good: Record<string, unknown[]>;
	/** Refused, one at a time. */
	bad: Record<string, unknown[]>;
};

const SPOKEN = { audio: ['true'], voice_id: [1] };
const Q3_FRAMES: Facts = {
	base: FRAMES,
	good: { prompt: [long(5001)], duration: [16, 99], seed: [1], audio: [true], resolution: ['4K'] },
	bad: { is_rec: ['no'], seed: ['1'], movement_amplitude: ['auto'], bgm: [true] },
};
const Q3_TEXT: Facts = {
	base: TEXT,
	good: {
		prompt: [long(5001)],
		duration: [16, 99],
		aspect_ratio: ['21:9'],
		resolution: ['4K'],
		audio: [true],
		style: ['general'],
		movement_amplitude: ['auto'],
		bgm: [true],
	},
	bad: { prompt: [''], wm_position: [5], camera: [{}], images: [[PICTURE]] },
};
const Q3_FRAME: Facts = {
	base: FRAME,
	good: { prompt: [long(5001)], duration: [16, 99], bgm: [true], movement_amplitude: ['x'] },
	bad: { images: [[], DATA[1]], aspect_ratio: ['16:9'] },
};
const Q2_FRAME: Facts = {
	base: FRAME,
	good: {
		prompt: ['', long(2000)],
		duration: [10, 99],
		resolution: ['4K'],
		audio_type: ['all'],
		bgm: [true],
		seed: [1],
		off_peak: [true],
		payload: ['p'],
		wm_position: [9],
	},
	bad: { ...SPOKEN, prompt: [long(2001)], is_rec: ['no'], bgm: [1], movement_amplitude: ['auto'] },
};
const Q2_FRAMES: Facts = {
	base: FRAMES,
	good: { prompt: [long(2001)], duration: [9], resolution: ['540p'] },
	bad: { seed: [1.5], movement_amplitude: ['auto'], images: [DATA[0]] },
};

const FACTS: Record<string, Facts> = {
	viduq3_pro_text2video: Q3_TEXT,
	viduq3_turbo_text2video: Q3_TEXT,
	viduq2_pro_fast_img2video: Q2_FRAME,
	viduq2_turbo_img2video: Q2_FRAME,
	viduq2_pro_img2video: {
		base: FRAME,
		good: { prompt: [long(2001)], duration: [11], audio_type: ['other'] },
		bad: { ...SPOKEN, is_rec: [1], bgm: [true], movement_amplitude: ['auto'] },
	},
	viduq1_img2video: {
		base: FRAME,
		good: { duration: [5], resolution: ['1080p'], movement_amplitude: ['x'] },
		bad: { prompt: [long(2001)], duration: [4], resolution: ['720p'] },
	},
	vidu20_img2video: {
		base: FRAME,
		good: { duration: [4, 8], resolution: ['360p', '720p', '1080p'], is_rec: [true] },
		bad: { duration: [5], resolution: ['540p'], seed: ['1'], payload: [long(1_048_577)] },
	},
	viduq3_pro_img2video: Q3_FRAME,
	viduq3_turbo_img2video: Q3_FRAME,
	viduq2_pro_start_end2video: {
		base: FRAMES,
		good: { duration: [1, 8], resolution: ['540p'], movement_amplitude: ['large'], bgm: [true] },
		bad: {
			prompt: [long(2001)],
			duration: [0, 9],
			resolution: ['360p'],
			movement_amplitude: ['x'],
			aspect_ratio: ['16:9'],
			images: [[], DATA[0], [PICTURE, PICTURE, PICTURE]],
		},
	},
	viduq2_turbo_start_end2video: Q2_FRAMES,
	viduq2_pro_fast_start_end2video: Q2_FRAMES,
	viduq3_pro_start_end2video: Q3_FRAMES,
	viduq3_turbo_start_end2video: Q3_FRAMES,
	viduq2_reference2video: {
		base: BY_SUBJECT,
		good: { duration: [1, 10], aspect_ratio: ['21:9', '2.39:1'], bgm: [true], seed: [0] },
		bad: {
			prompt: ['', long(2001)],
			duration: [0, 11],
			aspect_ratio: ['auto', '16x9', '0:1', '16:'],
			resolution: ['360p'],
			audio: ['on'],
			images: [[PICTURE]],
		},
	},
	viduq2_pro_fast_reference2video: {
		base: BY_SUBJECT,
		good: { duration: [8], resolution: ['720p', '1080p'], aspect_ratio: ['3:4'] },
		bad: { duration: [9], resolution: ['540p'], aspect_ratio: ['wide'] },
	},
	viduq1_reference2video: {
		base: BY_SUBJECT,
		good: { duration: [5], resolution: ['720p'], aspect_ratio: ['wide'] },
		bad: { duration: [4], seed: ['1'] },
	},
	viduq3_i2v_reference: {
		base: BY_IMAGE,
		good: { prompt: [long(5000)], duration: [3, 16], aspect_ratio: ['auto'], resolution: ['4K'] },
		bad: { prompt: [long(5001)], duration: [2, 17], aspect_ratio: ['21:9'], subjects: [[]] },
	},
	viduq2_i2v_reference: {
		base: BY_IMAGE,
		good: { duration: [1, 10], aspect_ratio: ['auto'], resolution: ['4K'], voice_id: ['v'] },
		bad: { prompt: [long(2001)], duration: [0, 11], bgm: [true], voice_id: [1] },
	},
	viduq1_i2v_reference: {
		base: BY_IMAGE,
		good: { duration: [5], resolution: ['1080p'], movement_amplitude: ['x'] },
		bad: { duration: [4], resolution: ['720p'], prompt: [''] },
	},
	viduq2_pro_reference: {
		base: BY_IMAGE,
		good: {
			prompt: [long(5000)],
			duration: [0, 99],
			bgm: [true],
			videos: [['https://a/b.mp4']],
			images: [Array(7).fill(PICTURE)],
		},
		bad: {
			prompt: [long(5001)],
			bgm: [1],
			videos: [[], ['b.mp4'], Array(3).fill('https://a/b.mp4'), 'https://a/b.mp4'],
			images: [[], Array(8).fill(PICTURE)],
		},
	},
};

describe.each(Object.entries(FACTS))('%s', (model, { base, good, bad }) => {
	const pairs = (values: Record<string, unknown[]>) =>
		Object.entries(values).flatMap(([name, all]) => all.map((value) => [name, value] as const));
	it('takes what is documented, and what is not certain to be refused', async () => {
		await acceptance(gateway, base, model);
		for (const [name, value] of pairs(good)) {
			const params = { ...base, [name]: value };
			expect((await acceptance(gateway, params, model)).params).toEqual(params);
		}
	});
	it('takes what is common to all families', async () => {
		const common = {
			seed: 1,
			payload: 'p',
			callback_url: 'https://example.com/done',
			off_peak: false,
			watermark: true,
			wm_position: 1,
			wm_url: 'https://example.com/mark.png',
			meta_data: '{}',
			is_rec: true,
			audio: true,
			voice_id: 'v',
		};
		await acceptance(gateway, { ...base, ...common }, model);
	});
	it('refuses what is not, and says what', async () => {
		for (const [name, value] of pairs({ ...bad, aspectRatio: ['16:9'], model: [model] })) {
			gateway.reset();
			const { message } = await refusal(gateway, { ...base, [name]: value }, model);
			expect(message).toMatch(new RegExp(`\\b${name}\\b`));
		}
	});
	it('needs its pictures, or its prompt', async () => {
		for (const name of Object.keys(base)) {
			gateway.reset();
			const { [name]: _left, ...rest } = base;
			expect((await refusal(gateway, rest, model)).message).toContain(`${name} is required`);
		}
	});
});

it('are all the models there are, beside those that have documents of their own', () => {
	const documented = ['viduq2_pro_fast_text2video', 'viduq2_text2video', 'viduq1_text2video'];
	const extend = ['viduq2_pro_extend', 'viduq2_turbo_extend'];
	const known = [...documented, ...extend, ...Object.keys(FACTS)];
	expect([...MODELS.keys()].sort()).toEqual(known.sort());
});
