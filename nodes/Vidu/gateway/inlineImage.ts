import { randomUUID } from 'crypto';

/*
 * An image inside a request. As text it would stand in memory four times while it is sent (base64, data
 * URI, JSON, bytes); here it is written straight into the bytes of the request.
 */

/** Bytes that are encoded at a time: a multiple of 3, so that base64 needs no padding in between. */
const PIECE = 3 * 256 * 1024;

const prefixOf = (mimeType: string): string => `data:${mimeType};base64,`;

/** Length in bytes of the data URI of an image with that many bytes; it is plain ASCII. */
export const uriLengthOf = (mimeType: string, size: number): number =>
	prefixOf(mimeType).length + 4 * Math.ceil(size / 3);

/** An image that goes into a request as the documented data URI. */
export class InlineImage {
	constructor(
		readonly mimeType: string,
		readonly bytes: Buffer,
	) {}

	/** Everything of the data URI before the base64 text. */
	get prefix(): string {
		return prefixOf(this.mimeType);
	}

	/** Length of the data URI in bytes. */
	get uriLength(): number {
		return uriLengthOf(this.mimeType, this.bytes.length);
	}
}

/**
 * A request's body as it is to be sent: its JSON as bytes when images are in it, else the object itself.
 */
export function encodeBody(body: object): object {
	const images: InlineImage[] = [];
	// Stands for an image in the JSON around it: no text of a user can be the same.
	const mark = randomUUID();
	const text = JSON.stringify(body, (_key, value: unknown) => {
		if (!(value instanceof InlineImage)) return value;
		images.push(value);
		return mark;
	});
	if (images.length === 0) return body;
	const texts = text.split(JSON.stringify(mark)).map((part) => Buffer.from(part));
	const lengths = [...texts.map(({ length }) => length), ...images.map((i) => i.uriLength + 2)];
	const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length, 0));
	let at = 0;
	for (const [index, part] of texts.entries()) {
		at += part.copy(bytes, at);
		if (index < images.length) at = writeImage(images[index], bytes, at);
	}
	return bytes;
}

function writeImage(image: InlineImage, target: Buffer, start: number): number {
	let at = start + target.write(`"${image.prefix}`, start, 'latin1');
	for (let from = 0; from < image.bytes.length; from += PIECE) {
		const piece = image.bytes.subarray(from, from + PIECE);
		at += target.write(piece.toString('base64'), at, 'latin1');
	}
	return at + target.write('"', at, 'latin1');
}
