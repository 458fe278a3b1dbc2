/** How is a figure written, and a table? Markdown. */

import type { Delay, DelayTable } from './delays';

export const seconds = (value: number, digits = 1): string => `${value.toFixed(digits)} s`;
export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
export const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(0)} kB`;
export const ratio = (value: number): string => value.toFixed(2);

/** A Markdown table; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_cell, column) => (column === 0 ? '---' : '--:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A table of delays: mean delay and polls in each cell. */
export function delayTable(
	corner: string,
	delays: DelayTable,
	columns?: readonly string[],
): string {
	const names = columns ?? Object.keys(Object.values(delays)[0]);
	const rows = Object.entries(delays).map(([name, cells]) => [
		name,
		...names.map((column) => delayCell(cells[column])),
	]);
	return table([corner, ...names], rows);
}

const delayCell = ({ mean, p95, polls }: Delay): string =>
	`${mean.toFixed(2)} s (${p95.toFixed(1)}), ${polls.toFixed(1)}`;
