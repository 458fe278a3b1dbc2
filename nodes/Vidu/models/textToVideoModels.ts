import type { Model } from './model';
import * as p from './parameters';

const promptUpTo = (maxCharacters?: number) =>
	p.prompt(
		'What the video shows',
		'e.g. A red kite over a green hill, slow camera, warm evening light',
		true,
		maxCharacters,
	);

/** The parameters of every text-to-video model. */
const shared = { prompt: promptUpTo(), ...p.common };

const LENGTH = 'Length of the video';
const RATIOS = ['16:9', '9:16', '3:4', '4:3', '1:1'] as const;

/** The two Q3 models take the same. */
function q3(id: string, displayName: string): Model {
	return {
		id,
		displayName,
		parameters: {
			...shared,
			prompt: p.byVidu(promptUpTo(5000)),
			duration: p.byVidu(p.duration(1, 16, LENGTH)),
			aspect_ratio: p.byVidu(p.aspectRatio(RATIOS, '16:9')),
			resolution: p.byVidu(p.resolution(['540p', '720p', '1080p'], '720p')),
			audio: p.byVidu(p.audio(true)),
		},
	};
}

/** The documented text-to-video models; the first is the default. */
export const textToVideoModels: readonly Model[] = [
	{
		id: 'viduq2_pro_fast_text2video',
		displayName: 'Vidu Q2 Pro Fast',
		parameters: {
			...shared,
			duration: p.duration(1, 8, LENGTH),
			aspect_ratio: p.aspectRatio(RATIOS, '16:9'),
			resolution: p.resolution(['720p', '1080p'], '720p'),
			bgm: p.bgm,
		},
	},
	{
		id: 'viduq2_text2video',
		displayName: 'Vidu Q2',
		parameters: {
			...shared,
			duration: p.duration(1, 10, LENGTH),
			aspect_ratio: p.aspectRatio(RATIOS, '16:9'),
			resolution: p.resolution(['540p', '720p', '1080p'], '720p'),
			bgm: p.bgm,
		},
	},
	q3('viduq3_pro_text2video', 'Vidu Q3 Pro'),
	q3('viduq3_turbo_text2video', 'Vidu Q3 Turbo'),
	{
		id: 'viduq1_text2video',
		displayName: 'Vidu Q1',
		parameters: {
			...shared,
			style: p.style,
			duration: p.duration(5, 5, LENGTH),
			aspect_ratio: p.aspectRatio(['16:9', '9:16', '1:1'], '16:9'),
			resolution: p.resolution(['1080p'], '1080p'),
			movement_amplitude: p.movementAmplitude,
			bgm: p.bgm,
		},
	},
];
