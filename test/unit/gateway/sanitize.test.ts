/** Is what a gateway says fit to be saved, shown and written to a log? */

import fc from 'fast-check';

import { sanitizeJson, sanitize } from '../../../nodes/Vidu/gateway/sanitize';

const same = (text: string) => text;
const read = (json: string) => sanitizeJson(JSON.parse(json), same);

describe('a text', () => {
	test.each([
		['\u001b[2Jx', '\ufffd[2Jx'],
		['\u009b31m', '\ufffd31m'],
		['a\u0000b\u007f\u0085', 'a\ufffdb\ufffd\ufffd'],
		['\u2028\u202e\u2066', '\ufffd\ufffd\ufffd'],
		['\ud800x\udc00', '\ufffdx\ufffd'],
		['tab\tline\r\n', 'tab\tline\r\n'],
		['ü 漢 😀 \u200d', 'ü 漢 😀 \u200d'],
	])('%j becomes %j', (text, clean) => {
		expect(sanitize(text)).toBe(clean);
	});

	test('of any characters has no controls left, keeps its length and everything else', () => {
		const unit = fc.oneof(
			fc.nat(0xffff).map((code) => String.fromCharCode(code)),
			fc.constantFrom('\u001b', '\u0085', '\ufffd', '😀', 'a', '\n', '\ud83d', '\ude00'),
		);
		const anyText = fc.array(unit).map((units) => units.join(''));
		fc.assert(
			fc.property(anyText, (text) => {
				const clean = sanitize(text);
				expect(clean).not.toMatch(/(?![\t\n\r])\p{Cc}|[\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u);
				expect(clean).toHaveLength(text.length);
				const kept = (one: string) =>
					one.replace(/\p{Cc}|[\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '');
				// U+FFFD goes last: between two half characters, it keeps them apart.
				expect(kept(clean).replaceAll('\ufffd', '')).toBe(kept(text).replaceAll('\ufffd', ''));
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe('parsed JSON', () => {
	test('keeps what is ordinary as it is', () => {
		const json = { a: [1, -2.5, 'x', true, false, null, {}], b: { c: { d: [[]] } } };
		expect(sanitizeJson(json, same)).toEqual(json);
	});

	test('is no deeper than fifty levels', () => {
		const depthOf = (value: unknown): number =>
			Array.isArray(value) ? 1 + Math.max(0, ...value.map(depthOf)) : 0;
		expect(depthOf(read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`))).toBe(50);
	});

	test('has at most a thousand entries in each list, and everything next to the list', () => {
		const list = Array.from({ length: 20_000 }, (_entry, index) => index);
		const kept = sanitizeJson({ list, in: [list], id: 'x' }, same);
		const first = list.slice(0, 1_000);
		expect(kept).toEqual({ list: first, in: [first], id: 'x' });
	});

	test('has no number that JSON cannot hold', () => {
		expect(read('{"a":1e999,"b":[-1e999],"c":5e-400}')).toEqual({
			a: '\ufffd',
			b: ['\ufffd'],
			c: 0,
		});
	});

	test('has no name that means something to JavaScript, at any level', () => {
		const kept = read('{"__proto__":{"x":1},"a":[{"constructor":1,"prototype":2,"y":3}]}');
		expect(JSON.stringify(kept)).toBe('{"a":[{"y":3}]}');
		expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	test('has names and texts that are sanitised first and then redacted', () => {
		const redact = (text: string) => text.replace('\ufffd', '?');
		expect(sanitizeJson({ 'a\u001b': ['b\u0000'] }, redact)).toEqual({ 'a?': ['b?'] });
		// The name is checked as it comes out.
		expect(sanitizeJson({ X: 1 }, () => '__proto__')).toEqual({});
	});
});
