import { randomUUID } from 'crypto';

/** Texts from this length on are copied into the bytes one by one. */
const LONG = 100_000;

/** A character that JSON escapes, or that takes more than one byte. */
const NOT_PLAIN = /[^ !#-[\]-~]/;

/**
 * A request's body as JSON in bytes if an image is in it, otherwise the body itself. `JSON.stringify` of an image
 * would hold its text several times in memory.
 */
export function toJsonBytes(body: object): object {
	const texts: string[] = [];
	// Marks the place of a long text: no text of a user can be the same.
	const mark = randomUUID();
	const json = JSON.stringify(body, (_key, value: unknown) => {
		if (typeof value !== 'string' || value.length < LONG || NOT_PLAIN.test(value)) return value;
		texts.push(value);
		return mark;
	});
	if (texts.length === 0) return body;
	const size = texts.reduce((sum, { length }) => sum + length, Buffer.byteLength(json));
	const bytes = Buffer.allocUnsafe(size - texts.length * mark.length);
	let at = 0;
	for (const [index, part] of json.split(mark).entries()) {
		at += bytes.write(part, at);
		if (index < texts.length) at += bytes.write(texts[index], at, 'latin1');
	}
	return bytes;
}
