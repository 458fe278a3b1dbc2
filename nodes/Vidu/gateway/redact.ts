import {
	ANY_BASE64,
	base64Of,
	escaped,
	halfWritten,
	PADDING,
	writtenIn,
	writtenInBase64,
} from './keyWritings';

const HIDDEN = '[API key]';

/** Keys that are shorter than this would take words out of texts that have nothing to do with them. */
const SHORTEST_KEY = 4;

/** Characters of the key from which on its beginning is hidden at the end of a text that was cut there. */
const SHORTEST_BEGINNING = 8;

/**
 * Characters that one pattern looks for at most. JavaScript compiles a pattern at its first use, and throws
 * for one of some thousand characters: after a creation, that would cost the task ID.
 */
const LONGEST_PIECE = 500;
/** Characters with which another writing of a character begins: near its end, a piece may take too much … */
const AMBIGUOUS = /[\\%&]/;
/** … of them, so many characters before its end are without. */
const SURE_END = 20;

/**
 * Takes the key out of a text. Never throws.
 *
 * @param isCut whether the text may end in the middle of the key: then its beginning goes there, too
 */
export type Redact = (text: string, isCut?: boolean) => string;

/**
 * A gateway that quotes the key in an answer must not bring it into an item, an error or a log.
 *
 * @returns takes the key out of a text: as it is, with any of its characters written as in a URL (encoded
 * several times, too), in JSON or in HTML, and in base64, alone or inside of something longer, such as
 * "Bearer" and the key. Of a long key, pieces are looked for one by one.
 */
export function redactor(apiKey: string): Redact {
	// Who pasted the whole header is told so by the gateway, which may quote what it takes for the key.
	const key = apiKey.trim().replace(/^Bearer\s+/i, '');
	if (key.length < SHORTEST_KEY) return (text) => text;
	// Backslashes in a row are one pattern: one for each would try every way to share them out.
	const written = piecesOf(key.match(/\\+|[^\\]/gu) ?? []).map((piece) => piece.map(writtenIn));
	const inBase64 = base64Of(key).map((core) =>
		piecesOf(Array.from(core)).map((piece) => piece.map(writtenInBase64)),
	);
	const patterns = [
		...written.map((piece) => piece.join('')),
		...inBase64.flatMap((pieces) =>
			pieces.map((piece, n) => {
				// Of what stands beside it, a letter may hold a part of the key's first or last one.
				const before = n === 0 ? `${ANY_BASE64}?` : '';
				const behind = n === pieces.length - 1 ? `${ANY_BASE64}?${PADDING}` : '';
				return `${before}${piece.join('')}${behind}`;
			}),
		),
	].map((one) => new RegExp(one, 'g'));
	const beginnings = [written, ...inBase64].flatMap((pieces) => pieces.map(beginningOf));
	const isInPieces = [written, ...inBase64].some((pieces) => pieces.length > 1);
	const hide = (said: string, pattern: RegExp) => said.replace(pattern, HIDDEN);
	return (text, isCut = false) => {
		const hidden = patterns.reduce(hide, text);
		const whole = isCut ? beginnings.reduce(hide, hidden) : hidden;
		return isInPieces ? whole.replace(SEVERAL, HIDDEN) : whole;
	};
}

const SEVERAL = new RegExp(`(?:${escaped(HIDDEN)}){2,}`, 'g');

/** Cuts a list into pieces of about the same length: a short one would be found in other texts, too. */
function piecesOf(characters: readonly string[]): string[][] {
	const count = Math.ceil(characters.length / LONGEST_PIECE);
	const cuts = Array.from({ length: count + 1 }, (_cut, n) => {
		const even = Math.floor((n * characters.length) / count);
		const isSure = (cut: number) =>
			!characters.slice(Math.max(0, cut - SURE_END), cut).some((one) => AMBIGUOUS.test(one));
		const near = Array.from({ length: LONGEST_PIECE / 4 }, (_before, before) => even - before);
		// A key that has them everywhere is cut evenly.
		return n === 0 || n === count ? even : (near.find(isSure) ?? even);
	});
	return cuts.slice(1).map((end, n) => characters.slice(cuts[n], end));
}

/**
 * Finds the beginning of a piece at the end of a text, where one character may be half written: of the
 * first piece some characters, of a later one any, behind what is hidden already.
 */
function beginningOf(piece: readonly string[], n: number): RegExp {
	const shortest = n === 0 ? SHORTEST_BEGINNING : 0;
	const sure = piece.slice(0, shortest).join('');
	const more = piece.slice(shortest).reduceRight((after, one) => `(?:${one}${after})?`, '');
	return new RegExp(`${n === 0 ? '' : escaped(HIDDEN)}${sure}${more}${halfWritten()}$`);
}
