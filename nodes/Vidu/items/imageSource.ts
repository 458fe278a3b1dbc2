import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { InlineImage } from '../gateway/inlineImage';
import {
	checkImage,
	checkImageSize,
	checkRequestSize,
	notAnImageText,
	readInlineImage,
} from '../images/checkImage';
import { ImageStandIn } from '../images/standIn';
import { isWebAddress } from '../text';
import { digestOf } from '../digest';
import type { ItemRequest } from './request';

/** How an image reaches the request. */
export interface ImageSource {
	/** Part of the request's digest: the URL, or a digest of the bytes. */
	identity: unknown;
	/** The value of `images` without the bytes of files, known once they are checked. */
	preview: Array<string | ImageStandIn> | undefined;
	/** Makes the value of `images` when it is sent; the file is not kept in memory until then. */
	load: () => Promise<Array<string | InlineImage> | undefined>;
}

/** The images of an item that has none. */
export const NO_IMAGES: ImageSource = {
	identity: 'none',
	preview: undefined,
	load: async () => undefined,
};

/**
 * Reads and checks an image that an item gives by a field of its file, or by a URL.
 *
 * @param field how the names of the three fields begin: `endFrame` of `endFrameSource`, `endFrameField`
 * and `endFrameUrl`
 * @param displayName the same as the editor shows it: the start of every message
 * @param request the rest of the item's request, for the limit of the whole; undefined when that has
 * problems of its own
 */
export async function readImageSource(
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
	request: ItemRequest | undefined,
): Promise<ImageSource | { problem: string }> {
	const source = context.getNodeParameter(`${field}Source`, item, 'none') as string;
	if (source === 'binary') {
		const dataField = String(context.getNodeParameter(`${field}Field`, item, 'data'));
		const load = async () => await loadFile(context, item, dataField, displayName);
		return await checked(load, request);
	}
	if (source !== 'url') return NO_IMAGES;

	const text = String(context.getNodeParameter(`${field}Url`, item, '')).trim();
	const where = `${displayName} URL`;
	if (text === '') return { problem: `${where} is empty, but ${displayName} is set to URL` };
	if (isWebAddress(text)) return { identity: text, preview: [text], load: async () => [text] };
	const bytes = readInlineImage(text);
	if (bytes === undefined) return { problem: notAnImageText(where, text) };
	return await checked(async () => ({ bytes, where }), request);
}

interface LoadedFile {
	bytes: Buffer;
	/** The start of every message about it. */
	where: string;
}

async function checked(
	loadBytes: () => Promise<LoadedFile | { problem: string }>,
	request: ItemRequest | undefined,
): Promise<ImageSource | { problem: string }> {
	const image = await loadChecked(loadBytes, request);
	if ('problem' in image) return image;
	return {
		identity: digestOf(image.bytes),
		preview: [new ImageStandIn(image.mimeType, image.bytes.length)],
		load: async () => {
			const again = await loadChecked(loadBytes, request);
			if ('problem' in again) throw new Error(again.problem);
			return [again];
		},
	};
}

async function loadChecked(
	loadBytes: () => Promise<LoadedFile | { problem: string }>,
	request: ItemRequest | undefined,
): Promise<InlineImage | { problem: string }> {
	const file = await loadBytes();
	if ('problem' in file) return file;
	const image = checkImage(file.bytes, file.where);
	if ('problem' in image || request === undefined) return image;
	const problem = checkRequestSize(request.modelId, request.params, image, file.where);
	return problem === undefined ? image : { problem };
}

async function loadFile(
	context: IExecuteFunctions,
	item: number,
	field: string,
	displayName: string,
): Promise<LoadedFile | { problem: string }> {
	try {
		const file = context.helpers.assertBinaryData(item, field);
		const name = file.fileName === undefined ? '' : ` (${file.fileName})`;
		const where = `${displayName}, input data field "${field}"${name}`;
		// A large video in the wrong field is not to be read into memory to learn that it is too large.
		const problem = checkImageSize(await sizeOf(context, file), where);
		if (problem !== undefined) return { problem };
		return { bytes: await context.helpers.getBinaryDataBuffer(item, field), where };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { problem: `${displayName}, input data field "${field}", cannot be read: ${reason}` };
	}
}

/** Bytes of a file, without reading it: in memory it is base64, elsewhere the storage knows. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number> {
	if (file.id === undefined) return (file.data.length * 3) / 4;
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}
