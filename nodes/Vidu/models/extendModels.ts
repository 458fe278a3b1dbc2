import type { Model } from './model';
import * as p from './parameters';

const parameters = {
	video_creation_id: p.videoCreationId,
	video_url: p.videoUrl,
	images: p.images,
	prompt: p.prompt(
		'What should happen in the new part. Optional',
		'e.g. The kite lands in a meadow and a child picks it up',
		false,
	),
	resolution: p.resolution(['540p', '720p', '1080p'], '720p'),
	duration: p.duration(1, 7, 'How many seconds to add to the video', 'Seconds to Add'),
	watermark: p.watermark,
	wm_url: p.wmUrl,
	wm_position: p.wmPositionWord,
	meta_data: p.metaData,
	payload: p.payload,
	callback_url: p.callbackUrl,
};

/** The documented models that extend a video; the first is the default. Both take the same parameters. */
export const extendModels: readonly Model[] = [
	{
		id: 'viduq2_pro_extend',
		displayName: 'Vidu Q2 Pro Extend',
		parameters,
	},
	{
		id: 'viduq2_turbo_extend',
		displayName: 'Vidu Q2 Turbo Extend',
		parameters,
	},
];
