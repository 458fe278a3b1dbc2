/*
 * Amounts of money and of credits. The gateway sends decimal text such as "0.035714285714", whose sum in
 * binary numbers would be off in the last places: 0.1 + 0.2 is above 0.3 there. So amounts are whole
 * numbers of a small unit, and become decimals again only in what is shown.
 */

/** A whole number of 10^-12, the unit of the longest cost that contract.md shows. */
export type Amount = bigint;

/** Decimal places of an amount. */
const PLACES = 12;
const UNIT = 10n ** BigInt(PLACES);

/** Most places in words for a person: a hundredth of a cent. */
const SHOWN_PLACES = 4;
const SHOWN_UNIT = 10n ** BigInt(PLACES - SHOWN_PLACES);

/**
 * Reads a decimal number, or the text of one. What is smaller than the unit is rounded up, so that an
 * amount is never less than what was said.
 *
 * @returns undefined for what is no number from 0 up
 */
export function readAmount(value: unknown): Amount | undefined {
	// A number that is written with an exponent is one with few places, or beyond any price.
	const text = typeof value === 'number' ? asDecimal(value) : value;
	const parts = typeof text === 'string' ? /^\s*(\d{1,15})(?:\.(\d*))?\s*$/.exec(text) : null;
	if (parts === null) return undefined;
	const [, whole, places = ''] = parts;
	const kept = BigInt(whole + places.slice(0, PLACES).padEnd(PLACES, '0'));
	return /[1-9]/.test(places.slice(PLACES)) ? kept + 1n : kept;
}

const asDecimal = (number: number): string =>
	String(number).includes('e') ? number.toFixed(PLACES) : String(number);

/** The sum of amounts of one currency, exactly. */
export const sumOfAmounts = (amounts: readonly Amount[]): Amount =>
	amounts.reduce((sum, amount) => sum + amount, 0n);

/** The number nearest to an amount, for the output. */
export const toNumber = (amount: Amount): number => Number(asText(amount, PLACES));

/**
 * An amount in words, with two places at least and four at most: "0.45 USD", "0.0358 USD", "30 credits".
 *
 * @param rounding `up` for what something would cost at most, so that an amount above a limit never reads
 * as the limit itself
 * @param currency as the gateway names it; credits need no decimal places
 */
export function describeAmount(
	amount: Amount,
	currency: string,
	rounding: 'up' | 'nearest',
): string {
	const half = rounding === 'up' ? SHOWN_UNIT - 1n : SHOWN_UNIT / 2n;
	const rounded = ((amount + half) / SHOWN_UNIT) * SHOWN_UNIT;
	if (currency !== CREDIT) return `${asText(rounded, 2)} ${currency}`;
	const text = asText(rounded, 0);
	return `${text} ${text === '1' ? 'credit' : 'credits'}`;
}

/** The two currencies that the gateway is known to use. */
export const USD = 'USD';
export const CREDIT = 'credit';

/** The decimal text of an amount, without zeros behind `leastPlaces`. */
function asText(amount: Amount, leastPlaces: number): string {
	const places = String(amount % UNIT).padStart(PLACES, '0');
	const needed = Math.max(leastPlaces, places.replace(/0+$/, '').length);
	return needed === 0 ? String(amount / UNIT) : `${amount / UNIT}.${places.slice(0, needed)}`;
}
