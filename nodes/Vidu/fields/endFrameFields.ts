import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { imageFields } from './imageFields';

const NONE = { name: 'None', value: 'none', description: 'The model decides how the video ends' };

/** The image with which an extended video ends: the fields of any image, which may be left out. */
export function endFrameFields(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	const [source, url, field] = imageFields({
		name: 'endFrame',
		displayName: 'End Frame',
		description: 'Image with which the extended video ends',
		show,
	});
	return [
		{ ...source, options: [NONE, ...(source.options ?? [])], default: NONE.value },
		{ ...url, placeholder: 'e.g. https://example.com/last-frame.png' },
		{ ...field, displayName: 'End Frame Input Data Field Name' },
	];
}
