import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The input field of a file at first: what most nodes of n8n call it. */
export const FILE_FIELD = 'data';

/** The names of the fields of an image, or of several, and when they are shown. */
interface ImageFieldNames {
	/** How the names of the three fields begin: `image` of `imageSource`, `imageUrl`, `imageField`. */
	name: string;
	/** The same as the editor shows it. */
	displayName: string;
	description: string;
	/** The `displayOptions.show` of the choice; the other two add the choice to it. */
	show: NonNullable<IDisplayOptions['show']>;
	/** The input field at first; FILE_FIELD by default. */
	initial?: string;
	/** Whether they stand in the entry of a list, where labels have less room. */
	isInList?: boolean;
	/** Further limits of the images: the end of the descriptions. */
	limits?: string;
}

const FORMAT = 'a ratio between 1:4 and 4:1';

/** Where an image comes from, by value, as the editor names it. */
export const IMAGE_SOURCES = { binary: 'File', url: 'URL' } as const;

/** The choice of where images come from: the same in every operation. */
const sourceField = (displayName: string, name: string, what: string): INodeProperties => ({
	displayName: `${displayName} From`,
	name: `${name}Source`,
	type: 'options',
	options: [
		{ name: IMAGE_SOURCES.binary, value: 'binary', description: `${what} in the input` },
		{ name: IMAGE_SOURCES.url, value: 'url', description: `${what} on the web` },
	],
	default: 'binary',
});

/** How the label of an image's file begins, which messages name. The panel cuts a longer one. */
export const fileLabel = (displayName: string): string =>
	displayName.endsWith('Frame') ? displayName : `${displayName} File`;

/** Three fields: where one image comes from, its URL, and the input field of its file. */
export function imageFields(names: ImageFieldNames): INodeProperties[] {
	const { name, displayName, description, show, initial = FILE_FIELD } = names;
	return [
		{ ...sourceField(displayName, name, 'An image'), description, displayOptions: { show } },
		{
			displayName: `${displayName} URL`,
			// Not `required`: n8n shows it for a source that an expression chooses, and would insist on it.
			name: `${name}Url`,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/picture.png',
			description: `Link to a PNG, JPEG or WebP image with ${FORMAT}. A data URI or base64 works too.`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['url'] } },
		},
		{
			displayName: `${fileLabel(displayName)} (Input Field Name)`,
			name: `${name}Field`,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: initial,
			placeholder: 'e.g. data',
			hint: 'The name of the input field that holds the image file',
			description: `A PNG, JPEG or WebP image with ${FORMAT}, of up to about 15 MB. Use a URL for a larger one.`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['binary'] } },
		},
	];
}

/** The same for several images: the names are in the plural, `imageFields` and `imageUrls`. */
export function imageListFields(names: ImageFieldNames): INodeProperties[] {
	const { name, displayName, description, show, limits = '', isInList = false } = names;
	// The panel cuts a longer label.
	const files = isInList ? 'Files' : `${displayName} Files`;
	return [
		{
			...sourceField(`${displayName} Images`, name, 'Images'),
			description,
			displayOptions: { show },
		},
		{
			displayName: `${displayName} Image URLs`,
			name: `${name}Urls`,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/1.png, https://example.com/2.png',
			description: `Links to PNG, JPEG or WebP images, separated by commas or line breaks, or a list from an expression.${limits}`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['url'] } },
		},
		{
			displayName: `${files} (Input Field Names)`,
			name: `${name}Fields`,
			type: 'string',
			typeOptions: { binaryDataProperty: true },
			default: FILE_FIELD,
			placeholder: 'e.g. photo1, photo2',
			hint: 'The names of the input fields that hold the image files, separated by commas',
			description: `Input fields with PNG, JPEG or WebP images, separated by commas or line breaks, or a list from an expression.${limits}`,
			displayOptions: { show: { ...show, [`${name}Source`]: ['binary'] } },
		},
	];
}

const NONE = { name: 'None', value: 'none', description: 'The model chooses how the video ends' };

/** The fields of the image with which an extended video ends, which is optional. */
export function endFrameFields(show: NonNullable<IDisplayOptions['show']>): INodeProperties[] {
	const [source, url, field] = imageFields({
		name: 'endFrame',
		displayName: 'End Frame',
		description: 'The last image of the extended video',
		show,
		initial: '',
	});
	return [
		{ ...source, options: [NONE, ...(source.options ?? [])], default: NONE.value },
		{ ...url, placeholder: 'e.g. https://example.com/last-frame.png' },
		field,
	];
}
