/** What do the image to video models take? models.md, "Image to video". */

import { ANY_IMAGE, imageList } from '../imageLimits';
import { flag, integer, option, text, type Problem } from '../rules';
import {
	common,
	prompt,
	PROMPT_LIMIT,
	taken,
	type Model,
	type Models,
	type Parameters,
} from './common';

/** The columns of the table; `audio_type` counts for the whole family. */
const columns: Parameters = {
	...common,
	images: { rule: imageList(1, 1, ANY_IMAGE), required: true },
	duration: taken(5),
	resolution: taken('720p'),
	audio_type: taken(),
};
const spoken: Parameters = {
	audio: { rule: flag, standard: false },
	voice_id: { rule: text(Infinity) },
};
const scored: Parameters = { ...spoken, is_rec: { rule: flag }, bgm: { rule: flag } };
const limited: Parameters = { prompt: prompt(PROMPT_LIMIT) };

const q3: Parameters = {
	...columns,
	audio: taken(true),
	bgm: taken(),
	movement_amplitude: taken(),
};

const model = (parameters: Parameters, together?: Model['together']): Model => ({
	operation: 'img2video',
	parameters,
	images: ANY_IMAGE,
	together,
});

/** Vidu 2.0: what a video of 4 s may have, one of 8 s may not, and no sound off-peak. */
function vidu20(settings: Readonly<Record<string, unknown>>): Problem | undefined {
	const { duration, resolution, audio, off_peak: offPeak } = settings;
	if (duration === 8 && resolution !== undefined && resolution !== '720p') {
		return { text: 'resolution must be 720p at 8 seconds' };
	}
	return audio === true && offPeak === true
		? { text: 'off_peak cannot be used with audio' }
		: undefined;
}

export const imageToVideo: Models = [
	['viduq2_pro_fast_img2video', model({ ...columns, ...limited, ...scored })],
	['viduq2_turbo_img2video', model({ ...columns, ...limited, ...scored })],
	['viduq2_pro_img2video', model({ ...columns, ...spoken, is_rec: { rule: flag } })],
	[
		'viduq1_img2video',
		model({
			...columns,
			...limited,
			...scored,
			duration: { rule: integer([5]), standard: 5 },
			resolution: { rule: option('1080p'), standard: '1080p' },
			movement_amplitude: taken('auto'),
		}),
	],
	[
		'vidu20_img2video',
		model(
			{
				...columns,
				...limited,
				...spoken,
				duration: { rule: integer([4, 8]), standard: 4 },
				// The default is another one for each duration.
				resolution: { rule: option('360p', '720p', '1080p') },
				seed: { rule: integer() },
				movement_amplitude: taken('auto'),
			},
			vidu20,
		),
	],
	['viduq3_pro_img2video', model(q3)],
	['viduq3_turbo_img2video', model(q3)],
];
