/** What do others need for the same batch? In a whole n8n, because its own nodes run in nothing less. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { startGatewayProcess } from './gateway';

/** Milliseconds that each needed for the whole batch, in the same n8n at the same time. */
export interface PeerTimes {
	node: number;
	miniMax: number;
	gemini: number;
	loop: number;
}

/**
 * Runs a batch through this package's node, n8n's MiniMax and Gemini nodes and a loop of n8n's nodes.
 *
 * @param seconds that each task takes
 * @param say told of each step
 * @throws {Error} when n8n cannot be installed or started, or an execution fails
 */
export async function measurePeers(
	items: number,
	seconds: number,
	say: (step: string) => void,
): Promise<PeerTimes> {
	const gateway = await startGatewayProcess({ taskSeconds: seconds });
	const { credentials } = gateway;
	const input = { packageFolder: join(__dirname, '..'), items, seconds, credentials };
	try {
		return (await runScript('wholeN8n.mjs', input, say)) as PeerTimes;
	} finally {
		await gateway.close();
	}
}

/** Runs a script of this folder with plain Node.js; the last line that it prints is its result. */
async function runScript(
	script: string,
	input: unknown,
	say: (step: string) => void,
): Promise<unknown> {
	const child = spawn(process.execPath, [join(__dirname, script), JSON.stringify(input)], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const kill = () => child.kill();
	process.once('exit', kill);
	let last = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		for (const line of text.split('\n').filter(Boolean)) {
			last = line;
			if (!line.startsWith('{')) say(line);
		}
	});
	const code = await new Promise((resolve) => child.once('close', resolve));
	process.removeListener('exit', kill);
	if (code !== 0) throw new Error(`bench/${script} ended with ${String(code)}`);
	return JSON.parse(last);
}
