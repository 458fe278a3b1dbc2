/** What does a completed task say that it has cost? */

import type { AnswerStyle } from './answers';
import { price } from './prices';
import type { Task } from './tasks';

/**
 * `documented`: docs/api/http.md has `cost` in US dollars for text to video, `credits` for Extend;
 * the other families are taken to be like text to video. `cost` and `credits`: all operations alike.
 * `double`: twice what the price list, and so the estimate, says. `number`, `empty`, `null`: `cost`
 * in a form that docs/api/http.md names. `none`: no `usage` at all.
 */
export const USAGE_STYLES = [
	'documented',
	'cost',
	'credits',
	'double',
	'number',
	'empty',
	'null',
	'none',
] as const;
export type UsageStyle = (typeof USAGE_STYLES)[number];

/** The `usage` of a completed task, or undefined for none. */
export function usageOf(task: Task, style: AnswerStyle, usage: UsageStyle): object | undefined {
	if (usage === 'none') return undefined;
	const { cost, discount, credits } = price(task.settings, task.model);
	const inCredits = usage === 'documented' ? task.operation === 'extend' : usage === 'credits';
	if (inCredits) {
		const { duration, resolution } = task.settings;
		const said = style === 'siblings' ? String(duration) : duration;
		return { model: task.model, duration: said, resolution, credits };
	}
	const charged = usage === 'double' ? cost * 2 : cost;
	if (usage === 'empty') return { cost: '', discount };
	if (usage === 'null') return { cost: null, discount };
	const isNumber = usage === 'number' || style === 'siblings';
	return { cost: isNumber ? charged : charged.toFixed(4), discount };
}
