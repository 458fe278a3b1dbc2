/*
 * URLs as people have them: several in one cell, with blanks, with letters beyond ASCII.
 */

/** A line break or a tab, any separator before the next URL, and a separator before a blank. */
const BETWEEN_URLS = /[\r\n\t]+|[\s,;|]+(?=https?:\/\/|data:)|[,;|](?=\s|$)/i;

/** The URLs in one text; empty ones fall out. A comma inside of a URL separates nothing. */
export const splitUrls = (text: string): string[] =>
	text
		.split(BETWEEN_URLS)
		.map((part) => part.replace(/^[\s,;|]+|[\s,;|]+$/g, ''))
		.filter((part) => part !== '');

/**
 * A URL as it can be sent: without blanks around it, with those inside and letters beyond ASCII encoded. Every
 * other character stays as it is, because a signature may depend on it.
 */
export function encodeUrl(text: string): string {
	const trimmed = text
		.replace(/[\r\n\t]/g, '')
		.trim()
		.replace(/\p{Surrogate}/gu, '\ufffd');
	const [, start, rest] = /^([a-z]+:\/\/[^/?#]*)?(.*)$/is.exec(trimmed) ?? [];
	return `${encodeHost(start ?? '')}${rest.replace(/\s/g, '%20').replace(/[^\0-\x7f]+/g, encodeURIComponent)}`;
}

function encodeHost(start: string): string {
	if (/^[\0-\x7f]*$/.test(start)) return start;
	try {
		return new URL(start).href.replace(/\/$/, '');
	} catch {
		return start;
	}
}
