/*
 * Patterns for the ways in which a key may be written in a text.
 */

/** A pattern for one character in every way in which it may be written; bounded, so that it stays quick. */
export function writtenIn(character: string): string {
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

/** A pattern for one character of which a cut has left half, or for nothing. */
export const halfWritten = (): string =>
	`(?:%(?:25){0,3}[0-9a-fA-F]?|\\\\{1,4}(?:u[0-9a-fA-F]{0,3})?|${AND}(?:#[xX]?[0-9a-fA-F]*|[A-Za-z]{0,8})|[\\ud800-\\udbff])?`;

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

/** A pattern for a text as it is. */
export const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Hexadecimal digits in small or capital letters. */
const anyCase = (hex: string, length: number): string =>
	hex.padStart(length, '0').replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** Bytes of a key from which on its base64 is like no other text. */
const SHORTEST_IN_BASE64 = 8;

/** A pattern for a letter of base64, also of the one for URLs … */
export const ANY_BASE64 = '[A-Za-z0-9+/_-]';
/** … and for what fills up its end. */
export const PADDING = '(?:=|%(?:25){0,3}3[dD]){0,2}';

/**
 * What base64 makes of the key wherever it stands: three bytes become four letters, so it is written in
 * three ways, by the number of bytes before it. Without the letters that what stands beside it changes.
 */
export function base64Of(key: string): string[] {
	const bytes = Buffer.from(key);
	if (bytes.length < SHORTEST_IN_BASE64) return [];
	return [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		const end = Math.floor(((before + bytes.length) * 8) / 6);
		return text.slice(Math.ceil((before * 8) / 6), end);
	});
}

/** Two letters of base64 have others in a URL. */
export const writtenInBase64 = (letter: string): string =>
	letter === '+' || letter === '/'
		? `(?:${letter === '+' ? '-' : '_'}|${writtenIn(letter)})`
		: letter;
