import type { Parameter } from './parameter';

/* The documented parameters of speech and sound, and the one that lets Vidu write the prompt. */

/** Speech and background sound. */
export const audio = (initial: boolean): Parameter => ({
	type: 'boolean',
	default: initial,
	displayName: 'Audio',
	description: `Whether the video has speech and background sound. Without this field, it is ${initial ? 'on' : 'off'}.`,
	location: 'additional',
});

export const audioType: Parameter = {
	type: 'string',
	options: ['all', 'speech_only', 'sound_effect_only'],
	default: 'all',
	displayName: 'Audio Type',
	description: 'Which sound the video has. Needs Audio.',
	location: 'additional',
	source: 'vidu',
	optionNames: {
		all: 'Speech and Sound Effects',
		speech_only: 'Speech Only',
		sound_effect_only: 'Sound Effects Only',
	},
};

export const voiceId: Parameter = {
	type: 'string',
	displayName: 'Voice ID',
	description: 'Voice of the speech. Leave empty to let the model choose.',
	location: 'additional',
	needs: 'audio',
};

export const isRec: Parameter = {
	type: 'boolean',
	default: false,
	displayName: 'Let Vidu Write the Prompt',
	description:
		'Whether to let Vidu write the prompt. Your prompt is ignored, and each video costs extra.',
	location: 'additional',
};
