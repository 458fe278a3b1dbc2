/** Figures of several numbers. All of them throw on none. */

/** The mean. */
export const mean = (numbers: readonly number[]): number =>
	numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The number below which the given share of all numbers is; `share` from 0 to 1. */
export function quantile(numbers: readonly number[], share: number): number {
	if (numbers.length === 0) throw new Error('No numbers');
	const sorted = [...numbers].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** The one in the middle. */
export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);
