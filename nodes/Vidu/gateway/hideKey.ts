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
 * @returns takes the key out of a text: as it is, with any of its characters written as in a URL (encoded
 * several times, too), in JSON or in HTML, and in base64, alone or inside of something longer, such as
 * "Bearer" and the key
 */
export function hideKey(apiKey: string): HideKey {
	// Who pasted the whole header is told so by the gateway, which may quote what it takes for the key.
	const key = apiKey.trim().replace(/^Bearer\s+/i, '');
	if (key.length < SHORTEST_KEY) return (text) => text;
	// Backslashes in a row are one pattern: one for each would try every way to share them out.
	const written = (key.match(/\\+|[^\\]/gu) ?? []).map(writtenIn);
	const inBase64 = base64Of(key).map((core) => Array.from(core, writtenInBase64));
	// Of what stands beside it, a letter may hold a part of the key's first or last one.
	const around = inBase64.map((core) => `${ANY_BASE64}?${core.join('')}${ANY_BASE64}?${PADDING}`);
	const patterns = [written.join(''), ...around].map((one) => new RegExp(one, 'g'));
	const beginnings = [written, ...inBase64].map((one) => new RegExp(beginningOf(one)));
	return (text, isCut = false) => {
		const hide = (said: string, pattern: RegExp) => said.replace(pattern, HIDDEN);
		const hidden = patterns.reduce(hide, text);
		return isCut ? beginnings.reduce(hide, hidden) : hidden;
	};
}

/** Bytes of a key from which on its base64 is like no other text. */
const SHORTEST_IN_BASE64 = 8;

const ANY_BASE64 = '[A-Za-z0-9+/_-]';
const PADDING = '(?:=|%(?:25){0,3}3[dD]){0,2}';

/**
 * What base64 makes of the key wherever it stands: three bytes become four letters, so it is written in
 * three ways, by the number of bytes before it. Without the letters that what stands beside it changes.
 */
function base64Of(key: string): string[] {
	const bytes = Buffer.from(key);
	if (bytes.length < SHORTEST_IN_BASE64) return [];
	return [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		const end = Math.floor(((before + bytes.length) * 8) / 6);
		return text.slice(Math.ceil((before * 8) / 6), end);
	});
}

/** Two letters of base64 have others in a URL. */
const writtenInBase64 = (letter: string): string =>
	letter === '+' || letter === '/'
		? `(?:${letter === '+' ? '-' : '_'}|${writtenIn(letter)})`
		: letter;

/** A pattern for the beginning of the key at the end of a text, where one character may be half written. */
function beginningOf(written: readonly string[]): string {
	const half = `(?:%(?:25){0,3}[0-9a-fA-F]?|\\\\{1,4}(?:u[0-9a-fA-F]{0,3})?|${AND}(?:#[xX]?[0-9a-fA-F]*|[A-Za-z]{0,8}))?`;
	const sure = written.slice(0, SHORTEST_BEGINNING);
	const rest = written.slice(SHORTEST_BEGINNING, LONGEST_BEGINNING);
	const more = rest.reduceRight((after, one) => `(?:${one}${after})?`, '');
	return `${sure.join('')}${more}${half}$`;
}

/** A pattern for one character in every way in which it may be written; bounded, so that it stays quick. */
function writtenIn(character: string): string {
	if (character.startsWith('\\')) return backslashes(character.length);
	const bytes = Array.from(
		Buffer.from(character),
		(byte) => `%(?:25){0,3}${anyCase(byte.toString(16), 2)}`,
	);
	const units = Array.from(
		{ length: character.length },
		(_unit, index) => `\\\\{1,4}u${anyCase(character.charCodeAt(index).toString(16), 4)}`,
	);
	const codePoint = character.codePointAt(0) ?? 0;
	// As it is comes last: "%" is also how "%25" begins.
	const name = NAMES_IN_HTML[character] === undefined ? '' : `|${NAMES_IN_HTML[character]}`;
	const entity = `${AND}(?:#0{0,4}${codePoint}|#[xX]0{0,4}${anyCase(codePoint.toString(16), 1)}${name});`;
	return `(?:${bytes.join('')}|${units.join('')}|${entity}|\\\\{0,4}${escaped(character)})`;
}

/** How an entity of HTML begins, also where HTML was made of HTML. */
const AND = '&(?:amp;){0,3}';

/** Characters of ASCII that HTML has names for. Source: HTML, "Named character references". */
const NAMES_IN_HTML: Readonly<Record<string, string>> = {
	' ': 'nbsp',
	'!': 'excl',
	'"': 'quot|QUOT',
	'#': 'num',
	$: 'dollar',
	'%': 'percnt',
	'&': 'amp|AMP',
	"'": 'apos',
	'(': 'lpar',
	')': 'rpar',
	'*': 'ast|midast',
	'+': 'plus',
	',': 'comma',
	'-': 'hyphen|dash',
	'.': 'period',
	'/': 'sol',
	':': 'colon',
	';': 'semi',
	'<': 'lt|LT',
	'=': 'equals',
	'>': 'gt|GT',
	'?': 'quest',
	'@': 'commat',
	'[': 'lsqb|lbrack',
	']': 'rsqb|rbrack',
	'^': 'Hat',
	_: 'lowbar|UnderBar',
	'`': 'grave|DiacriticalGrave',
	'{': 'lcub|lbrace',
	'|': 'verbar|vert|VerticalLine',
	'}': 'rcub|rbrace',
};

/** As many backslashes, each of them as it is, doubled once or twice, or by its number. */
const backslashes = (count: number): string =>
	`(?:\\\\{${count},${count * 4}}|(?:%(?:25){0,3}5[cC]|\\\\{1,4}u005[cC]|${AND}(?:#0{0,4}92|#[xX]0{0,4}5[cC]|bsol);){${count}})`;

const escaped = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Hexadecimal digits in small or capital letters. */
const anyCase = (hex: string, length: number): string =>
	hex.padStart(length, '0').replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
