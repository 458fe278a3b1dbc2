import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { digestOf } from '../tasks/purchase';
import { InlineImage } from '../gateway/inlineImage';
import { checkImage, checkImageSize, notAnImageText, readInlineImage } from '../images/checkImage';
import type { ImageLimits } from '../images/checkImage';
import type { ImageFacts } from '../images/imageFacts';
import { isWebAddress } from '../text';

/** Where an item has an image: in an input field, or as a text, which is a URL, a data URI or base64. */
export type ImageOrigin = { field: string } | { text: string };

/** One image of an item, checked as far as it can be. */
export interface ItemImage {
	/** What the messages call it. */
	where: string;
	/** The same without the file's name, for a list of several. */
	brief: string;
	/** Part of the request's digest: the URL, or a digest of the bytes. */
	identity: string;
	/** What a file is; undefined for an image on the web, which the gateway fetches itself. */
	file?: { facts: ImageFacts; size: number };
	/** Makes the value that is sent, at that moment; the file is not kept in memory until then. */
	load: () => Promise<string | InlineImage>;
}

interface LoadedFile {
	bytes: Buffer;
	where: string;
}

/**
 * Reads and checks one image of an item. Its bytes are read, checked and dropped; they are read again, and
 * checked again, when they are sent.
 *
 * @param where what the messages call it
 * @param limits what is asked of it beside its format and its bytes
 */
export async function readImage(
	context: IExecuteFunctions,
	item: number,
	origin: ImageOrigin,
	where: string,
	limits?: ImageLimits,
): Promise<ItemImage | { problem: string }> {
	if ('field' in origin) {
		const { field } = origin;
		return await checked(async () => await loadFile(context, item, field, where), where, limits);
	}
	const { text } = origin;
	if (isWebAddress(text)) return { where, brief: where, identity: text, load: async () => text };
	const decode = async () => {
		const bytes = readInlineImage(text);
		return bytes === undefined ? { problem: notAnImageText(where, text) } : { bytes, where };
	};
	return await checked(decode, where, limits);
}

async function checked(
	loadBytes: () => Promise<LoadedFile | { problem: string }>,
	brief: string,
	limits: ImageLimits | undefined,
): Promise<ItemImage | { problem: string }> {
	const load = async () => {
		const loaded = await loadBytes();
		if ('problem' in loaded) return loaded;
		const facts = checkImage(loaded.bytes, loaded.where, limits);
		return 'problem' in facts ? facts : { ...loaded, facts };
	};
	const image = await load();
	if ('problem' in image) return image;
	const { where, facts } = image;
	return {
		where,
		brief,
		identity: digestOf(image.bytes),
		file: { facts, size: image.bytes.length },
		load: async () => {
			const again = await load();
			if ('problem' in again) throw new Error(again.problem);
			return new InlineImage(again.facts.mimeType, again.bytes);
		},
	};
}

async function loadFile(
	context: IExecuteFunctions,
	item: number,
	field: string,
	where: string,
): Promise<LoadedFile | { problem: string }> {
	const unreadable = (reason: string) => ({ problem: `${where}, cannot be read: ${reason}` });
	const file = findFile(context, item, field);
	if (typeof file === 'string') return unreadable(file);
	try {
		const named = file.fileName === undefined ? where : `${where} (${file.fileName})`;
		// A large video in the wrong field is not to be read into memory to learn that it is too large.
		const problem = checkImageSize(await sizeOf(context, file), named);
		if (problem !== undefined) return { problem };
		return { bytes: await context.helpers.getBinaryDataBuffer(item, field), where: named };
	} catch (error) {
		return unreadable(reasonOf(error));
	}
}

/** @returns the file, or why there is none */
function findFile(context: IExecuteFunctions, item: number, field: string): IBinaryData | string {
	try {
		return context.helpers.assertBinaryData(item, field);
	} catch (error) {
		// n8n looks for it in the main input, which a tool does not have.
		return error instanceof TypeError
			? 'there is no input item with files. An AI agent cannot hand over files: choose URL instead of Input Data Field'
			: reasonOf(error);
	}
}

const reasonOf = (error: unknown): string =>
	error instanceof Error ? error.message : String(error);

/** Bytes of a file, without reading it: in memory it is base64, elsewhere the storage knows. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number> {
	if (file.id === undefined) return (file.data.length * 3) / 4;
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}
