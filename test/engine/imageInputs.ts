import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import type { DocumentedModel } from './documentedModels';
import { itemWith, imageOf, uriOf } from './images';

/** The ways in which a user can give an image. */
export const WAYS = ['files', 'URLs', 'data URIs', 'base64'] as const;
export type Way = (typeof WAYS)[number];

/** Sizes of the images. */
const SIZES = ['320x180', '320x200', '300x300'];
const FILES = Object.fromEntries(SIZES.map((size, index) => [`p${index}`, size]));
const NAMES = Object.keys(FILES);

/** The images of a model as fields, and as the request must have them. */
export interface GivenImages {
	item: INodeExecutionData;
	parameters: IDataObject;
	sent: IDataObject;
}

/** Images for a model, given in one of the ways. */
export async function giveImages(
	{ operation, by }: DocumentedModel,
	way: Way,
	{ filesUrl }: Gateway,
	hasAudio = false,
): Promise<GivenImages> {
	const isFile = way === 'files';
	const text = (size: string) => {
		if (way === 'URLs') return `${filesUrl}/pictures/${size}.png`;
		return way === 'base64' ? imageOf(size).toString('base64') : uriOf(size);
	};
	const texts = SIZES.map(text);
	const values = way === 'URLs' ? texts : SIZES.map(uriOf);
	const one = (name: string, index: number): IDataObject =>
		isFile
			? { [`${name}Field`]: NAMES[index] }
			: { [`${name}Source`]: 'url', [`${name}Url`]: texts[index] };
	const several = (name: string, ...which: number[]): IDataObject =>
		isFile
			? { [`${name}Fields`]: which.map((index) => NAMES[index]).join(', ') }
			: { [`${name}Source`]: 'url', [`${name}Urls`]: which.map((i) => texts[i]).join('\n') };
	const item = isFile ? await itemWith(FILES) : { json: {} };

	if (operation === 'textToVideo') return { item, parameters: {}, sent: {} };
	if (operation === 'imageToVideo') {
		return { item, parameters: one('image', 0), sent: { images: [values[0]] } };
	}
	if (operation === 'startEndToVideo') {
		const parameters = { ...one('startFrame', 0), ...one('endFrame', 1) };
		return { item, parameters, sent: { images: [values[0], values[1]] } };
	}
	if (by === 'image') {
		return { item, parameters: several('reference', 0, 1, 2), sent: { images: values } };
	}
	const subject = [
		{ name: 'anna', ...several('image', 0, 1) },
		{ name: 'dog', ...several('image', 2), ...(hasAudio ? { voiceId: 'a-voice' } : {}) },
	];
	const subjects = [
		{ id: 'anna', images: [values[0], values[1]] },
		{ id: 'dog', images: [values[2]], ...(hasAudio ? { voice_id: 'a-voice' } : {}) },
	];
	return { item, parameters: { subjects: { subject } }, sent: { subjects } };
}
