import type { Parameter } from './parameter';
import { metaData, watermark, wmPositionNumber, wmUrl } from './watermarkParameters';

export * from './inputParameters';
export * from './soundParameters';
export * from './watermarkParameters';

/*
 * Every documented parameter, once: its type, limits, default and texts. What differs from model to model is an
 * argument. Sound, watermarks, and the images and videos of a task have their own files.
 */

/** For every model whose table has no other number. Source: docs/api/models.md, "Prompts". */
const PROMPT_CHARACTERS = 2000;

/** Source: docs/api/models.md, "Common parameters". */
const PAYLOAD_CHARACTERS = 1_048_576;

/** A prompt, which some operations require. */
export const prompt = (
	description: string,
	placeholder: string,
	required: boolean,
	maxCharacters = PROMPT_CHARACTERS,
): Parameter => ({
	type: 'string',
	displayName: 'Prompt',
	description: `${description}. Up to ${maxCharacters} characters.`,
	placeholder,
	location: 'main',
	rows: 4,
	maxCharacters,
	required,
});

/** Whole seconds from `min` to `max`, if there is a maximum. All such models have the default 5. */
export const duration = (
	min: number,
	max: number | undefined,
	description: string,
	displayName = 'Duration (Seconds)',
): Parameter => ({
	type: 'integer',
	min,
	...(max === undefined ? {} : { max }),
	default: 5,
	unit: 'seconds',
	displayName,
	description,
	location: 'main',
});

/** One of a few numbers of seconds. */
export const durationAmong = (
	seconds: readonly number[],
	initial: number,
	description: string,
): Parameter => ({
	type: 'integer',
	options: seconds,
	default: initial,
	displayName: 'Duration (Seconds)',
	description,
	location: 'main',
});

export const aspectRatio = (ratios: readonly string[], initial: string): Parameter => ({
	type: 'string',
	options: ratios,
	default: initial,
	displayName: 'Aspect Ratio',
	description: 'Shape of the video, width to height',
	location: 'main',
	optionNames: {
		'16:9': '16:9 (Landscape)',
		'9:16': '9:16 (Portrait)',
		'1:1': '1:1 (Square)',
		auto: 'Auto',
	},
});

export const resolution = (resolutions: readonly string[], initial: string): Parameter => ({
	type: 'string',
	options: resolutions,
	default: initial,
	displayName: 'Resolution',
	description: 'Higher resolutions look sharper and cost more',
	location: 'main',
});

export const style: Parameter = {
	type: 'string',
	options: ['general', 'anime'],
	default: 'general',
	displayName: 'Style',
	description: 'Visual style of the video',
	location: 'additional',
	optionNames: { general: 'General', anime: 'Anime' },
};

export const movementAmplitude: Parameter = {
	type: 'string',
	options: ['auto', 'small', 'medium', 'large'],
	default: 'auto',
	displayName: 'Movement Amplitude',
	description: 'How much people and things move',
	location: 'additional',
	optionNames: { auto: 'Auto', small: 'Small', medium: 'Medium', large: 'Large' },
};

export const seed: Parameter = {
	type: 'integer',
	default: 0,
	displayName: 'Seed',
	description: 'The same seed gives similar results. Set to 0 for a random one.',
	location: 'additional',
};

export const bgm: Parameter = {
	type: 'boolean',
	default: false,
	displayName: 'Background Music',
	description:
		'Whether to add background music that fits the duration. It has no effect on Vidu Q2 videos of 9 or 10 seconds.',
	location: 'additional',
};

/** For a model without a documented duration at which it has no effect. */
export const bgmAtAnyLength: Parameter = {
	...bgm,
	description: 'Whether to add background music that fits the duration',
};

export const offPeak: Parameter = {
	type: 'boolean',
	default: false,
	displayName: 'Off-Peak (Temporarily Unavailable)',
	description:
		'Whether to make the video at off-peak hours for fewer credits. The gateway documents it as temporarily unavailable. It can take 48 hours: turn off Wait for Completion, and get the video later with Resource "Task".',
	location: 'additional',
};

export const payload: Parameter = {
	type: 'string',
	takesJson: true,
	displayName: 'Payload',
	description: `Your own text. The gateway passes it through unchanged. Up to ${PAYLOAD_CHARACTERS.toLocaleString('en-US')} characters.`,
	location: 'additional',
	maxCharacters: PAYLOAD_CHARACTERS,
};

export const callbackUrl: Parameter = {
	type: 'string',
	format: 'webAddress',
	displayName: 'Callback URL',
	description:
		'URL that the gateway calls when the status changes, such as the resume URL of a Wait node',
	placeholder: 'e.g. https://example.com/webhook/vidu',
	location: 'additional',
};

/** Seconds of a video that can be extended. Source: docs/api/models.md, "Videos". */
export const SOURCE_SECONDS = { min: 4, max: 60 };

export const videoUrl: Parameter = {
	type: 'string',
	format: 'webAddress',
	displayName: 'Video URL',
	description: `The video to extend, ${SOURCE_SECONDS.min} seconds to ${SOURCE_SECONDS.max / 60} minute long. This node outputs the link of each video as videoUrl.`,
	placeholder: 'e.g. https://example.com/video.mp4',
	location: 'main',
};

export const videoCreationId: Parameter = {
	type: 'string',
	displayName: 'Video Creation ID',
	description:
		"Vidu's own ID of a video, from Vidu's API. This node does not output it: for videos of this node, set Video Source to URL.",
	placeholder: 'e.g. 3225689473568',
	location: 'main',
};

/** A parameter whose limits only Vidu's own documents have. */
export const byVidu = (parameter: Parameter): Parameter => ({ ...parameter, source: 'vidu' });

/** A parameter whose limits are inferred. */
export const inferred = (parameter: Parameter): Parameter => ({ ...parameter, source: 'inferred' });

/** Parameters of every model except those of Extend. Source: docs/api/models.md, "Common parameters". */
export const common = {
	seed,
	payload,
	off_peak: offPeak,
	watermark,
	wm_position: wmPositionNumber,
	wm_url: wmUrl,
	meta_data: metaData,
	callback_url: callbackUrl,
};

/** The same for the operations other than text to video: their watermark corners are inferred. */
export const commonInferred = { ...common, wm_position: inferred(wmPositionNumber) };
