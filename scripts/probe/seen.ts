/** What the tasks that were watched tell. */

import { CREDIT, readAmount, USD } from '../../nodes/Vidu/gateway/amount';
import type { Bought } from './buy';
import { note } from './probe';
import type { Probe } from './probe';
import { priceOf } from './previews';

/** Every word of docs/api/http.md for a task, running or not. */
const KNOWN_WORDS =
	/^(in_progress|pending|queued|in_queue|processing|completed|success|succeeded|done|failed|error|cancell?ed|expired)$/i;

/** Milliseconds between the clocks of two machines. */
const CLOCKS_APART = 15 * 60_000;

/** Seconds by which the length of a file may differ from what was asked for. */
export const LENGTH_TOLERANCE = 0.6;

/** Answers what both tasks tell together. */
export function noteWatched(probe: Probe, bought: readonly Bought[]): void {
	const watched = bought.map((one) => one.watched);
	const { createdAt } = watched[0].task;
	const distance =
		createdAt === undefined
			? undefined
			: Math.abs(
					Date.now() -
						Date.parse(createdAt) -
						watched.reduce((sum, { seconds }) => sum + seconds * 1000, 0),
				);
	note(
		probe,
		'created-at',
		createdAt ?? 'It is missing',
		distance === undefined ? 'noted' : distance < CLOCKS_APART ? 'agrees' : 'disagrees',
	);

	const words = watched.map((one) => one.words.join(' → ')).join('; ');
	const unknown = watched.some((one) => one.words.some((word) => !KNOWN_WORDS.test(word)));
	note(probe, 'status-words', words, unknown ? 'disagrees' : 'agrees');

	const progress = watched.flatMap((one) => one.progress);
	const isFraction = progress.every((one) => typeof one === 'number' && one >= 0 && one <= 1);
	const shown = [...new Set(progress.map(String))].slice(0, 12).join(', ');
	note(
		probe,
		'progress',
		shown === '' ? 'It is not reported' : shown,
		isFraction ? 'agrees' : 'disagrees',
	);

	const seconds = watched.map((one) => one.seconds);
	const isInTime = seconds.every((one) => one <= 900);
	const hitches = [...new Set(watched.flatMap((one) => one.hitches))].slice(0, 3);
	const hitch = hitches.length === 0 ? '' : `; in between: ${hitches.join('; ')}`;
	note(
		probe,
		'time-taken',
		`${seconds.join(' s and ')} s${hitch}`,
		isInTime ? 'agrees' : 'disagrees',
	);
	noteUsage(probe, bought);
}

function noteUsage(probe: Probe, bought: readonly Bought[]): void {
	const after = bought.map(({ watched }) => watched.usageAfter);
	const when = after.map((looks) =>
		looks === undefined ? 'not at all' : looks === 0 ? 'with the video' : `${looks} looks later`,
	);
	note(
		probe,
		'usage-when',
		when.join('; '),
		after.every((looks) => looks === 0) ? 'agrees' : 'disagrees',
	);
	const costs = bought.map(({ watched }) => costIn(watched.task.usage));
	const shown = bought.map(({ watched }) => JSON.stringify(watched.task.usage ?? null)).join('; ');
	const isMissing = after.every((looks) => looks === undefined);
	note(
		probe,
		'usage-form',
		shown,
		costs.every(Boolean) ? 'agrees' : isMissing ? 'noted' : 'disagrees',
	);

	const pairs = bought.map(({ order: { price } }, index) => ({ price, cost: costs[index] }));
	const comparable = pairs.filter(
		({ price, cost }) => price !== undefined && price.currency === cost?.currency,
	);
	const isKept = comparable.every(({ price, cost }) => price?.cost === cost?.cost);
	const said = pairs.map(
		({ price, cost }) =>
			`preview ${price ? priceOf(price) : 'unknown'}, usage ${cost ? priceOf(cost) : 'unknown'}`,
	);
	note(
		probe,
		'preview-kept',
		said.join('; '),
		comparable.length === 0 ? 'noted' : isKept ? 'agrees' : 'disagrees',
	);
}

function costIn(usage: unknown): { cost: bigint; currency: string } | undefined {
	const { cost, credits } = (usage ?? {}) as Record<'cost' | 'credits', unknown>;
	const inUsd = readAmount(cost);
	if (inUsd !== undefined) return { cost: inUsd, currency: USD };
	const inCredits = readAmount(credits);
	return inCredits === undefined ? undefined : { cost: inCredits, currency: CREDIT };
}
