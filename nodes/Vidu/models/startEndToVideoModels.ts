import type { Model } from './model';
import * as p from './parameters';

/* Source: docs/api/models.md, "Start and end to video". */

const promptUpTo = (maxCharacters?: number) =>
	p.prompt(
		'What should happen between the two frames. Optional',
		'e.g. The bud opens into a flower, time lapse',
		false,
		maxCharacters,
	);

const shared = {
	images: p.inputImages(2, 2),
	prompt: p.byVidu(promptUpTo()),
	...p.commonInferred,
	is_rec: p.isRec,
};

const LENGTH = 'Length of the video';
const LINES = ['540p', '720p', '1080p'];

const q3 = (id: string, displayName: string): Model => ({
	id,
	displayName,
	parameters: {
		...shared,
		prompt: p.byVidu(promptUpTo(5000)),
		duration: p.byVidu(p.duration(1, 16, LENGTH)),
		resolution: p.byVidu(p.resolution(LINES, '720p')),
		audio: p.byVidu(p.audio(true)),
	},
});

/** The documented models that make a video between two frames; the first is the default. */
export const startEndToVideoModels: readonly Model[] = [
	{
		id: 'viduq2_pro_start_end2video',
		displayName: 'Vidu Q2 Pro',
		parameters: {
			...shared,
			prompt: promptUpTo(),
			duration: p.duration(1, 8, LENGTH),
			resolution: p.resolution(LINES, '720p'),
			movement_amplitude: p.movementAmplitude,
			bgm: p.inferred(p.bgm),
		},
	},
	{
		id: 'viduq2_turbo_start_end2video',
		displayName: 'Vidu Q2 Turbo',
		parameters: {
			...shared,
			duration: p.byVidu(p.duration(1, 8, LENGTH)),
			resolution: p.byVidu(p.resolution(LINES, '720p')),
		},
	},
	{
		id: 'viduq2_pro_fast_start_end2video',
		displayName: 'Vidu Q2 Pro Fast',
		parameters: {
			...shared,
			duration: p.byVidu(p.duration(1, 8, LENGTH)),
			resolution: p.byVidu(p.resolution(['720p', '1080p'], '720p')),
		},
	},
	q3('viduq3_pro_start_end2video', 'Vidu Q3 Pro'),
	q3('viduq3_turbo_start_end2video', 'Vidu Q3 Turbo'),
];
