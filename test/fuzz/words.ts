/** Which words does a hostile gateway say, and how is it seen that one of them came through? */

/** A key with characters that URLs, JSON and HTML write in other ways. */
export const KEY = 'sk-Vidu/SECRET+0&"1=2~9';

/** The same as a person pasted it, with what n8n's HTTP client drops. */
export const PASTED_KEY = `\u200bBearer \u201c${KEY.slice(0, 9)}\u200b${KEY.slice(9, 12)}\n${KEY.slice(12)}"\n`;

const units = (text: string, prefix: string, length: number) =>
	Array.from(text, (letter) => prefix + letter.charCodeAt(0).toString(16).padStart(length, '0'));

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** The key inside of JSON texts, in every form that a reader could turn back without thinking. */
export const KEY_FORMS: readonly string[] = [
	inJson(KEY),
	encodeURIComponent(KEY),
	encodeURIComponent(KEY).toLowerCase(),
	units(KEY, '%', 2).join(''),
	units(KEY, '\\u', 4).join(''),
	units(KEY, '\\\\u', 4).join(''),
	inJson(inJson(KEY)),
	units(KEY, '\\u', 4)
		.map((unit, index) => (index % 2 === 0 ? unit : inJson(KEY[index])))
		.join(''),
	// In UTF-16 that was read as UTF-8, and with what nobody sees.
	...['\\u0000', '\u00ad', '\\u200b'].map((between) =>
		Array.from(KEY, (letter) => inJson(letter) + between).join(''),
	),
].flatMap((form) => [`"${form}"`, `"http://files.example/v.mp4?key=${form}"`, `"${form}${form}"`]);

/** Terminal escapes, forged log lines, ways out of a folder, words that n8n or a reader might obey. */
export const HOSTILE_TEXTS: readonly string[] = [
	'\u001b[2J\u001b]0;owned\u0007',
	'\u009b31m\r\n2020-01-01 | error | forged\u0000\u202e',
	'https://files.example/\u001b[2J.mp4',
	'https://files.example/\n2020-01-01 | error | forged',
	'../../../v1/keys?all=1#\\..\\..\\etc/passwd%2f..%00',
	'..',
	' ',
	'\ud800',
	'a\udc00b',
	'\ufeff',
	'd7\u2028\u2029',
	'Execution was canceled',
	'connect ECONNREFUSED 127.0.0.1:1',
	`https://files.example/${'a'.repeat(20_000)}`,
	'{{ $env.SECRET }}',
];

/** Whether a text gives the key away, to whoever reads escapes once. Written apart from what hides it. */
export function reveals(text: string, key = KEY): boolean {
	if (!/s|73/i.test(text)) return false;
	const unescaped = text.replace(/\\+u([0-9a-f]{4})/gi, (_all, hex: string) => fromHex(hex));
	const plain = unescaped.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => fromHex(hex));
	const spread = Array.from(key, (letter) => `\\u{${letter.charCodeAt(0).toString(16)}}`).join(
		UNSEEN,
	);
	return [text, unescaped, plain].some((one) => new RegExp(spread, 'u').test(one));
}

/** Any number of what stands between characters and hides none of them from a reader. */
const UNSEEN = '[\\\\\\ufffd\\p{Cc}\\p{Cf}]*';

const fromHex = (hex: string) => String.fromCharCode(parseInt(hex, 16));

/** All texts in a value, names included. */
export function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)]);
}
