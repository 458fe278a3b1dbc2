/*
 * Amounts of money and of credits, as numbers. The gateway sends decimal text such as "0.035714285714"
 * (docs/api/http.md, "Estimate a cost"). Sums and comparisons are made in whole numbers of 10^-12, because
 * 0.1 + 0.2 is above 0.3 in binary.
 */

/** The two currencies that the gateway is known to use. */
export const USD = 'USD';
export const CREDIT = 'credit';

const UNITS = 1e12;

/**
 * Reads a decimal number from 0 up, or the text of one.
 *
 * @returns undefined for anything else
 */
export function parseAmount(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^\s*\d+(\.\d*)?\s*$/.test(value);
	const amount = isText || typeof value === 'number' ? Number(value) : NaN;
	return Number.isFinite(amount) && amount >= 0 ? amount : undefined;
}

/** The sum of amounts of one currency. */
export const sumAmounts = (amounts: readonly number[]): number =>
	amounts.reduce((sum, amount) => sum + Math.round(amount * UNITS), 0) / UNITS;

/** Whether an amount is above a limit of the same currency. */
export const isAbove = (amount: number, limit: number): boolean =>
	Math.round(amount * UNITS) > Math.round(limit * UNITS);
