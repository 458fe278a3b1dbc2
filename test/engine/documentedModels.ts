import type { IDataObject } from 'n8n-workflow';

/*
 * The parameters of each model by docs/api/models.md, independent of the node's own table.
 */

/** A model and its documented parameters, without its prompt and its images. */
export interface DocumentedModel {
	id: string;
	operation: 'textToVideo' | 'imageToVideo' | 'startEndToVideo' | 'referenceToVideo';
	/** How a reference model takes its images. */
	by?: 'subject' | 'image';
	/** Sent when the user sets nothing. */
	initial: IDataObject;
	/** Every parameter of its row, with other values than the defaults. */
	all: IDataObject;
}

/** Parameters of every model. */
const COMMON: IDataObject = {
	seed: 7,
	payload: 'order 7',
	watermark: true,
	wm_position: 1,
	wm_url: 'https://example.com/logo.png',
	meta_data: '{"Label":"a"}',
	callback_url: 'https://example.com/hook',
};

const OFF_PEAK: IDataObject = { ...COMMON, off_peak: true };
const spoken: IDataObject = { ...COMMON, audio: true, voice_id: 'a-voice' };
/** By-subject models have a voice for each subject. */
const heard: IDataObject = { ...COMMON, audio: true };
const silent: IDataObject = { audio: false };
const rec: IDataObject = { is_rec: true };
const bgm: IDataObject = { bgm: true };
const small: IDataObject = { movement_amplitude: 'small' };

const of = (duration: number, resolution: string, aspect_ratio?: string): IDataObject => ({
	duration,
	resolution,
	...(aspect_ratio === undefined ? {} : { aspect_ratio }),
});

/** The rows of one table: ID, defaults, all parameters. */
const table = (
	operation: DocumentedModel['operation'],
	rows: Array<[string, IDataObject, ...IDataObject[]]>,
	by?: DocumentedModel['by'],
): DocumentedModel[] =>
	rows.map(([id, initial, ...all]) => {
		const everything = Object.assign({}, ...all) as IDataObject;
		return { id, operation, by, initial, all: everything };
	});

const WIDE = '16:9';

/** Every model of docs/api/models.md. */
export const DOCUMENTED: readonly DocumentedModel[] = [
	...table('textToVideo', [
		['viduq3_pro_text2video', of(5, '720p', WIDE), of(16, '540p', '3:4'), OFF_PEAK, silent],
		['viduq3_turbo_text2video', of(5, '720p', WIDE), of(1, '1080p', '1:1'), OFF_PEAK, silent],
	]),
	...table('imageToVideo', [
		['viduq2_pro_fast_img2video', of(5, '720p'), of(10, '1080p'), spoken, rec, bgm],
		['viduq2_turbo_img2video', of(5, '720p'), of(1, '540p'), spoken, rec, bgm],
		[
			'viduq2_pro_img2video',
			of(5, '720p'),
			of(8, '540p'),
			spoken,
			rec,
			{ audio_type: 'speech_only' },
		],
		['viduq1_img2video', of(5, '1080p'), of(5, '1080p'), spoken, rec, bgm, small],
		['vidu20_img2video', of(4, '360p'), of(8, '720p'), spoken, small],
		['viduq3_pro_img2video', of(5, '720p'), of(16, '540p'), OFF_PEAK, silent, rec],
		['viduq3_turbo_img2video', of(5, '720p'), of(1, '1080p'), OFF_PEAK, silent, rec],
	]),
	...table('startEndToVideo', [
		['viduq2_pro_start_end2video', of(5, '720p'), of(8, '540p'), OFF_PEAK, rec, small, bgm],
		['viduq2_turbo_start_end2video', of(5, '720p'), of(1, '1080p'), OFF_PEAK, rec],
		['viduq2_pro_fast_start_end2video', of(5, '720p'), of(8, '1080p'), OFF_PEAK, rec],
		['viduq3_pro_start_end2video', of(5, '720p'), of(16, '540p'), OFF_PEAK, rec, silent],
		['viduq3_turbo_start_end2video', of(5, '720p'), of(1, '1080p'), OFF_PEAK, rec, silent],
	]),
	...table(
		'referenceToVideo',
		[
			['viduq2_reference2video', of(5, '720p', WIDE), of(10, '540p', '21:9'), heard],
			['viduq2_pro_fast_reference2video', of(5, '720p', WIDE), of(8, '1080p', '1:1'), OFF_PEAK],
			['viduq1_reference2video', of(5, '1080p', WIDE), of(5, '1080p', '9:16'), heard],
		],
		'subject',
	),
	...table(
		'referenceToVideo',
		[
			['viduq3_i2v_reference', of(5, '720p', WIDE), of(16, '1080p', 'auto'), OFF_PEAK, silent],
			['viduq2_i2v_reference', of(5, '720p', WIDE), of(10, '540p', '4:3'), spoken],
			['viduq1_i2v_reference', of(5, '1080p', WIDE), of(5, '1080p', '1:1'), spoken, small],
			['viduq2_pro_reference', of(5, '720p', WIDE), of(0, '540p', '3:4'), OFF_PEAK, bgm],
		],
		'image',
	),
];

const MAIN = ['prompt', 'duration', 'aspect_ratio', 'resolution'];

/** The fields that set documented parameters: their names in camelCase, most under Additional Fields. */
export function fieldsFor(params: IDataObject): IDataObject {
	const main: IDataObject = {};
	const additionalFields: IDataObject = {};
	for (const [name, value] of Object.entries(params)) {
		const field = name.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
		(MAIN.includes(name) ? main : additionalFields)[field] = value;
	}
	return { ...main, additionalFields };
}
