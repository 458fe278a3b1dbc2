const HIDDEN = '[API key]';

/** Keys that are shorter than this would take words out of texts that have nothing to do with them. */
const SHORTEST_KEY = 4;

/** Characters of the key from which on its beginning is hidden at the end of a text that was cut there. */
const SHORTEST_BEGINNING = 8;
/** Characters of a beginning that are looked for one by one. */
const LONGEST_BEGINNING = 500;

/**
 * Takes the key out of a text.
 *
 * @param isCut whether the text may end in the middle of the key: then its beginning goes there, too
 */
export type HideKey = (text: string, isCut?: boolean) => string;

/**
 * A gateway that quotes the key in an answer must not bring it into an item, an error or a log.
 *
 * @returns takes the key out of a text: as it is, and with any of its characters written as in a URL, in
 * JSON or in HTML
 */
export function hideKey(apiKey: string): HideKey {
	// Who pasted the whole header is told so by the gateway, which may quote what it takes for the key.
	const key = apiKey.trim().replace(/^Bearer\s+/i, '');
	if (key.length < SHORTEST_KEY) return (text) => text;
	// Backslashes in a row are one pattern: one for each would try every way to share them out.
	const written = (key.match(/\\+|[^\\]/gu) ?? []).map(writtenIn);
	const pattern = new RegExp(written.join(''), 'g');
	const beginning = new RegExp(beginningOf(written));
	return (text, isCut = false) => {
		const hidden = text.replace(pattern, HIDDEN);
		return isCut ? hidden.replace(beginning, HIDDEN) : hidden;
	};
}

/** A pattern for the beginning of the key at the end of a text, where one character may be half written. */
function beginningOf(written: readonly string[]): string {
	const half = '(?:%[0-9a-fA-F]?|\\\\{1,4}(?:u[0-9a-fA-F]{0,3})?|&(?:#[xX]?[0-9a-fA-F]*)?)?';
	const sure = written.slice(0, SHORTEST_BEGINNING);
	const rest = written.slice(SHORTEST_BEGINNING, LONGEST_BEGINNING);
	const more = rest.reduceRight((after, one) => `(?:${one}${after})?`, '');
	return `${sure.join('')}${more}${half}$`;
}

/** A pattern for one character in every way in which it may be written; bounded, so that it stays quick. */
function writtenIn(character: string): string {
	if (character.startsWith('\\')) return backslashes(character.length);
	const bytes = Array.from(Buffer.from(character), (byte) => `%${anyCase(byte.toString(16), 2)}`);
	const units = Array.from(
		{ length: character.length },
		(_unit, index) => `\\\\{1,4}u${anyCase(character.charCodeAt(index).toString(16), 4)}`,
	);
	const codePoint = character.codePointAt(0) ?? 0;
	// As it is comes last: "%" is also how "%25" begins.
	return `(?:${bytes.join('')}|${units.join('')}|&#${codePoint};|&#[xX]0{0,4}${anyCase(codePoint.toString(16), 1)};|\\\\{0,4}${escaped(character)})`;
}

/** As many backslashes, each of them as it is, doubled once or twice, or by its number. */
const backslashes = (count: number): string =>
	`(?:\\\\{${count},${count * 4}}|(?:%5[cC]|\\\\{1,4}u005[cC]|&#92;|&#[xX]0{0,4}5[cC];){${count}})`;

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Hexadecimal digits in small or capital letters. */
const anyCase = (hex: string, length: number): string =>
	hex.padStart(length, '0').replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
