/** The chart of the benchmark: what a batch takes, and what a poll buys. */

import type { Results } from './results';
import { bar, line, picture, text } from './svg';

const WIDTH = 760;
const LEFT = 250;
const ROW = 26;

/** A bar with its name and its figure. */
interface Bar {
	name: string;
	value: number;
	label: string;
	isOwn: boolean;
}

/** Draws the chart as SVG. */
export function drawChart(results: Results): string {
	const batch = batchBars(results);
	const delay = delayBars(results);
	const second = 66 + batch.length * ROW + 40;
	const height = second + 20 + delay.length * ROW + 20;
	return picture(WIDTH, height, 'What a batch takes, and what a poll buys', [
		text(20, 30, '10 videos of 20 s each: wall time', 'title'),
		...bars(batch, 46),
		...limit(batch, 46),
		text(
			20,
			second,
			'From "finished" to "seen", tasks of 15 to 600 s: mean delay, polls a task',
			'title',
		),
		...bars(delay, second + 16),
	]);
}

function batchBars({ wide, narrow, peers }: Results): Bar[] {
	const row = (name: string, milliseconds: number, isOwn = false): Bar => {
		const value = milliseconds / 1000;
		return { name, value, label: `${value.toFixed(1)} s`, isOwn };
	};
	const own = [
		row('this node, 10 at a time', wide.wall, true),
		row('this node, 5 at a time (default)', narrow.wall, true),
	];
	if (peers === undefined) return own;
	return [
		...own,
		row("n8n's MiniMax node", peers.miniMax),
		row("n8n's Google Gemini node", peers.gemini),
		row('HTTP Request + Wait 5 s + IF', peers.loop),
	];
}

const delayBars = ({ bySchedule }: Results): Bar[] =>
	Object.entries(bySchedule).map(([name, cells]) => {
		const { mean, polls } = cells['15–600 s'];
		const label = `${mean.toFixed(2)} s, ${polls.toFixed(1)} polls`;
		return { name, value: mean, label, isOwn: name.startsWith('this node') };
	});

const scaleOf = (all: Bar[]) => (WIDTH - LEFT - 150) / Math.max(...all.map(({ value }) => value));

function bars(all: Bar[], top: number): string[] {
	const scale = scaleOf(all);
	return all.flatMap(({ name, value, label, isOwn }, index) => {
		const y = top + index * ROW;
		const width = Math.max(1, value * scale);
		return [
			text(LEFT - 10, y + 14, name, '', 'end'),
			bar(LEFT, y, width, ROW - 8, isOwn ? 'own' : 'other'),
			text(LEFT + width + 6, y + 14, label, 'small'),
		];
	});
}

/** What the slowest task takes: no batch can be quicker. */
function limit(all: Bar[], top: number): string[] {
	const x = LEFT + 20 * scaleOf(all);
	const bottom = top + all.length * ROW;
	return [line(x, top - 4, x, bottom, 'end'), text(x + 4, bottom + 8, '20 s', 'small')];
}
