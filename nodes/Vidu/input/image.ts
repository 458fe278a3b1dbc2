import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { checkImage, checkImageSize } from '../images/checkImage';
import type { ImageLimits } from '../images/checkImage';
import { notAnImageText, parseImageText, toDataUri } from '../images/dataUri';
import type { ImageFacts } from '../images/imageFacts';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { encodeUrl } from '../models/urls';
import { digestOf } from '../tasks/purchase';
import { isWebAddress, messageOf, tooLongForId } from '../text';

/** Where an item has an image: in an input field, or as a text, which is a URL, a data URI or base64. */
export type ImageOrigin = { field: string } | { text: string };

/** An image that is to be read. */
export interface ImageSource {
	origin: ImageOrigin;
	/** Its name in messages. */
	where: string;
	/** A hint for the user about a valid image. */
	hint?: string;
}

/** One image of an item, checked. */
export interface ItemImage {
	/** Its name in messages. */
	where: string;
	/** The same without the file's name, for a list of several. */
	brief: string;
	/** Part of the request's digest: the URL, or a digest of the bytes. */
	identity: string;
	/** Undefined for an image on the web, which the gateway fetches itself. */
	file?: { facts: ImageFacts; size: number };
	/** A hint for the user about a valid image. */
	hint?: string;
	/** Makes the text that is sent: a URL, or a data URI. */
	load: () => Promise<string>;
}

/** The bytes of an image, with what the messages call it. */
interface ImageBytes {
	bytes: Buffer;
	where: string;
}

/**
 * Reads and checks one image of an item. Its bytes are read again when they are sent, so that no image of a
 * waiting item is in memory.
 *
 * @param limits limits other than format and size
 */
export async function readImage(
	context: IExecuteFunctions,
	item: number,
	{ origin, where }: ImageSource,
	limits?: ImageLimits,
): Promise<Result<ItemImage>> {
	if ('field' in origin) {
		const { field } = origin;
		return await readInline(async () => await loadFile(context, item, field, where), where, limits);
	}
	const { text } = origin;
	const url = encodeUrl(text);
	if (isWebAddress(url)) {
		const tooLong = tooLongForId(url);
		if (tooLong !== undefined) return invalid(`${where} ${tooLong}`);
		return ok({ where, brief: where, identity: url, load: async () => url });
	}
	const decode = async () => {
		const bytes = parseImageText(text);
		return bytes === undefined ? invalid(notAnImageText(where, text)) : ok({ bytes, where });
	};
	return await readInline(decode, where, limits);
}

async function readInline(
	loadBytes: () => Promise<Result<ImageBytes>>,
	brief: string,
	limits: ImageLimits | undefined,
): Promise<Result<ItemImage>> {
	const load = async () => {
		const loaded = await loadBytes();
		if (!loaded.ok) return loaded;
		const facts = checkImage(loaded.value.bytes, loaded.value.where, limits);
		return facts.ok ? ok({ ...loaded.value, facts: facts.value }) : facts;
	};
	const image = await load();
	if (!image.ok) return image;
	const { where, facts, bytes } = image.value;
	return ok({
		where,
		brief,
		identity: digestOf(bytes),
		file: { facts, size: bytes.length },
		load: async () => {
			const again = await load();
			if (!again.ok) throw new Error(again.problems.join('; '));
			return toDataUri(again.value.facts.mimeType, again.value.bytes);
		},
	});
}

async function loadFile(
	context: IExecuteFunctions,
	item: number,
	field: string,
	where: string,
): Promise<Result<ImageBytes>> {
	const file = findFile(context, item, field);
	if (!file.ok) return invalid(`${where}, cannot be read: ${file.problems.join('; ')}`);
	const { fileName } = file.value;
	const named = fileName === undefined ? where : `${where} (${fileName})`;
	try {
		// The size first: a large video in the wrong field must not fill the memory.
		const problem = checkImageSize(await sizeOf(context, file.value), named);
		if (problem !== undefined) return invalid(problem);
		return ok({ bytes: await context.helpers.getBinaryDataBuffer(item, field), where: named });
	} catch (error) {
		return invalid(`${where}, cannot be read: ${messageOf(error)}`);
	}
}

function findFile(context: IExecuteFunctions, item: number, field: string): Result<IBinaryData> {
	try {
		return ok(context.helpers.assertBinaryData(item, field));
	} catch (error) {
		// n8n searches the main input, which a tool does not have.
		return invalid(
			error instanceof TypeError
				? 'an AI agent cannot hand over files. Choose URL instead of File'
				: messageOf(error),
		);
	}
}

/** Bytes of a file, without reading it: in memory it is base64, elsewhere the storage knows. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number> {
	if (file.id === undefined) return (file.data.length * 3) / 4;
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}
