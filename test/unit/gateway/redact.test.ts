/** Is the key replaced in every spelling, and nothing else? */

import fc from 'fast-check';

import { parseApiKey } from '../../../nodes/Vidu/gateway/credential';
import { redactor } from '../../../nodes/Vidu/gateway/redact';
import { sanitize } from '../../../nodes/Vidu/gateway/sanitize';

const KEY = `sk-vidu/SECRET+1&"2\\3'4<5>=~`;
const redact = redactor(KEY);

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const hex = (code: number, length: number) => code.toString(16).padStart(length, '0');
const each = (text: string, write: (character: string) => string) =>
	Array.from(text, write).join('');
const percent = (text: string) => each(text, (one) => `%${hex(Buffer.from(one)[0], 2)}`);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Written out where a language's own function cannot be called here. */
const SPELLINGS: Record<string, string> = {
	'as it is': KEY,
	'in JSON': json(KEY),
	'in JSON inside JSON': json(json(KEY)),
	'in JSON of PHP': json(KEY).replaceAll('/', '\\/'),
	'in JSON of Go': `sk-vidu/SECRET+1\\u0026\\"2\\\\3'4\\u003c5\\u003e=~`,
	'in JSON, each character': each(KEY, (one) => `\\u${hex(one.charCodeAt(0), 4)}`),
	'in JSON, in capitals': each(KEY, (one) => `\\u${hex(one.charCodeAt(0), 4).toUpperCase()}`),
	'in JSON inside JSON, each character': each(KEY, (one) => `\\\\u${hex(one.charCodeAt(0), 4)}`),
	'in JSON inside JSON, in capitals': each(
		KEY,
		(one) => `\\\\u${hex(one.charCodeAt(0), 4).toUpperCase()}`,
	),
	'in a URL': encodeURIComponent(KEY),
	'in a URL, in small letters': "sk-vidu%2fSECRET%2b1%26%222%5c3'4%3c5%3e%3d~",
	'in a URL, twice': encodeURIComponent(encodeURIComponent(KEY)),
	'in a URL, twice, in small letters':
		"sk-vidu%252fSECRET%252b1%2526%25222%255c3'4%253c5%253e%253d~",
	'in a whole URL': encodeURI(KEY),
	'in HTML': 'sk-vidu/SECRET+1&amp;"2\\3\'4&lt;5&gt;=~',
	'in an attribute of HTML': 'sk-vidu/SECRET+1&amp;&quot;2\\3&#39;4&lt;5&gt;=~',
	'in HTML of PHP': 'sk-vidu/SECRET+1&amp;&quot;2\\3&#039;4&lt;5&gt;=~',
	'in HTML of Python': 'sk-vidu/SECRET+1&amp;&quot;2\\3&#x27;4&lt;5&gt;=~',
	'in HTML of Go': 'sk-vidu/SECRET+1&amp;&#34;2\\3&#39;4&lt;5&gt;=~',
	'in XML': 'sk-vidu/SECRET+1&amp;&quot;2\\3&apos;4&lt;5&gt;=~',
	'in HTML, by numbers': each(KEY, (one) => `&#${one.codePointAt(0)};`),
};

test.each(Object.entries(SPELLINGS))('a key %s is replaced', (_spelling, written) => {
	expect(redact(`before ${written} after ${written}`)).toBe('before [API key] after [API key]');
});

test.each(Object.entries(SPELLINGS))('a key %s is replaced where it is cut', (_name, written) => {
	for (let end = 8; end < written.length; end += 1) {
		expect(redact(`said: ${written.slice(0, end)}`, true)).toBe('said: [API key]');
		expect(redact(`said: ${written.slice(0, end)}`)).toBe(`said: ${written.slice(0, end)}`);
	}
});

test('a key in a URL that encodes each character is replaced', () => {
	const key = 'sk-Vidu/SECRET';
	for (const written of [percent(key), percent(key).toUpperCase()]) {
		expect(redactor(key)(`<${written}>`)).toBe('<[API key]>');
	}
});

