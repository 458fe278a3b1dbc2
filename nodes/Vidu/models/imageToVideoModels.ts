import type { Model } from './model';
import * as p from './parameters';

/* Source: docs/api/models.md, "Image to video". There is no aspect ratio: the video has that of the image. */

const promptUpTo = (maxCharacters?: number) =>
	p.prompt(
		'What should happen in the video. Optional',
		'e.g. The camera moves around the bottle, drops run down the glass',
		false,
		maxCharacters,
	);

const shared = {
	images: p.inputImages(1, 1),
	prompt: promptUpTo(),
	...p.commonInferred,
	seed: p.inferred(p.seed),
};

const LENGTH = 'Length of the video';
const lines = (...resolutions: string[]) => p.byVidu(p.resolution(resolutions, '720p'));
const sound = { audio: p.audio(false), audio_type: p.audioType, voice_id: p.voiceId };

/** The Q2 models differ in a few sources and resolutions only. */
const q2 = {
	...shared,
	duration: p.byVidu(p.duration(1, 10, LENGTH)),
	resolution: lines('540p', '720p', '1080p'),
	...sound,
	is_rec: p.isRec,
};

const q3 = (id: string, displayName: string): Model => ({
	id,
	displayName,
	parameters: {
		...shared,
		prompt: p.byVidu(promptUpTo(5000)),
		duration: p.byVidu(p.duration(1, 16, LENGTH)),
		resolution: lines('540p', '720p', '1080p'),
		audio: p.byVidu(p.audio(true)),
		is_rec: p.byVidu(p.isRec),
	},
});

/** The documented models that make a video from an image; the first is the default. */
export const imageToVideoModels: readonly Model[] = [
	{
		id: 'viduq2_pro_fast_img2video',
		displayName: 'Vidu Q2 Pro Fast',
		parameters: { ...q2, resolution: lines('720p', '1080p'), bgm: p.bgm },
	},
	{
		id: 'viduq2_turbo_img2video',
		displayName: 'Vidu Q2 Turbo',
		parameters: { ...q2, bgm: p.bgm },
	},
	{
		id: 'viduq2_pro_img2video',
		displayName: 'Vidu Q2 Pro',
		parameters: { ...q2, prompt: p.byVidu(promptUpTo()) },
	},
	q3('viduq3_pro_img2video', 'Vidu Q3 Pro'),
	q3('viduq3_turbo_img2video', 'Vidu Q3 Turbo'),
	{
		id: 'viduq1_img2video',
		displayName: 'Vidu Q1',
		parameters: {
			...shared,
			duration: p.duration(5, 5, LENGTH),
			resolution: p.resolution(['1080p'], '1080p'),
			...sound,
			is_rec: p.isRec,
			bgm: p.bgm,
			movement_amplitude: p.inferred(p.movementAmplitude),
		},
	},
	{
		id: 'vidu20_img2video',
		displayName: 'Vidu 2.0',
		parameters: {
			...shared,
			duration: p.durationAmong([4, 8], 4, LENGTH),
			resolution: p.resolution(['360p', '720p', '1080p'], '360p'),
			movement_amplitude: p.movementAmplitude,
			seed: p.seed,
			...sound,
		},
		variants: [{ duration: 8, parameters: { resolution: p.resolution(['720p'], '720p') } }],
		exclusive: [['audio', 'off_peak']],
	},
];
