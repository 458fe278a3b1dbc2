/** How is a figure made of several, and how is it written? */

/** A row of the table of figures. */
export interface Row {
	figure: string;
	/** Empty where the figure is only reported. */
	goal: string;
	/** Undefined without a goal, and where nothing was measured. */
	isReached?: boolean;
	measured: string;
	/** A living peer, or the limit. */
	nextTo: string;
}

/** A row whose goal is a maximum. */
export function atMost(
	figure: string,
	[value, maximum]: [value: number, maximum: number],
	write: (value: number) => string,
	nextTo = '',
	detail = '',
): Row {
	const measured = detail === '' ? write(value) : `${write(value)} (${detail})`;
	const isReached = value <= maximum;
	return { figure, goal: `≤ ${write(maximum)}`, isReached, measured, nextTo };
}

/** The mean. */
export const mean = (numbers: readonly number[]): number =>
	numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The number in the middle. */
export const median = (numbers: readonly number[]): number =>
	[...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** The median of each figure over several runs. */
export function mediansOf<Figures extends object>(runs: readonly Figures[]): Figures {
	const names = Object.keys(runs[0]) as Array<keyof Figures>;
	const medians = names.map((name) => [name, median(runs.map((run) => Number(run[name])))]);
	return Object.fromEntries(medians) as Figures;
}

export const ratio = (value: number): string => value.toFixed(2);
export const seconds = (value: number, digits = 1): string => `${value.toFixed(digits)} s`;
export const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
export const kilobytes = (bytes: number): string => `${(bytes / 1e3).toFixed(0)} kB`;

/** Whether a goal is reached, in a table. */
export const yesOrNo = (isReached: boolean | undefined): string =>
	isReached === undefined ? '' : isReached ? 'yes' : '**no**';

/** A Markdown table; the first column is text, the others are figures. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_cell, column) => (column === 0 ? '---' : '--:'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}
