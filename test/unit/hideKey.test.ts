/** Is the key taken out of a text, whichever way it is written there, and quickly whatever the text is? */

import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { redactor } from '../../nodes/Vidu/gateway/redact';

const KEY = 'sk-vidu/SECRET+1&"2 é😀';
const hide = redactor(KEY);

const hash = (of: number) => createHash('sha256').update(String(of)).digest('base64url');
const hex = (number: number, length: number) => number.toString(16).padStart(length, '0');
const units = (text: string) =>
	Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

/** As HTML names them. */
const named: Record<string, string> = {
	'/': '&sol;',
	'+': '&plus;',
	'&': '&amp;',
	'"': '&quot;',
	'-': '&hyphen;',
};

/** The ways in which one character may be written. */
const FORMS: Record<string, (character: string) => string> = {
	'as it is': (character) => character,
	'in a URL': (character) =>
		Array.from(Buffer.from(character), (byte) => `%${hex(byte, 2)}`).join(''),
	'in a URL, in capitals': (character) =>
		Array.from(Buffer.from(character), (byte) => `%${hex(byte, 2).toUpperCase()}`).join(''),
	'in JSON': (character) =>
		units(character)
			.map((unit) => `\\u${hex(unit, 4)}`)
			.join(''),
	'in JSON inside of JSON': (character) =>
		units(character)
			.map((unit) => `\\\\u${hex(unit, 4).toUpperCase()}`)
			.join(''),
	'behind a backslash': (character) => `\\${character}`,
	'in HTML': (character) => `&#${character.codePointAt(0)};`,
	'in a URL, encoded twice': (character) =>
		Array.from(Buffer.from(character), (byte) => `%25${hex(byte, 2).toUpperCase()}`).join(''),
	'in a URL, encoded three times': (character) =>
		Array.from(Buffer.from(character), (byte) => `%2525${hex(byte, 2)}`).join(''),
	'in HTML, by its name': (character) => named[character] ?? character,
	'in HTML inside of HTML': (character) => (named[character] ?? character).replace('&', '&amp;'),
	'in HTML, in hexadecimal': (character) => `&#x${hex(character.codePointAt(0) ?? 0, 1)};`,
};

test.each(Object.entries(FORMS))('a key %s is hidden', (_form, write) => {
	const written = Array.from(KEY, write).join('');
	expect(hide(`before ${written} after ${written}`)).toBe('before [API key] after [API key]');
});

test('a key of which each character is written in another way is hidden', () => {
	const anyForm = fc.constantFrom(...Object.values(FORMS));
	const forms = fc.array(anyForm, { minLength: 30, maxLength: 30 });
	fc.assert(
		fc.property(forms, (ways) => {
			const written = Array.from(KEY, (character, index) => ways[index](character)).join('');
			expect(hide(`x${written}y`)).toBe('x[API key]y');
		}),
	);
});

test('any key is hidden where JSON, a URL or nothing at all quotes it', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' }), (given) => {
			const key = given.trim();
			fc.pre(key.length >= 4 && !/\p{Surrogate}/u.test(key));
			const inJson = JSON.stringify(key).slice(1, -1);
			for (const text of [key, encodeURIComponent(key), inJson]) {
				expect(redactor(given)(`<${text}>`)).toBe('<[API key]>');
			}
		}),
	);
});

test('any key is hidden in base64, alone, behind "Bearer", and inside of anything longer', () => {
	const key = fc.string({ minLength: 8, maxLength: 60 }).map((text) => text.trim());
	fc.assert(
		fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
			fc.pre(secret.length >= 8 && !/^Bearer\s/i.test(secret) && !secret.includes('\\'));
			for (const whole of [secret, `Bearer ${secret}`, `${before}${secret}${after}`]) {
				for (const encoding of ['base64', 'base64url'] as const) {
					const written = Buffer.from(whole).toString(encoding);
					const hidden = redactor(secret)(`<${written}>`);
					expect(hidden).toContain('[API key]');
					expect(Buffer.from(hidden.slice(1, -1), encoding).toString()).not.toContain(secret);
				}
			}
			const alone = Buffer.from(secret).toString('base64');
			expect(redactor(secret)(`<${alone}> ${encodeURIComponent(alone)}`)).toBe(
				'<[API key]> [API key]',
			);
		}),
	);
});

