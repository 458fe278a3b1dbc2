import { shorten } from '../text';

/*
 * An image as text. A request holds it as a data URI with its type (docs/api/models.md, "Images"); a user
 * may also give bare base64.
 */

const prefixOf = (mimeType: string): string => `data:${mimeType};base64,`;

/** The data URI of an image. */
export const toDataUri = (mimeType: string, bytes: Buffer): string =>
	`${prefixOf(mimeType)}${bytes.toString('base64')}`;

/** Length of the data URI of an image with so many bytes, which is its size in a request. */
export const dataUriLength = (mimeType: string, size: number): number =>
	prefixOf(mimeType).length + 4 * Math.ceil(size / 3);

/** Reads an image that was given as text: a data URI or bare base64. Undefined if it is neither. */
export function parseImageText(text: string): Buffer | undefined {
	const uri = /^data:[^,]*;base64,/i.exec(text);
	const encoded = (uri ? text.slice(uri[0].length) : text).replace(/\s+/g, '');
	if (encoded === '' && uri) return Buffer.alloc(0);
	// One pattern for the whole text would overflow the stack on an image of several megabytes.
	const end = encoded.slice(-2).indexOf('=');
	const letters = end < 0 ? encoded : encoded.slice(0, end - 2);
	const isPadded = /^=*$/.test(encoded.slice(letters.length));
	if (letters.length < 32 || !isPadded || /[^A-Za-z0-9+/_-]/.test(letters)) return undefined;
	return Buffer.from(encoded, 'base64');
}

/** The message for an image URL that is neither a URL nor an image as text. */
export const notAnImageText = (where: string, text: string): string =>
	`${where} must be a URL that starts with http:// or https://, a data URI or base64, but is "${shorten(text)}"`;
