import type { Parameter } from './parameter';

/*
 * The documented parameters of sound and speech.
 */

export const bgm: Parameter = {
	type: 'boolean',
	default: false,
	displayName: 'Background Music',
	description:
		'Whether to add background music, fitted to the duration. No effect on Vidu Q2 at 9 and 10 seconds.',
	place: 'additional',
};

/** Where no duration is documented at which it has no effect. */
export const bgmAtAnyLength: Parameter = {
	...bgm,
	description: 'Whether to add background music, fitted to the duration',
};

/** Speech and background sound. */
export const audio = (initial: boolean): Parameter => ({
	type: 'boolean',
	default: initial,
	displayName: 'Audio',
	description: `Whether the video has speech and background sound. The model's own default is ${initial ? 'on' : 'off'}.`,
	place: 'additional',
});

export const audioType: Parameter = {
	type: 'string',
	options: ['all', 'speech_only', 'sound_effect_only'],
	default: 'all',
	displayName: 'Audio Type',
	description: 'What is heard. Needs Audio.',
	place: 'additional',
	mark: 'V',
	optionNames: {
		all: 'Speech and Sound Effects',
		speech_only: 'Speech Only',
		sound_effect_only: 'Sound Effects Only',
	},
};

export const voiceId: Parameter = {
	type: 'string',
	displayName: 'Voice ID',
	description: 'Voice of the speech; chosen for you when empty. Needs Audio.',
	place: 'additional',
};