/** Keys as `readCredential` lets them pass. */
const visible = Array.from({ length: 0x7e - 0x20 }, (_none, n) => String.fromCharCode(0x21 + n));
const anyKey = fc
	.oneof(
		fc.string({ minLength: 8, maxLength: 60, unit: fc.constantFrom(...visible) }),
		fc.string({ minLength: 8, maxLength: 40, unit: fc.constantFrom(...'\\/"%&a') }),
	)
	.filter((key) => {
		const read = parseApiKey(key);
		return read.ok && read.value === key;
	});

test('any key is replaced as it is, in JSON and in a URL', () => {
	fc.assert(
		fc.property(anyKey, (key) => {
			for (const text of [key, json(key), json(json(key)), encodeURIComponent(key)]) {
				expect(redactor(key)(`<${text}>`)).toBe('<[API key]>');
			}
		}),
	);
});

test('any key is replaced in base64, alone and inside anything longer', () => {
	fc.assert(
		fc.property(anyKey, fc.string(), fc.string(), (key, before, after) => {
			for (const whole of [key, `Bearer ${key}`, `${before}${key}${after}`]) {
				const standard = base64(whole);
				const forUrls = Buffer.from(whole).toString('base64url');
				for (const text of [
					standard,
					forUrls,
					encodeURIComponent(standard),
					standard.replaceAll('/', '\\/'),
				]) {
					const hidden = redactor(key)(text);
					expect(hidden).toContain('[API key]');
					// Only letters that hold a part of the first or last character are left.
					expect(hidden.length - '[API key]'.length).toBeLessThan(
						text.length - Math.floor(key.length * 1.3) + 3,
					);
				}
			}
		}),
	);
});

test('a key in base64 is replaced where it is cut', () => {
	const written = base64(`Bearer ${KEY}`);
	expect(redact(written.slice(0, -20), true)).toBe(`${written.slice(0, 10)}[API key]`);
});

test('a key is replaced where it is cut, after a text that begins like it', () => {
	expect(redact(`${KEY.slice(0, 10)} ${KEY.slice(0, 9)}`, true)).toBe(
		`${KEY.slice(0, 10)} [API key]`,
	);
});

describe('a key with something invisible between its characters is replaced', () => {
	test.each([
		['NUL, as UTF-16 read as UTF-8', '\0'],
		['soft hyphens', '\u00ad'],
		['zero-width spaces', '\u200b'],
		['zero-width joiners', '\u200d'],
		['variation selectors', '\ufe0f'],
		['replaced bytes', '\ufffd'],
		['marks of annotations', '\ufff9'],
		['several of them', '\u2060\ufeff\u001b'],
	])('%s', (_name, between) => {
		const written = each(KEY, (one) => one + between);
		expect(redact(sanitize(`said: ${written}`))).toBe('said: [API key]');
		expect(redact(sanitize(`said: ${written.slice(0, -2 * between.length - 2)}`), true)).toBe(
			'said: [API key]',
		);
	});

	test('but a text without a key keeps such characters', () => {
		for (const text of ['👩\u200d👧', 'task\ufffd1', 'soft\u00adhyphen', '❤\ufe0f']) {
			expect(redact(text)).toBe(text);
			expect(redact(text, true)).toBe(text);
		}
	});
});

test('nothing else is taken for the key', () => {
	const texts = ['sk-vidu', KEY.slice(1), KEY.slice(0, -2), KEY.toLowerCase(), base64('a task')];
	for (const text of texts) expect(redact(text)).toBe(text);
	for (const text of ['', 'a task', 'sk-vidu', `${KEY.slice(0, 9)} and more`]) {
		expect(redact(text, true)).toBe(text);
	}
});

test('a key of backslashes is replaced, and so is one with many of them', () => {
	for (const key of ['\\'.repeat(20), 'a\\'.repeat(13)]) {
		for (const text of [key, json(key), json(json(key))]) {
			expect(redactor(key)(`<${text}>`)).toBe('<[API key]>');
		}
	}
});

test('a long key is replaced', () => {
	const key = Array.from({ length: 4_000 }, (_none, n) => hex((n * 7_919) % 65_536, 4)).join('');
	expect(redactor(key)(`<${key}> <${percent(key)}>`)).toBe('<[API key]> <[API key]>');
	expect(redactor(key)(`<${key.slice(0, -1)}`, true)).toBe('<[API key]');
});
