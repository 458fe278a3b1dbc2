/** Answers the questions about the answers to polls: times, status words, progress, usage. */

import { costOf } from '../../nodes/Vidu/output/cost';
import type { TaskCost } from '../../nodes/Vidu/output/cost';
import type { FinishedTask } from './poll';
import { formatPrice } from './previews';
import { note } from './probe';
import type { Probe } from './probe';

/** Every status word in docs/api/http.md. */
const KNOWN_WORDS =
	/^(in_progress|pending|queued|in_queue|processing|completed|success|succeeded|done|failed|error|cancell?ed|expired)$/i;

/** Maximum difference between the clocks of two machines, in milliseconds. */
const CLOCK_TOLERANCE = 15 * 60_000;

/** Answers what both tasks say together. */
export function noteTasks(probe: Probe, tasks: readonly FinishedTask[]): void {
	noteCreatedAt(probe, tasks);

	const words = tasks.map((one) => one.words.join(' → ')).join('; ');
	const isKnown = tasks.every((one) => one.words.every((word) => KNOWN_WORDS.test(word)));
	note(probe, 'status-words', words, isKnown ? 'agrees' : 'disagrees');

	const progress = tasks.flatMap((one) => one.progress);
	const isFraction = progress.every((one) => typeof one === 'number' && one >= 0 && one <= 1);
	const shown = [...new Set(progress.map(String))].slice(0, 12).join(', ');
	note(probe, 'progress', shown || 'Not reported', isFraction ? 'agrees' : 'disagrees');

	const seconds = tasks.map((one) => one.seconds);
	const errors = [...new Set(tasks.flatMap((one) => one.errors))].slice(0, 3).join('; ');
	const said = `${seconds.join(' s and ')} s${errors && `; errors before the end: ${errors}`}`;
	note(probe, 'time-taken', said, seconds.every((one) => one <= 900) ? 'agrees' : 'disagrees');

	noteUsage(probe, tasks);
}

function noteCreatedAt(probe: Probe, tasks: readonly FinishedTask[]): void {
	const { createdAt } = tasks[0].task;
	if (createdAt === undefined) return note(probe, 'created-at', 'Missing', 'noted');
	const taken = tasks.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
	const difference = Math.abs(Date.now() - taken - Date.parse(createdAt));
	note(probe, 'created-at', createdAt, difference < CLOCK_TOLERANCE ? 'agrees' : 'disagrees');
}

function noteUsage(probe: Probe, tasks: readonly FinishedTask[]): void {
	const polls = tasks.map(({ pollsUntilUsage }) => pollsUntilUsage);
	const when = polls.map((count) =>
		count === undefined ? 'not at all' : count === 0 ? 'with the video' : `${count} polls later`,
	);
	const isAtOnce = polls.every((count) => count === 0);
	note(probe, 'usage-when', when.join('; '), isAtOnce ? 'agrees' : 'disagrees');

	const costs = tasks.map(({ task }) => costOf(task));
	const shown = tasks.map(({ task }) => JSON.stringify(task.usage ?? null)).join('; ');
	const isMissing = polls.every((count) => count === undefined);
	const form = costs.every(Boolean) ? 'agrees' : isMissing ? 'noted' : 'disagrees';
	note(probe, 'usage-form', shown, form);

	const pairs = tasks.map(({ request: { price } }, index) => ({ price, cost: costs[index] }));
	const comparable = pairs.filter(
		({ price, cost }) => price !== undefined && price.currency === cost?.currency,
	);
	const isKept = comparable.every(({ price, cost }) => price?.amount === cost?.amount);
	const said = pairs.map(
		({ price, cost }) => `preview ${formatOrUnknown(price)}, usage ${formatOrUnknown(cost)}`,
	);
	const kept = comparable.length === 0 ? 'noted' : isKept ? 'agrees' : 'disagrees';
	note(probe, 'preview-kept', said.join('; '), kept);
}

const formatOrUnknown = (price: TaskCost | undefined): string =>
	price ? formatPrice(price) : 'unknown';
