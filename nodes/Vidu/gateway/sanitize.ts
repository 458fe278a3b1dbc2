/** Stands for a character that must not be shown, and for bytes that were no UTF-8. */
export const REPLACEMENT = '\ufffd';

/** Replaces what could forge a log line, control a terminal or reorder a text. Keeps the length. */
export const sanitize = (text: string): string =>
	// UTF-8 has no half pairs: encoding replaces them.
	replaceControls(/\p{Surrogate}/u.test(text) ? Buffer.from(text).toString() : text);

const replaceControls = replacer(
	// Tab and line breaks stay. The others separate lines or turn the direction.
	/(?![\t\n\r])\p{Cc}|[\u2028-\u202e\u2066-\u2069]/u,
	REPLACEMENT,
);

/** A sanitised text as a person reads it: without format characters and without replaced characters. */
export const visibleOf = replacer(/[\ufffd\p{Cf}\p{DI}]/u);

/** Replaces or removes characters in a loop: `replaceAll` takes 200 ms for half a million matches. */
function replacer(pattern: RegExp, replacement?: string): (text: string) => string {
	/** By UTF-16 code: 0 unknown, 1 kept, 2 replaced. */
	const kinds = new Uint8Array(0x10000);
	return (text) => {
		if (!pattern.test(text)) return text;
		const buffer = Buffer.from(text, 'utf16le');
		const codes = new Uint16Array(buffer.buffer, buffer.byteOffset, text.length);
		let length = 0;
		for (let index = 0; index < codes.length; index += 1) {
			const code = codes[index];
			if (kinds[code] === 0) kinds[code] = pattern.test(String.fromCharCode(code)) ? 2 : 1;
			if (kinds[code] === 1) codes[length++] = code;
			else if (replacement !== undefined) codes[length++] = replacement.charCodeAt(0);
		}
		return buffer.toString('utf16le', 0, length * 2);
	};
}

/** Levels of nested lists and objects that are kept. */
const MAX_DEPTH = 50;
/** Entries of one list that are kept. */
const MAX_ENTRIES = 1_000;
/** Names that mean something to JavaScript. */
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];

/** A copy of parsed JSON that n8n can save and show, without the key. */
export function sanitizeJson(value: unknown, redact: (text: string) => string, depth = 0): unknown {
	if (typeof value === 'string') return redact(sanitize(value));
	// n8n could not save one without an end. Not null, which would mean that there is no such code or ID.
	if (typeof value === 'number') return Number.isFinite(value) ? value : REPLACEMENT;
	if (typeof value !== 'object' || value === null) return value;
	if (depth === MAX_DEPTH) return null;
	if (Array.isArray(value)) {
		return value.slice(0, MAX_ENTRIES).map((entry) => sanitizeJson(entry, redact, depth + 1));
	}
	const entries = Object.entries(value)
		.map(([name, entry]) => [redact(sanitize(name)), entry] as const)
		.filter(([name]) => !UNSAFE_NAMES.includes(name))
		.map(([name, entry]) => [name, sanitizeJson(entry, redact, depth + 1)]);
	return Object.fromEntries(entries) as unknown;
}
