/** Milliseconds. A longer wish is cut to this: whether to wait that long is the user's time limit's business. */
const LONGEST = 3_600_000;

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date (RFC 9110, section 10.2.3).
 *
 * @param value the header, if there was one
 * @param date the answer's own `Date` header, against which an HTTP date is measured, so that a clock
 * that is wrong here does no harm
 * @returns milliseconds, 0 to one hour; undefined when there is no header or it cannot be read
 */
export function retryAfter(
	value: string | undefined,
	date: string | undefined,
): number | undefined {
	const text = value?.trim() ?? '';
	if (text === '') return undefined;
	const isDate = /^[A-Z][a-z]{2,8}, .*GMT$/.test(text);
	const wait = isDate
		? Date.parse(text) - (Date.parse(date ?? '') || Date.now())
		: /^\d+(\.\d+)?$/.test(text)
			? Number(text) * 1000
			: NaN;
	return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST);
}
