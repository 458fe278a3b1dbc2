/** How is something measured in a process of its own, so that nothing else counts? */

import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const live = new Set<ChildProcess>();
process.on('exit', () => {
	for (const child of live) child.kill('SIGKILL');
});

/**
 * Starts a script of this folder under the same loader as this process, with `gc()`.
 *
 * @param script file name in this folder
 * @param input given to the script as JSON
 */
export function startChild(script: string, input: unknown): ChildProcess {
	const child = fork(join(__dirname, script), [JSON.stringify(input)], {
		execArgv: [...process.execArgv, '--expose-gc'],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	live.add(child);
	child.once('exit', () => live.delete(child));
	return child;
}

/**
 * Runs a script of this folder to its end.
 *
 * @returns the result of its `measure`
 * @throws {Error} when it ends without a result
 */
export async function measureInChild<T>(script: string, input: unknown): Promise<T> {
	const child = startChild(script, input);
	return await new Promise<T>((resolve, reject) => {
		let answer: { result: T } | undefined;
		child.on('message', (message) => {
			answer = message as { result: T };
		});
		child.once('error', reject);
		child.once('exit', (code, signal) => {
			if (answer !== undefined) resolve(answer.result);
			else reject(new Error(`bench/${script} ended with ${code ?? signal} and no result`));
		});
	});
}

/** In the child: its input. */
export const inputOf = <T>(): T => JSON.parse(process.argv[2]) as T;

/** In the child: measures, hands over the result and ends the process. */
export function measure<I>(work: (input: I) => Promise<unknown>): void {
	// Nobody waits for the result any more.
	process.once('disconnect', () => process.exit(1));
	work(inputOf<I>()).then(
		(result) => process.send?.({ result }, () => process.exit(0)),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
}
