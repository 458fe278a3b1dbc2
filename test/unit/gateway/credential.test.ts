/** Is the key cleaned of what was pasted with it, and is what cannot be a key refused without repeating it? */

import fc from 'fast-check';

import { parseApiKey, readCredential } from '../../../nodes/Vidu/gateway/credential';

const KEY = 'sk-live/AbC+123_~.=';

describe('a key is cleaned', () => {
	it.each([
		['nothing around it', KEY],
		['blanks around it', ` \t${KEY} \r\n`],
		['"Bearer"', `Bearer ${KEY}`],
		['"bearer" twice', `bearer  Bearer\t${KEY}`],
		['"Bearer" and a line break', `Bearer\n${KEY}`],
		['quotes', `"${KEY}"`],
		['quotes of code and blanks', `\n 'Bearer \`${KEY}\`' `],
		['curly quotes', `\u201c${KEY}\u201d`],
		['French quotes', `«\u00a0${KEY}\u00a0»`],
		['a byte order mark', `\ufeff${KEY}`],
		['a zero-width space', `\u200bBearer \u200b${KEY.slice(0, 9)}\u200b${KEY.slice(9)}\u200b`],
		['a line break inside', `${KEY.slice(0, 9)}\r\n${KEY.slice(9)}`],
		['a wide blank inside', `${KEY.slice(0, 9)}\u3000\u2028${KEY.slice(9)}`],
		['NUL and controls', `\0${KEY.slice(0, 9)}\u001b\u0085\u007f${KEY.slice(9)}`],
		['a soft hyphen', `${KEY.slice(0, 9)}\u00ad${KEY.slice(9)}`],
		['an emoji', `🔑 ${KEY}`],
	])('of %s', (_what, pasted) => expect(parseApiKey(pasted)).toEqual({ ok: true, value: KEY }));

	it('and then it is plain text that stays the same, whatever was pasted', () => {
		const unit = fc.oneof(
			fc.constantFrom(...[KEY, 'Bearer', ' ', '"', '\n', '\u200b', 'é', '\u00a0', '://', 'a']),
			fc.string({ unit: 'binary', maxLength: 3 }),
			fc.nat(0xff).map((code) => String.fromCharCode(code)),
		);
		fc.assert(
			fc.property(fc.array(unit), (parts) => {
				const pasted = parts.join('');
				const read = parseApiKey(pasted);
				if (!read.ok) return;
				expect(read.value).toMatch(/^[\x21-\x7e]{8,4096}$/);
				expect(parseApiKey(`"Bearer ${read.value}"`)).toEqual(read);
				// Nothing is made up: these are characters that n8n's HTTP client would have sent, too.
				const sent = pasted.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').replace(/[\x80-\xff]/g, '');
				expect(sent.replace(/[\s"'`]/g, '')).toContain(read.value.replace(/["'`]/g, ''));
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('what cannot be a key is refused', () => {
	it.each([
		['nothing', '', /is empty\. Paste the key/],
		['blanks', ' \n\u200b', /is empty/],
		['only "Bearer"', '"Bearer "', /is empty/],
		['two words', 'sk-secret 12345678', /contains spaces\. Copy/],
		['a tab', 'sk-secret\t12345678', /contains spaces/],
		['a blank that does not break', 'sk-secret\u00a012345678', /contains spaces/],
		['a URL', 'https://sk-secret.example/12345678', /is a URL/],
		['a URL in quotes', '"HTTPS://sk-secret.example"', /is a URL/],
		['a foreign letter', 'sk-secrét-12345678', /accented or non-Latin letter/],
		['too few characters', 'sk-secr', /fewer than 8 characters/],
		['too many characters', 'sk-secret'.repeat(1_000), /more than 4096 characters/],
		['one that repeats itself', `sk-secret${'ab'.repeat(32)}`, /many times/],
	])('%s', (_what, pasted, text) => {
		const read = parseApiKey(pasted);
		expect(read).toEqual({ ok: false, problems: [expect.stringMatching(text)] });
		expect(JSON.stringify(read)).not.toMatch(/secr/);
	});

	it('but not the longest key, nor one of a few characters in any order', () => {
		const keys = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 8, maxLength: 200 });
		fc.assert(fc.property(keys, (key) => parseApiKey(key).ok));
		const longest = Array.from({ length: 4_096 }, (_none, n) => (n * 7_919) % 36);
		expect(parseApiKey(longest.map((digit) => digit.toString(36)).join('')).ok).toBe(true);
	});
});

describe('a credential', () => {
	const entered = { apiKey: ` ${KEY}\n`, baseUrl: 'https://cloud.vtrix.ai//', allowHttp: false };

	it('is read with its key and its base URL', () => {
		const value = { apiKey: KEY, baseUrl: 'https://cloud.vtrix.ai' };
		expect(readCredential(entered)).toEqual({ ok: true, value });
	});

	it.each([
		['no fields', {}, 2],
		['no key', { ...entered, apiKey: undefined }, 1],
		['fields changed round', { ...entered, apiKey: entered.baseUrl, baseUrl: KEY }, 2],
		['no encryption', { ...entered, baseUrl: 'http://cloud.vtrix.ai' }, 1],
	])('with %s has %i problem(s), without the key', (_what, data, count) => {
		const read = readCredential(data);
		expect(read.ok ? [] : read.problems).toHaveLength(count);
		expect(JSON.stringify(read)).not.toContain(KEY);
	});
});
