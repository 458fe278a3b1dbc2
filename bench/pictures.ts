/** The two pictures, as SVG that is readable on light and on dark pages. */

import { PROGRESS, type Progress } from './laws';
import { simulate } from './simulate';

const WIDTH = 760;
const STYLE = `
	text { font: 13px system-ui, sans-serif; fill: #24292f; }
	.title { font-weight: 600; font-size: 15px; }
	.small { font-size: 12px; fill: #57606a; }
	.panel { fill: #ffffff; stroke: #d0d7de; }
	.own { fill: #1f6feb; }
	.other { fill: #8c959f; }
	.line { stroke: #8c959f; stroke-width: 1.5; }
	.poll { stroke: #1f6feb; stroke-width: 2; }
	.end { stroke: #cf222e; stroke-width: 2; stroke-dasharray: 3 2; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3; }
		.small { fill: #9198a1; }
		.panel { fill: #0d1117; stroke: #3d444d; }
		.own { fill: #4493f8; }
		.other { fill: #6e7681; }
		.line { stroke: #6e7681; }
		.poll { stroke: #4493f8; }
		.end { stroke: #f85149; }
	}
`;

const at = (value: number) => value.toFixed(1);

function picture(height: number, title: string, parts: string[]): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
		`<title>${title}</title>`,
		`<style>${STYLE}</style>`,
		`<rect class="panel" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
		...parts,
		'</svg>\n',
	].join('\n');
}

const text = (x: number, y: number, content: string, kind = '', anchor = 'start'): string =>
	`<text x="${at(x)}" y="${at(y)}" class="${kind}" text-anchor="${anchor}">${content}</text>`;

const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
	`<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" class="${kind}"/>`;

/**
 * How long the batch of 10 × 20 s takes.
 *
 * @param own milliseconds, by the name of the bar
 * @param others the same of other nodes
 */
export function drawWalls(own: Record<string, number>, others: Record<string, number>): string {
	const [left, top, row] = [250, 46, 26];
	const bars = Object.entries({ ...own, ...others });
	const scale = (WIDTH - left - 80) / Math.max(...bars.map(([, wall]) => wall));
	const parts = bars.flatMap(([name, wall], index) => {
		const y = top + index * row;
		const [width, kind] = [wall * scale, name in own ? 'own' : 'other'];
		return [
			text(left - 10, y + 14, name, '', 'end'),
			`<rect x="${left}" y="${y}" width="${at(width)}" height="${row - 8}" rx="2" class="${kind}"/>`,
			text(left + width + 6, y + 14, `${at(wall / 1000)} s`, 'small'),
		];
	});
	const limit = left + 20_000 * scale;
	const bottom = top + bars.length * row;
	const title = '10 videos of 20 s each: wall time';
	return picture(bottom + 24, title, [
		text(20, 30, title, 'title'),
		...parts,
		line(limit, top - 4, limit, bottom, 'end'),
		text(limit + 4, bottom + 8, '20 s', 'small'),
	]);
}

/** The polls of one task per row, with and without progress. */
export function drawPolls(): string {
	const groups: Array<[title: string, progress: Progress, earlier: number]> = [
		['With progress', PROGRESS.exact, 0],
		['Without progress', PROGRESS.none, 0],
		['Without progress, after eight of the same kind (± 2 %)', PROGRESS.none, 8],
	];
	const parts: string[] = [];
	let y = 34;
	for (const [title, progress, earlier] of groups) {
		parts.push(text(20, y, title, 'title'));
		y += 32;
		for (const duration of [20, 60, 180, 600]) {
			parts.push(...pollsOf(duration, progress, earlier, y));
			y += 30;
		}
		y += 16;
	}
	const legend =
		'Each line is one task, from its submission to its end (red). Each stroke is a poll.';
	parts.push(text(20, y, legend, 'small'));
	return picture(y + 20, 'When the node polls a task', parts);
}

function pollsOf(duration: number, progress: Progress, earlier: number, y: number): string[] {
	const [left, length] = [150, 440];
	// Shorter and longer ones in turn, so that the last one lies in their middle.
	const share = (n: number) => 1 + 0.02 * ((n % 4) / 1.5 - 1);
	const before = Array.from({ length: earlier }, (_none, n) => duration * share(n));
	// Everything random is at its middle.
	const seen = simulate({ durations: [...before, duration], progress, random: () => 0.5 });
	const { polls, delay } = seen[earlier];
	const x = (milliseconds: number) => left + (milliseconds / 1000 / duration) * length;
	const last = x(polls[polls.length - 1]);
	return [
		text(left - 12, y + 4, `${duration} s`, '', 'end'),
		line(left, y, last, y, 'line'),
		...polls.map((age) => line(x(age), y - 8, x(age), y + 8, 'poll')),
		line(x(duration * 1000), y - 11, x(duration * 1000), y + 11, 'end'),
		text(last + 10, y + 4, `${polls.length} polls, ${at(delay / 1000)} s late`, 'small'),
	];
}
