/** Commas and line breaks part the names of fields. */
const BETWEEN_NAMES = /[,\r\n]+/;

/** A comma may stand inside a URL: only one that white space, another URL or nothing follows ends it. */
const BETWEEN_URLS = /[\r\n]+|,(?=\s|https?:\/\/|$)/i;

/**
 * Reads a field that takes several texts: typed in with commas or line breaks between them, or a list from
 * an expression. Empty ones are left out.
 */
export function readList(given: unknown, of: 'names' | 'urls'): string[] {
	if (given === undefined || given === null) return [];
	const texts = Array.isArray(given)
		? given.map(String)
		: String(given).split(of === 'names' ? BETWEEN_NAMES : BETWEEN_URLS);
	return texts.map((text) => text.trim()).filter((text) => text !== '');
}
