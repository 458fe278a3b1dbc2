/** Is a `Retry-After` header read as RFC 9110 has it, and is anything else left alone? */

import fc from 'fast-check';

import { retryAfter } from '../../nodes/Vidu/gateway/parseResponse';

const HOUR = 3_600_000;

/** Whole seconds, because HTTP dates have no smaller ones. */
const moment = fc
	.integer({ min: 1, max: 4_000_000_000 })
	.map((seconds) => new Date(seconds * 1_000).toUTCString());

describe('a wait', () => {
	it('is a number of seconds', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3_600 }), (seconds) => {
				expect(retryAfter(String(seconds), undefined)).toBe(seconds * 1_000);
				expect(retryAfter(` ${seconds} `, 'nonsense')).toBe(seconds * 1_000);
			}),
		);
	});

	it('is the time from the answer’s own date to another date', () => {
		fc.assert(
			fc.property(moment, fc.integer({ min: 0, max: 3_600 }), (date, seconds) => {
				const later = new Date(Date.parse(date) + seconds * 1_000).toUTCString();
				expect(retryAfter(later, date)).toBe(seconds * 1_000);
			}),
		);
	});

	it('is measured against the clock here where the answer has no date', () => {
		for (const date of [undefined, '', 'nonsense']) {
			const later = new Date(Date.now() + 600_000).toUTCString();
			const wait = retryAfter(later, date) ?? NaN;
			expect(wait).toBeGreaterThan(500_000);
			expect(wait).toBeLessThanOrEqual(600_000);
		}
	});

	it('reads the older form of a date that names its zone', () => {
		const date = 'Sun, 06 Nov 1994 08:49:07 GMT';
		expect(retryAfter('Sunday, 06-Nov-94 08:49:37 GMT', date)).toBe(30_000);
	});

	it('is never less than nothing, nor more than an hour', () => {
		fc.assert(
			fc.property(moment, moment, (date, later) => {
				const wait = retryAfter(later, date) ?? NaN;
				expect(wait).toBeGreaterThanOrEqual(0);
				expect(wait).toBeLessThanOrEqual(HOUR);
			}),
		);
		expect(retryAfter('86400', undefined)).toBe(HOUR);
		expect(retryAfter('9'.repeat(400), undefined) ?? HOUR).toBe(HOUR);
	});

	// A wait that was misread as 0 would have the gateway asked again at once.
	it.each([
		undefined,
		'',
		'  ',
		'soon',
		'5s',
		'5 seconds',
		'abc 5',
		'120;',
		'1 2',
		'-5',
		'NaN',
		'{}',
	])('is not known from %p', (value) => {
		expect(retryAfter(value, 'Sun, 06 Nov 1994 08:49:07 GMT')).toBeUndefined();
	});

	it('is not an error, whatever the header', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, date) => {
				const wait = retryAfter(value, date);
				expect(wait === undefined || (wait >= 0 && wait <= HOUR)).toBe(true);
			}),
		);
	});
});
