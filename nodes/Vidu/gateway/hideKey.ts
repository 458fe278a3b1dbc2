const HIDDEN = '[API key]';

/** Keys that are shorter than this would take words out of texts that have nothing to do with them. */
const SHORTEST_KEY = 4;

/**
 * A gateway that quotes the key in an answer must not bring it into an item, an error or a log.
 *
 * @returns takes the key out of a text: as it is, and with any of its characters written as in a URL, in
 * JSON or in HTML
 */
export function hideKey(apiKey: string): (text: string) => string {
	const key = apiKey.trim();
	if (key.length < SHORTEST_KEY) return (text) => text;
	const pattern = new RegExp(Array.from(key, writtenIn).join(''), 'g');
	return (text) => text.replace(pattern, HIDDEN);
}

/** A pattern for one character in every way in which it may be written; bounded, so that it stays quick. */
function writtenIn(character: string): string {
	const bytes = Array.from(Buffer.from(character), (byte) => `%${anyCase(byte.toString(16), 2)}`);
	const units = Array.from(
		{ length: character.length },
		(_unit, index) => `\\\\{1,4}u${anyCase(character.charCodeAt(index).toString(16), 4)}`,
	);
	const codePoint = character.codePointAt(0) ?? 0;
	return `(?:\\\\{0,4}${escaped(character)}|${bytes.join('')}|${units.join('')}|&#${codePoint};|&#[xX]0{0,4}${anyCase(codePoint.toString(16), 1)};)`;
}

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Hexadecimal digits in small or capital letters. */
const anyCase = (hex: string, length: number): string =>
	hex.padStart(length, '0').replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
