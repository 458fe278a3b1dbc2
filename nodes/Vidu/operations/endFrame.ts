import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import {
	checkEndFrame,
	checkImageSize,
	checkRequestSize,
	notAnImageText,
	readInlineImage,
} from '../endFrame/check';
import type { InlineImage } from '../gateway/inlineImage';
import { isWebAddress } from '../models/parameter';
import { digestOf } from './digest';
import type { ItemRequest } from './request';

/** How an end frame reaches the request. */
export interface EndFrameSource {
	/** Part of the request's digest: the URL, or a digest of the bytes. */
	identity: unknown;
	/** Makes the value of `images` when it is sent; the file is not kept in memory until then. */
	load: () => Promise<Array<string | InlineImage> | undefined>;
}

/**
 * Reads and checks the end frame of an item.
 *
 * @param request the rest of the item's request, for the limit of the whole; undefined when that has
 * problems of its own
 */
export async function readEndFrame(
	context: IExecuteFunctions,
	item: number,
	request: ItemRequest | undefined,
): Promise<EndFrameSource | { problem: string }> {
	const source = context.getNodeParameter('endFrameSource', item, 'none') as string;
	if (source === 'binary') {
		const field = String(context.getNodeParameter('endFrameField', item, 'data'));
		const load = async () => await loadFile(context, item, field);
		return await checked(load, request);
	}
	if (source !== 'url') return { identity: 'none', load: async () => undefined };

	const text = String(context.getNodeParameter('endFrameUrl', item, '')).trim();
	const where = 'End Frame URL';
	if (text === '') return { problem: `${where} is empty, but End Frame is set to URL` };
	if (isWebAddress(text)) return { identity: text, load: async () => [text] };
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
	loadFrame: () => Promise<LoadedFile | { problem: string }>,
	request: ItemRequest | undefined,
): Promise<EndFrameSource | { problem: string }> {
	const frame = await loadChecked(loadFrame, request);
	if ('problem' in frame) return frame;
	return {
		identity: digestOf(frame.bytes),
		load: async () => {
			const again = await loadChecked(loadFrame, request);
			if ('problem' in again) throw new Error(again.problem);
			return [again];
		},
	};
}

async function loadChecked(
	loadFrame: () => Promise<LoadedFile | { problem: string }>,
	request: ItemRequest | undefined,
): Promise<InlineImage | { problem: string }> {
	const file = await loadFrame();
	if ('problem' in file) return file;
	const frame = checkEndFrame(file.bytes, file.where);
	if ('problem' in frame || request === undefined) return frame;
	const problem = checkRequestSize(request.modelId, request.params, frame, file.where);
	return problem === undefined ? frame : { problem };
}

async function loadFile(
	context: IExecuteFunctions,
	item: number,
	field: string,
): Promise<LoadedFile | { problem: string }> {
	try {
		const file = context.helpers.assertBinaryData(item, field);
		const name = file.fileName === undefined ? '' : ` (${file.fileName})`;
		const where = `End Frame, input data field "${field}"${name}`;
		// A large video in the wrong field is not to be read into memory to learn that it is too large.
		const problem = checkImageSize(await sizeOf(context, file), where);
		if (problem !== undefined) return { problem };
		return { bytes: await context.helpers.getBinaryDataBuffer(item, field), where };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { problem: `End Frame, input data field "${field}", cannot be read: ${reason}` };
	}
}

/** Bytes of a file, without reading it: in memory it is base64, elsewhere the storage knows. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number> {
	if (file.id === undefined) return (file.data.length * 3) / 4;
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}
