/** The one n8n that all tests of this folder's suite share. It ends when the last test has. */
import { after } from 'node:test';
import * as rest from './rest.mjs';
import { readExample, start } from './start.mjs';

/** Long enough to be seen while it runs, short enough to be waited for. */
const TASK_SECONDS = 0.5;

const started = await start({ gateway: { taskSeconds: TASK_SECONDS } });

after(() => started.stop());
// So that what is left to remove at the end of a process is removed at this end, too.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

export const { n8n, session, gateway, credential } = started;

/**
 * Imports an example, with the suite's credential and Dry Run off.
 *
 * @param {string} name say `prompt-to-video`
 * @param {object} [options]
 * @param {boolean} [options.buys] false to leave Dry Run as it is
 * @param {{ id: string, name: string, type: string }[]} [options.credentials] others that it asks for
 * @returns {Promise<string>} the workflow's ID
 */
export async function importExample(name, { buys = true, credentials = [] } = {}) {
	const workflow = await readExample(name, [credential, ...credentials], { buys });
	return (await rest.createWorkflow(session, workflow)).id;
}

/**
 * Waits until something is so.
 *
 * @param {() => unknown} isSo
 * @param {string} what for the error
 * @param {number} [timeoutMs]
 */
export async function until(isSo, what, timeoutMs = 20_000) {
	const deadline = Date.now() + timeoutMs;
	while (!isSo()) {
		if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
		await pause(50);
	}
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
