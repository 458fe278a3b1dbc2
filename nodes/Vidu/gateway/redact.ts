import { visibleOf } from './sanitize';

/**
 * Replaces the API key in a sanitised text by `[API key]`, so that it reaches no item, error or log.
 * Never throws.
 *
 * @param isCut whether the text may end in the middle of the key: then its beginning is replaced, too
 */
export type Redact = (text: string, isCut?: boolean) => string;

type Encoder = (text: string) => string;

const json: Encoder = (text) => JSON.stringify(text).slice(1, -1);
const slashes: Encoder = (text) => text.replaceAll('/', '\\/');
const units: Encoder = (text) =>
	Buffer.from(text, 'utf16le').swap16().toString('hex').replace(/.{4}/g, '\\u$&');
const bytes: Encoder = (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&');
const url: Encoder = encodeURIComponent;
const lowerCase: Encoder = (text) => text.replace(/%../g, (one) => one.toLowerCase());
const entity: Encoder = (one) => `&#${one.codePointAt(0)};`;
const html = (double: string, single: string): Encoder => {
	const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': double };
	return (text) => text.replace(/[&<>"']/g, (one) => names[one] ?? single);
};
/** Three bytes become four letters; without those letters that the bytes before and after change. */
const base64 = (before: number): Encoder => {
	return (text) => {
		const all = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
		const [start, end] = [Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)];
		return all.toString('base64').slice(start, end);
	};
};

/** Every spelling of the key that is searched for. */
const ENCODERS: readonly Encoder[] = [
	(key) => key,
	json,
	(key) => json(json(key)),
	(key) => slashes(json(key)),
	(key) => json(key).replace(/[<>&]/g, units),
	units,
	(key) => units(key).toUpperCase().replaceAll('U', 'u'),
	(key) => json(units(key)),
	(key) => json(units(key).toUpperCase().replaceAll('U', 'u')),
	url,
	(key) => lowerCase(url(key)),
	(key) => url(url(key)),
	(key) => url(lowerCase(url(key))),
	encodeURI,
	bytes,
	(key) => bytes(key).toUpperCase(),
	...['&quot;', '&#34;', '"'].flatMap((double) =>
		['&#39;', '&#039;', '&#x27;', '&apos;', "'"].map((single) => html(double, single)),
	),
	(key) => key.replace(/[^]/gu, entity),
	...[0, 1, 2]
		.map(base64)
		.flatMap((encode): Encoder[] => [
			encode,
			(key) => encode(key).replaceAll('+', '-').replaceAll('/', '_'),
			(key) => slashes(encode(key)),
			(key) => url(encode(key)),
		]),
];

/** @param apiKey as `readCredential` returns it: plain ASCII, long enough to match nothing else */
export function redactor(apiKey: string): Redact {
	const spellings = [...new Set(ENCODERS.map((encode) => encode(apiKey)))];
	spellings.sort((one, other) => other.length - one.length);
	return (text, isCut = false) => {
		const visible = visibleOf(text);
		const whole = spellings.reduce(hide, visible);
		const hidden = isCut ? spellings.reduce(hideTail, whole) : whole;
		return hidden === visible ? text : hidden;
	};
}

const hide = (text: string, spelling: string): string =>
	text.length < spelling.length ? text : text.replaceAll(spelling, '[API key]');

/** Hides the beginning of a spelling, of at least 8 characters, at the end of a text. */
function hideTail(text: string, spelling: string): string {
	const head = spelling.slice(0, 8);
	let at = text.indexOf(head, text.length - spelling.length);
	while (at >= 0 && !spelling.startsWith(text.slice(at))) at = text.indexOf(head, at + 1);
	return at < 0 ? text : `${text.slice(0, at)}[API key]`;
}
