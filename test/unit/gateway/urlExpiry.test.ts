/** Does the node know when a signed URL expires, and stay silent where it does not? */

import { expiryOf } from '../../../nodes/Vidu/gateway/urlExpiry';

const MARCH_9 = Date.UTC(2026, 2, 9, 16);
const HOUR = 3_600_000;

test.each([
	['Expires=1800000000&Signature=x', 1_800_000_000_000],
	['expires=1800000000123&sign=x', 1_800_000_000_000],
	['X-Amz-Date=20260309T160000Z&X-Amz-Expires=3600', MARCH_9 + HOUR],
	['x-amz-expires=3600&x-amz-date=20260309T160000Z', MARCH_9 + HOUR],
	['X-Goog-Date=20260309T160000Z&X-Goog-Expires=7200', MARCH_9 + 2 * HOUR],
	['x-tos-date=20260309T160000Z&x-tos-expires=86400', MARCH_9 + 24 * HOUR],
	['x-oss-date=20260309T160000Z&x-oss-expires=60', MARCH_9 + 60_000],
	['q-sign-time=1799990000;1800000000&q-signature=x', 1_800_000_000_000],
	['se=2026-03-09T16:00:00Z&sig=x', MARCH_9],
	['x-expires=1800000000', 1_800_000_000_000],
])('"%s" says when it expires', (query, expected) => {
	expect(expiryOf(`https://example.com/a.mp4?${query}`)).toBe(expected);
});

test.each([
	'',
	'Expires=soon',
	'Expires=',
	'Expires=3600',
	'Expires=9999999999',
	'Expires=-1800000000',
	'Expires=18000000000000000',
	'X-Amz-Date=20260309T160000Z',
	'X-Amz-Expires=3600',
	'X-Amz-Date=yesterday&X-Amz-Expires=3600',
	'X-Amz-Date=20260309T160000Z&X-Amz-Expires=soon',
	'X-Amz-Date=20260309T160000Z&X-Amz-Expires=1e300',
	'X-Amz-Date=20260309T160000Z&X-Goog-Expires=3600',
	'se=2026-03-09T16:00:00Z',
	'se=now&sig=x',
	't=1800000000',
	'q-sign-time=1800000000',
	'__proto__=1800000000',
])('"%s" does not', (query) => {
	expect(expiryOf(`https://example.com/a.mp4?${query}`)).toBeUndefined();
});

test('a text that is no URL does not', () => {
	expect(expiryOf('Expires=1800000000')).toBeUndefined();
});
