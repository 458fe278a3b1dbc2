/** Who is called when a task has ended? */

import { setTimeout as sleep } from 'node:timers/promises';
import { isLoopback } from './loopback';
import type { State } from './state';
import { stateOf, type Task } from './tasks';

/**
 * Milliseconds between two tries, and how many there are. What calls, and with which body, is not
 * documented (docs/api/http.md), so this body is empty; nor is whether it tries again. Here it does, because
 * n8n's Wait node does not listen before the execution has been put to sleep.
 */
const PAUSE = 500;
const MOST_TRIES = 40;

/** Calls a task's `callback_url` once the task has ended, if that is on this machine: no other is called. */
export async function callBack(state: State, task: Task): Promise<void> {
	const address = task.settings.callback_url;
	if (typeof address !== 'string' || !isLoopback(address)) return;
	try {
		await pause(state, task.finishesAt - Date.now());
		for (let tries = 0; tries < MOST_TRIES && state.tasks.has(task.id); tries += 1) {
			const hasEnded = stateOf(task, Date.now()).status !== 'in_progress';
			if (hasEnded && (await isTaken(state, address))) return;
			await pause(state, PAUSE);
		}
	} catch {
		// The gateway closes.
	}
}

async function isTaken({ closing }: State, address: string): Promise<boolean> {
	try {
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch(address, { method: 'POST', headers, body: '{}', signal: closing });
		await answer.text();
		return answer.ok;
	} catch {
		return false;
	}
}

/** Not a reason for a process to live on. */
const pause = async ({ closing }: State, milliseconds: number): Promise<void> =>
	await sleep(Math.max(0, milliseconds), undefined, { ref: false, signal: closing });
