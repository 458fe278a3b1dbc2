/*
 * Small questions about texts that come from a user or over the wire.
 */

/** The beginning of a text, for a message that must stay readable. */
export const shorten = (text: string, length = 80): string =>
	text.length > length ? `${text.slice(0, length)}…` : text;

/** A list of texts in at most `length` characters: those that do not fit are counted. */
export function listWithin(texts: readonly string[], length: number): string {
	const whole = texts.join(', ');
	if (whole.length <= length) return whole;
	let list = '';
	for (const [index, text] of texts.entries()) {
		const longer = index === 0 ? text : `${list}, ${text}`;
		const rest = ` and ${texts.length - index - 1} more`;
		if (longer.length + rest.length > length) {
			return index === 0 ? `${texts.length} in all` : `${list} and ${texts.length - index} more`;
		}
		list = longer;
	}
	return list;
}

/** Number of Unicode characters, which is neither bytes nor UTF-16 units. */
export const countCharacters = (text: string): number => Array.from(text).length;

/** Characters of an ID or a URL, far more than any has. A longer one fits into no request line. */
export const LONGEST_ID = 8_192;

/** Why a text is too long for an ID or a URL, in words that follow the name of its field. */
export const tooLongForId = ({ length }: string): string | undefined =>
	length > LONGEST_ID ? `is ${length} characters long; the limit is ${LONGEST_ID}` : undefined;

/** Whether a text is an absolute http or https URL. */
export function isWebAddress(text: string): boolean {
	// The parser of URLs would mend "https:example.com", which the gateway need not do.
	if (!/^https?:\/\/[^/]/i.test(text.trim())) return false;
	try {
		// Not `URL.canParse`: on Node.js 20 it was seen to refuse "https://münchen.example/" once it had
		// been called often, and to take it when called alone.
		return new URL(text).host !== '';
	} catch {
		return false;
	}
}

/**
 * The entry of a table, or undefined. A key that the gateway chose may be the name of something that
 * every object has, such as "constructor".
 */
export const lookUp = <T>(
	table: Readonly<Record<string | number, T>>,
	key: string,
): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** Names in a sentence: "a", "a or b", "a, b and c". */
export const enumerate = (names: readonly string[], word: 'and' | 'or'): string =>
	names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`;

/** The message of a thrown value. */
export function messageOf(error: unknown): string {
	const { message } = Object(error) as { message?: unknown };
	return typeof message === 'string' ? message : String(error);
}
