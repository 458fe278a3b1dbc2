/** Rule 7: what may Max Cost and a dry run let pass? Judged apart from the node, from what it was handed. */

import type { Played } from './play';
import type { Scenario } from './scenario';
import { objectOf } from './verdict';
import type { Asked } from './wire';
import { textsIn } from './words';

/** @param demand throws where something does not hold */
export function nothingIsBoughtAboveTheLimit(
	{ operation, limit, dryRun }: Scenario,
	{ creations, wire, tries }: Played,
	demand: (holds: boolean, otherwise: string) => void,
): void {
	const { estimates } = wire;
	if (operation !== 'buy' || (limit === undefined && !dryRun)) {
		return demand(estimates.length === 0, 'Rule 7: an estimate that nobody asked for');
	}
	demand(!dryRun || creations.length === 0, 'Rule 7: a dry run bought something');
	for (const [tryNumber, { items, error }] of tries.entries()) {
		const asked = estimates.filter((one) => one.tryNumber === tryNumber);
		const bought = new Set(
			creations.filter((one) => one.tryNumber === tryNumber).map(({ prompt }) => prompt),
		);
		const task = asked.map(taskIn).find((id) => id !== undefined);
		if (task !== undefined) {
			demand(bought.size === 0, `Rule 7: bought after an estimate had created ${task}`);
			const words = textsIn([items, error?.message]).join(' ');
			demand(
				words.includes(task),
				`Rule 7: ${task} did not come out, though an estimate created it`,
			);
		}
		if (limit === undefined || bought.size === 0) continue;
		if (limit.usd === 0) {
			demand(!limit.isExpression, 'Rule 7: bought with a budget of which nothing was left');
			continue;
		}
		// The items differ in their prompt alone, so one estimate is that of each.
		const cost = asked.length === 0 ? undefined : believableCost(asked[asked.length - 1]);
		demand(cost !== undefined, 'Rule 7: bought without an estimate that can be believed');
		const sum = bought.size * Number(cost);
		demand(sum <= limit.usd + 1e-9, `Rule 7: bought ${sum} USD, and Max Cost is ${limit.usd}`);
	}
}

/** The cost of an answer in which nothing speaks against it. */
export function believableCost({ status = 0, received }: Asked): number | undefined {
	const outer = objectOf({ received }) as Record<string, unknown> | undefined;
	if (outer === undefined || status < 200 || status > 299) return undefined;
	const inner = Object(outer.data) as Record<string, unknown>;
	const isInside = typeof outer.data === 'object' && outer.data !== null && !Array.isArray(inner);
	const { cost, currency } = isInside ? inner : outer;
	const good = [
		undefined,
		null,
		true,
		'success',
		'ok',
		'succeeded',
		'completed',
		0,
		'0',
		200,
		'200',
	];
	for (const part of isInside ? [outer, inner] : [outer]) {
		const code = Object(part.status) as { code?: unknown };
		const status =
			typeof part.status === 'object' && part.status !== null ? code.code : part.status;
		const signs = [status, part.code, part.success, part.status_code];
		const isBad = signs.some((sign) => !good.includes(sign as string));
		if (isBad || !['', undefined, null, false].includes(part.error as string)) return undefined;
	}
	// A list makes a text of its entries, however deep.
	const [sum, unit] = [cost, currency].map((one) => (typeof one === 'string' ? one : ''));
	const isNumber = typeof cost === 'number' || /^\s*\d+(\.\d*)?\s*$/.test(sum);
	return isNumber && /^\s*usd\s*$/i.test(unit) ? Number(cost) : undefined;
}

/** The task that an estimate created, and that its answer plainly names. */
function taskIn({ id, status = 0, received }: Asked): string | undefined {
	const isRead = (status >= 200 && status < 300) || status >= 500;
	const answer = objectOf({ received }) as Record<string, unknown> | undefined;
	if (id === undefined || !isRead || answer?.id !== id) return undefined;
	const isOther = ['data', 'cost', 'task_id', 'code'].some((name) => name in answer);
	return isOther || answer.status !== 'in_progress' ? undefined : id;
}
