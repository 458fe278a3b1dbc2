import type { Model } from './model';
import type { Parameter } from './parameter';
import * as p from './parameters';

/* Source: docs/api/models.md, "Reference to video". */

const promptUpTo = (maxCharacters?: number) =>
	p.prompt(
		'What the video shows. Mention each subject as @name',
		'e.g. @anna walks through a market and waves at @dog',
		true,
		maxCharacters,
	);

const LENGTH = 'Length of the video';
const LINES = ['540p', '720p', '1080p'];
const FIVE_ONLY = p.duration(5, 5, LENGTH);
const THREE_RATIOS = p.aspectRatio(['16:9', '9:16', '1:1'], '16:9');
const FIVE_RATIOS = p.aspectRatio(['16:9', '9:16', '1:1', '3:4', '4:3'], '16:9');

/** "Any ratio is supported": the editor offers these, and only the form is enforced. */
const anyRatio: Parameter = { ...THREE_RATIOS, format: 'ratio' };

const bySubject = {
	prompt: promptUpTo(),
	subjects: p.subjects,
	...p.commonInferred,
	audio: p.audio(false),
};

const byImage = { prompt: promptUpTo(), images: p.inputImages(1, 7), ...p.commonInferred };

/** The documented models that make a video with references; the first is the default. */
export const referenceToVideoModels: readonly Model[] = [
	{
		id: 'viduq2_reference2video',
		displayName: 'Vidu Q2 (Subjects)',
		parameters: {
			...bySubject,
			duration: p.duration(1, 10, LENGTH),
			aspect_ratio: anyRatio,
			resolution: p.resolution(LINES, '720p'),
		},
	},
	{
		id: 'viduq2_pro_fast_reference2video',
		displayName: 'Vidu Q2 Pro Fast (Subjects)',
		parameters: {
			...bySubject,
			duration: p.duration(1, 8, LENGTH),
			aspect_ratio: anyRatio,
			resolution: p.resolution(['720p', '1080p'], '720p'),
		},
	},
	{
		id: 'viduq1_reference2video',
		displayName: 'Vidu Q1 (Subjects)',
		parameters: {
			...bySubject,
			duration: FIVE_ONLY,
			aspect_ratio: p.inferred(THREE_RATIOS),
			resolution: p.inferred(p.resolution(['1080p'], '1080p')),
		},
	},
	{
		id: 'viduq3_i2v_reference',
		displayName: 'Vidu Q3 (Images)',
		parameters: {
			...byImage,
			prompt: promptUpTo(5000),
			duration: p.duration(3, 16, LENGTH),
			aspect_ratio: p.aspectRatio(['16:9', '9:16', '1:1', '3:4', '4:3', 'auto'], '16:9'),
			resolution: p.byVidu(p.resolution(LINES, '720p')),
			audio: p.audio(true),
		},
	},
	{
		id: 'viduq2_i2v_reference',
		displayName: 'Vidu Q2 (Images)',
		parameters: {
			...byImage,
			duration: p.duration(1, 10, LENGTH),
			aspect_ratio: p.inferred(FIVE_RATIOS),
			resolution: p.inferred(p.resolution(LINES, '720p')),
			audio: p.audio(false),
			voice_id: p.voiceId,
		},
	},
	{
		id: 'viduq1_i2v_reference',
		displayName: 'Vidu Q1 (Images)',
		parameters: {
			...byImage,
			duration: FIVE_ONLY,
			aspect_ratio: p.inferred(THREE_RATIOS),
			resolution: p.resolution(['1080p'], '1080p'),
			audio: p.audio(false),
			voice_id: p.voiceId,
			movement_amplitude: p.movementAmplitude,
		},
	},
	{
		id: 'viduq2_pro_reference',
		displayName: 'Vidu Q2 Pro (Images, Videos)',
		parameters: {
			...byImage,
			prompt: promptUpTo(5000),
			duration: p.byVidu(p.duration(0, 10, `${LENGTH}. Set to 0 to let the model choose.`)),
			aspect_ratio: p.byVidu(FIVE_RATIOS),
			resolution: p.byVidu(p.resolution(LINES, '720p')),
			bgm: p.bgmAtAnyLength,
			videos: p.videos,
		},
	},
];
