/** Is a `Retry-After` header read as RFC 9110 has it, and is anything else ignored? */

import fc from 'fast-check';

import { parseResponse, retryAfterOf } from '../../../nodes/Vidu/gateway/parseResponse';
import { answer } from '../answers';

const HOUR = 3_600_000;
const DATE = 'Sun, 06 Nov 1994 08:49:07 GMT';

const retryAfter = (value: string | undefined, date?: string): number | undefined => {
	const headers = { 'retry-after': value, date };
	return retryAfterOf({ status: 429, headers, body: '' }).retryAfter;
};

/** Whole seconds, because HTTP dates have no smaller unit. */
const moment = fc
	.integer({ min: 1, max: 4_000_000_000 })
	.map((seconds) => new Date(seconds * 1_000).toUTCString());
const seconds = fc.integer({ min: 0, max: 3_600 });

describe('a wait', () => {
	it('is a number of seconds', () => {
		fc.assert(
			fc.property(seconds, (wait) => {
				expect(retryAfter(String(wait))).toBe(wait * 1_000);
				expect(retryAfter(` ${wait} `, 'nonsense')).toBe(wait * 1_000);
			}),
		);
	});

	it('is the time from the date of the answer to another date', () => {
		fc.assert(
			fc.property(moment, seconds, (date, wait) => {
				const later = new Date(Date.parse(date) + wait * 1_000).toUTCString();
				expect(retryAfter(later, date)).toBe(wait * 1_000);
			}),
		);
		expect(retryAfter('Sunday, 06-Nov-94 08:49:37 GMT', DATE)).toBe(30_000);
	});

	it.each([undefined, '', 'nonsense'])('starts now where the answer has the date %p', (date) => {
		const later = new Date(Date.now() + 600_000).toUTCString();
		const wait = retryAfter(later, date) ?? NaN;
		expect(wait).toBeGreaterThan(500_000);
		expect(wait).toBeLessThanOrEqual(600_000);
	});

	it('is 0 to one hour', () => {
		fc.assert(
			fc.property(moment, moment, (date, later) => {
				const wait = retryAfter(later, date) ?? NaN;
				expect(wait >= 0 && wait <= HOUR).toBe(true);
			}),
		);
		expect(retryAfter('86400')).toBe(HOUR);
		expect(retryAfter('9'.repeat(400))).toBe(HOUR);
	});

	// Misread as 0, it would make the node ask again at once.
	it.each([undefined, '', '  ', 'soon', '5s', '5 seconds', 'abc 5', '120;', '1 2', '-5', 'NaN'])(
		'is unknown from %p',
		(value) => expect(retryAfter(value, DATE)).toBeUndefined(),
	);

	it('is no error, whatever the header', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string(), (value, date) => {
				const wait = retryAfter(value, date);
				expect(wait === undefined || (wait >= 0 && wait <= HOUR)).toBe(true);
			}),
		);
	});
});

it.each([
	['the status', answer(402, { message: 'no' }), 402],
	['the code of an envelope', answer(200, { status: { code: 402 }, data: null }), 402],
	['the status, where the envelope says success', answer(500, { code: 200, data: {} }), 500],
	['the status, where the code is no HTTP status', answer(200, { code: 7, data: {} }), 200],
])('the status of an answer is %s', (_name, { response }, status) => {
	expect(parseResponse(response).status).toBe(status);
});
