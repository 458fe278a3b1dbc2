/** Which models are there, and which parameters does each one document? */

import { flag, images, integer, json, option, text, url, type Rule } from './rules';

export type Operation = 'text2video' | 'extend';

/** One documented parameter. */
export interface Parameter {
	readonly rule: Rule;
	/** Extend only: the code of a bad value. Some parameters have none of their own. */
	readonly code?: string;
	/** What an absent value means. */
	readonly standard?: unknown;
	readonly required?: boolean;
}

export interface Model {
	readonly operation: Operation;
	/** By name; undefined for a model whose parameters are not documented (anything goes). */
	readonly parameters?: Readonly<Record<string, Parameter>>;
}

const PROMPT_LIMIT = 2000;
const PAYLOAD_LIMIT = 1_048_576;
const UP_TO_8 = [1, 2, 3, 4, 5, 6, 7, 8];

/** text-to-video.txt, parameter by parameter. */
const textToVideo: Record<string, Parameter> = {
	prompt: { rule: text(PROMPT_LIMIT, 1), required: true },
	duration: { rule: integer(UP_TO_8), standard: 5 },
	seed: { rule: integer() },
	aspect_ratio: { rule: option('16:9', '9:16', '3:4', '4:3', '1:1'), standard: '16:9' },
	resolution: { rule: option('720p', '1080p'), standard: '720p' },
	bgm: { rule: flag, standard: false },
	payload: { rule: text(PAYLOAD_LIMIT) },
	off_peak: { rule: flag, standard: false },
	watermark: { rule: flag, standard: false },
	wm_position: { rule: integer([1, 2, 3, 4]), standard: 3 },
	wm_url: { rule: url },
	meta_data: { rule: json },
	callback_url: { rule: url },
};

/** extend.txt, parameter by parameter, with the codes of its error table. */
const extend: Record<string, Parameter> = {
	video_creation_id: { rule: text(Infinity, 1), code: '008012003' },
	video_url: { rule: url, code: '008012002' },
	images: { rule: images, code: '008012007' },
	prompt: { rule: text(PROMPT_LIMIT), code: '008012004' },
	resolution: {
		rule: option('540p', '720p', '1080p'),
		code: '008012006',
		standard: '720p',
	},
	duration: { rule: integer([1, 2, 3, 4, 5, 6, 7]), code: '008012005', standard: 5 },
	watermark: { rule: flag, standard: false },
	wm_url: { rule: url },
	wm_position: {
		rule: option('top_left', 'top_right', 'bottom_right', 'bottom_left'),
		standard: 'bottom_left',
	},
	meta_data: { rule: json },
	payload: { rule: text(PAYLOAD_LIMIT), code: '008012010' },
	callback_url: { rule: url, code: '008012011' },
};

/** By model ID; differences from the two main documents as contract.md tables them. */
export const MODELS: ReadonlyMap<string, Model> = new Map<string, Model>([
	['viduq2_pro_fast_text2video', { operation: 'text2video', parameters: textToVideo }],
	[
		'viduq2_text2video',
		{
			operation: 'text2video',
			parameters: {
				...textToVideo,
				duration: { rule: integer([...UP_TO_8, 9, 10]), standard: 5 },
				resolution: { rule: option('540p', '720p', '1080p'), standard: '720p' },
			},
		},
	],
	[
		'viduq1_text2video',
		{
			operation: 'text2video',
			parameters: {
				...textToVideo,
				style: { rule: option('general', 'anime'), standard: 'general' },
				duration: { rule: integer([5]), standard: 5 },
				aspect_ratio: { rule: option('16:9', '9:16', '1:1'), standard: '16:9' },
				resolution: { rule: option('1080p'), standard: '1080p' },
				movement_amplitude: {
					rule: option('auto', 'small', 'medium', 'large'),
					standard: 'auto',
				},
			},
		},
	],
	['viduq2_pro_extend', { operation: 'extend', parameters: extend }],
	['viduq2_turbo_extend', { operation: 'extend', parameters: extend }],
	['viduq3_pro_text2video', { operation: 'text2video' }],
	['viduq3_turbo_text2video', { operation: 'text2video' }],
]);
