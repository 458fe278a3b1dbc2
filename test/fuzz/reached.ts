/** How deep do the cases get? A fuzzer whose runs all end at the first request would find nothing. */

import { believableCost } from './estimateRules';
import type { Played } from './play';
import { judge } from './verdict';

const count = new Map<string, number>();
let cases = 0;

const up = (what: string, isSo = true) => isSo && count.set(what, (count.get(what) ?? 0) + 1);

const promptsOf = (creations: Played['creations']) => creations.map(({ prompt }) => prompt);

/** Counts what a case came to. */
export function note({ tries, creations, wire }: Played): void {
	cases += 1;
	for (const asked of creations) up(`creation ${judge(asked)}`);
	up('bought again', creations.filter(({ id }) => id).length > new Set(promptsOf(creations)).size);
	for (const asked of wire.estimates) {
		up(believableCost(asked) === undefined ? 'no estimate' : 'estimate');
		up(
			'bought after an estimate',
			creations.some(({ tryNumber }) => tryNumber === asked.tryNumber),
		);
	}
	for (const { items = [], error, tookAfterStop } of tries) {
		up('stopped', tookAfterStop !== undefined);
		for (const { json, binary } of items) {
			up('video', binary !== undefined);
			up('no file', json.downloadError !== undefined);
			up('too large', /too large/.test(String(json.downloadError)));
		}
		const words = [error?.message, ...items.map((item) => item.json.error)].join('\n');
		up('failed', words.includes('The task failed'));
		up('unclear', words.includes('may have been bought'));
		up('named', words.includes('with the task ID'));
		up('late', words.includes('not finished after'));
		up('not checked', words.includes('could not be checked'));
		up('no proof', words.includes('did not say that this task failed'));
		up('another task', words.includes('answered with another task'));
		up('no video', words.includes('sent no video link'));
		up('refused', words.includes('Nothing was bought for this row'));
		up('empty account', words.includes('Insufficient credits'));
		up('page', words.includes('answered instead of the gateway'));
		up('no such task', words.includes('does not know this task ID'));
		up('not valid', words.includes('Prompt'));
		up('too expensive', words.includes('your limit (Max Cost) is'));
		up('no budget', words.includes('The expression in Max Cost gives 0'));
		up('task of an estimate', words.includes('The gateway created'));
		up(
			'dry',
			items.some(({ json }) => json.dryRun === true),
		);
	}
}

const ALL = [
	...['bought again', 'no proof', 'another task', 'no video'],
	...['creation created', 'creation refused', 'creation doubt', 'stopped', 'video', 'no file'],
	...['estimate', 'no estimate', 'bought after an estimate', 'too expensive', 'no budget'],
	...['task of an estimate', 'dry', 'empty account', 'page', 'no such task'],
	...['too large', 'failed', 'unclear', 'named', 'late', 'not checked', 'refused', 'not valid'],
];

/** The situations that were reached in fewer than one of a thousand cases. */
export const hardlyReached = (): string[] =>
	ALL.filter((what) => (count.get(what) ?? 0) < Math.floor(cases / 1_000));
