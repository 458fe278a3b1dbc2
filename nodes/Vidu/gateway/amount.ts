/*
 * Amounts of money and of credits, as numbers. The gateway sends decimal text such as "0.035714285714"
 * (docs/api/http.md, "Estimate a cost"). Sums and comparisons are made in whole numbers of 10^-12, because
 * 0.1 + 0.2 is above 0.3 in binary.
 */

/** The two currencies that the gateway is known to use. */
export const USD = 'USD';
export const CREDIT = 'credit';

const PLACES = 12;

/** No price and no budget is as high. JavaScript writes larger numbers in another way. */
const TOO_HIGH = 1e15;

/**
 * Reads a decimal number from 0 up, or the text of one.
 *
 * @returns undefined for anything else
 */
export function parseAmount(value: unknown): number | undefined {
	const isText = typeof value === 'string' && /^\s*\d+(\.\d*)?\s*$/.test(value);
	const amount = isText || typeof value === 'number' ? Number(value) : NaN;
	return amount >= 0 && amount < TOO_HIGH ? amount : undefined;
}

/** The sum of amounts of one currency. Never below the true one, though a number may not hold all its digits. */
export function sumAmounts(amounts: readonly number[]): number {
	const units = amounts.reduce((all, amount) => all + unitsOf(amount), 0n);
	const sum = Number(`${units}e-${PLACES}`);
	return unitsOf(sum) < units ? sum * (1 + Number.EPSILON) : sum;
}

/** Whether an amount is above a limit of the same currency. */
export const isAbove = (amount: number, limit: number): boolean => unitsOf(amount) > unitsOf(limit);

const unitsOf = (amount: number): bigint => BigInt(amount.toFixed(PLACES).replace('.', ''));
