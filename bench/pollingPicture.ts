/** When does the node poll at a task? Drawn from the very function that decides it. */

import { RecentDurations } from '../nodes/Vidu/tasks/recentDurations';
import { noProgress, PROGRESS } from './progressKinds';
import { SCHEDULES } from './schedules';
import { simulate } from './simulate';
import { line, picture, text } from './svg';

/** Seconds. */
const DURATIONS = [20, 60, 180, 600];

const WIDTH = 760;
const LEFT = 150;
const LENGTH = 440;
const ROW = 30;

/** Draws one row for each duration, with and without progress, as SVG. */
export function drawPolling(): string {
	const rows = [
		['With progress', PROGRESS['linear, exact'], 0],
		['Without progress', noProgress, 0],
		['Without progress, after eight of the same kind (± 2 %)', noProgress, 8],
	] as const;
	const parts: string[] = [];
	let y = 34;
	for (const [title, progress, earlier] of rows) {
		parts.push(text(20, y, title, 'title'));
		y += 32;
		for (const duration of DURATIONS) {
			parts.push(...drawRow(duration, progress, earlier, y));
			y += ROW;
		}
		y += 16;
	}
	parts.push(
		text(
			20,
			y,
			'Each line is one task, from its submission to its end (red). Each stroke is a poll.',
			'small',
		),
	);
	return picture(WIDTH, y + 20, 'When the node polls at a task', parts);
}

function drawRow(
	duration: number,
	progress: typeof noProgress,
	earlier: number,
	y: number,
): string[] {
	// Neither lucky nor unlucky: everything random is at its middle.
	const random = () => 0.5;
	// Shorter and longer ones in turn, so that the last one is in their middle.
	const before = Array.from({ length: earlier }, (_none, n) => {
		const share = 0.02 * ((n % 4) / 1.5 - 1);
		return duration * (1 + share);
	});
	const { ages, delay, polls } = simulate({
		durations: [...before, duration],
		progress,
		schedule: SCHEDULES['this node'],
		random,
		recent: new RecentDurations(),
	})[earlier];
	const x = (milliseconds: number) => LEFT + (milliseconds / 1000 / duration) * LENGTH;
	const last = ages[ages.length - 1];
	return [
		text(LEFT - 12, y + 4, `${duration} s`, '', 'end'),
		line(LEFT, y, x(last), y, 'line'),
		...ages.map((age) => line(x(age), y - 8, x(age), y + 8, 'poll')),
		line(x(duration * 1000), y - 11, x(duration * 1000), y + 11, 'end'),
		text(x(last) + 10, y + 4, `${polls} polls, ${(delay / 1000).toFixed(1)} s late`, 'small'),
	];
}