test('what is cut in the middle of such a key keeps nothing of it', () => {
	for (const whole of [KEY, `Bearer ${KEY}`]) {
		const written = Buffer.from(whole).toString('base64');
		expect(hide(`said: ${written.slice(0, -6)}`, true)).not.toContain(written.slice(12, -6));
	}
	const key = 'sk-vidu/SECRET+1&"2=3';
	const twice = encodeURIComponent(encodeURIComponent(key));
	for (let end = 30; end < twice.length; end += 1) {
		expect(redactor(key)(`said: ${twice.slice(0, end)}`, true)).toBe('said: [API key]');
	}
});

test.each(['%25', '%2525', '&#38;', '&amp;', '\\z', '%'.repeat(9), '&'.repeat(300)])(
	'a long key with %s wherever it may be divided is hidden',
	(odd) => {
		const plain = Array.from({ length: 30 }, (_none, n) => hash(n))
			.join('')
			.slice(0, 1_200);
		for (let place = 396; place <= 401; place += 1) {
			const key = plain.slice(0, place) + odd + plain.slice(place + odd.length);
			const written = [key, encodeURIComponent(key), JSON.stringify(key).slice(1, -1)];
			const asJson = odd === '\\z' ? [key.replace('z', '\\u007a')] : [];
			for (const text of [...written, ...asJson]) {
				expect(redactor(key)(`<${text}>`)).toBe('<[API key]>');
			}
		}
	},
);

test('a cut in the middle of a character leaves nothing of it', () => {
	const key = 'sk-vidu-😀-é-😀-SECRET';
	for (let end = 10; end < key.length; end += 1) {
		expect(redactor(key)(`said: ${key.slice(0, end)}`, true)).toBe('said: [API key]');
	}
});

test('nothing else is taken for the key', () => {
	for (const text of ['sk-vidu', KEY.slice(1), KEY.slice(0, -2), KEY.toLowerCase(), 'a task']) {
		expect(hide(text)).toBe(text);
	}
	for (const key of ['', '   ', 'abc']) expect(redactor(key)('abc    def')).toBe('abc    def');
});

/** Milliseconds for a text of many of these; the best of three, because the machine has other work, too. */
function timeFor(key: string, part: string, count: number): number {
	const text = part.repeat(count);
	const clean = redactor(key);
	const times = [1, 2, 3].map(() => {
		const startedAt = performance.now();
		clean(text);
		return performance.now() - startedAt;
	});
	return Math.min(...times);
}

test.each([
	['backslashes', KEY, '\\'],
	['backslashes, and a key that has some', `sk${'\\'.repeat(12)}x`, '\\'],
	['the beginnings of keys', KEY, KEY.slice(0, -1)],
	['escaped beginnings', KEY, FORMS['in JSON inside of JSON']('s')],
	['percent signs, encoded over and over', '%%%%%%%%', '%25'],
	['HTML inside of HTML', '&&&&&&&&', '&amp;amp;amp;'],
	['the beginnings of keys in base64', KEY, Buffer.from(KEY).toString('base64').slice(0, -6)],
	['a letter of the key over and over', 'ssssssssssssssssssss-', 's'],
])('a megabyte of %s takes time that grows with its length, and not faster', (_name, key, part) => {
	const count = Math.ceil(2 ** 20 / part.length);
	const ratio = timeFor(key, part, count) / Math.max(timeFor(key, part, count / 8), 0.2);
	// Eight times the length; what grows with the square would take sixty-four times as long.
	expect(ratio).toBeLessThan(32);
});

describe.each([300, 450, 3_500, 16_000])('a key of %i characters', (length) => {
	/** No stretch of it is like another one. */
	const key = Array.from({ length }, (_none, n) => hash(n))
		.join('')
		.slice(0, length);
	const hideLong = redactor(key);
	const forms = {
		...FORMS,
		'in base64': (text: string) => Buffer.from(text).toString('base64'),
	};

	test.each(Object.entries(forms))('is hidden %s', (form, write) => {
		const written = form === 'in base64' ? write(key) : Array.from(key, write).join('');
		expect(hideLong(`before ${written} after ${written}`)).toBe('before [API key] after [API key]');
	});

	test('is hidden behind "Bearer", in base64', () => {
		const written = Buffer.from(`Bearer ${key}`).toString('base64');
		expect(hideLong(written)).toMatch(/^.{9,10}\[API key\]$/);
	});

	test('is hidden where the text ends in the middle of it', () => {
		for (let end = 8; end < length; end += length < 1_000 ? 1 : 97) {
			expect(hideLong(`said: ${key.slice(0, end)}`, true)).toBe('said: [API key]');
		}
	});

	test('takes no other text with it', () => {
		const other = `${key.slice(1, 100)} ${key.slice(-20)} ${Buffer.from('a task').toString('base64')}`;
		expect(hideLong(other, true)).toBe(other);
	});
});
