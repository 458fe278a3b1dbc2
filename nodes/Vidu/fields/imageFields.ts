import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The names of the fields of an image, or of several, and when they are shown. */
export interface ImageFieldNames {
	/** How the names of the three fields begin: `image` of `imageSource`, `imageUrl`, `imageField`. */
	name: string;
	/** The same as the editor shows it. */
	displayName: string;
	description: string;
	/** The `displayOptions.show` of the choice; the other two add the choice to it. */
	show: NonNullable<IDisplayOptions['show']>;
	/** Further limits of the images: the end of the descriptions. */
	limits?: string;
}

const FORMAT = 'a ratio between 1:4 and 4:1';

/** Three fields: where one image comes from, its URL, and the input field of its file. */
export function imageFields(names: ImageFieldNames): INodeProperties[] {
	const { name, displayName, description, show } = names;
	return [
		{
			displayName,
			name: `${name}Source`,
			type: 'options',
			options: [
				{
					name: 'Input Data Field',
					value: 'binary',
					description: 'An image file of the input item',
				},
				{ name: 'URL', value: 'url', description: 'An image on the web' },
			],
			default: 'binary',
			description,
			displayOptions: { show },
		},
		{
			displayName: `${displayName} URL`,
			// Not `required`: n8n shows it for a source that an expression chooses, and would insist on it.
			name: `${name}Url`,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.png',
			description: `Address of a png, jpeg or webp image with ${FORMAT}. A data URI or base64 works too.`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['url'] } },
		},
		{
			displayName: `${displayName} Input Data Field`,
			name: `${name}Field`,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. data',
			hint: 'The name of the input field that holds the image file',
			description: `A png, jpeg or webp image with ${FORMAT}. The whole request may be 20 MB, which is about 15 MB of image.`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['binary'] } },
		},
	];
}

/** The same for several images: the names are in the plural, `imageFields` and `imageUrls`. */
export function imageListFields(names: ImageFieldNames): INodeProperties[] {
	const { name, displayName, description, show, limits = '' } = names;
	return [
		{
			displayName: `${displayName} Images`,
			name: `${name}Source`,
			type: 'options',
			options: [
				{ name: 'Input Data Field', value: 'binary', description: 'Image files of the input item' },
				{ name: 'URL', value: 'url', description: 'Images on the web' },
			],
			default: 'binary',
			description,
			displayOptions: { show },
		},
		{
			displayName: `${displayName} Image URLs`,
			name: `${name}Urls`,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/1.png, https://example.com/2.png',
			description: `Addresses of png, jpeg or webp images, separated by commas or line breaks, or a list from an expression.${limits}`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['url'] } },
		},
		{
			displayName: `${displayName} Input Data Fields`,
			name: `${name}Fields`,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: 'data',
			placeholder: 'e.g. photo1, photo2',
			hint: 'The names of the input fields that hold the image files, separated by commas',
			description: `Input fields with png, jpeg or webp images, separated by commas or line breaks, or a list from an expression.${limits}`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['binary'] } },
		},
	];
}

const NONE = { name: 'None', value: 'none', description: 'The model decides how the video ends' };

/** The fields of the image with which an extended video ends, which is optional. */
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
