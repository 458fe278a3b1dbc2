/** Asks what a wrong key and a missing task get, and which answers have headers on rate limits. */

import { getTask } from '../../nodes/Vidu/gateway/client';
import { describeLast, note, ProbeEnd, TIMEOUT } from './probe';
import type { Probe } from './probe';

/** An ID that no task has. */
const NO_SUCH_TASK = 'n8n-nodes-vidu-probe';

/**
 * Asks what a wrong key and a missing task get.
 *
 * @throws {ProbeEnd} when the gateway cannot be reached or refuses the key
 */
export async function askAboutKeyAndTask(probe: Probe): Promise<void> {
	const refused = await getTask(probe.sendWithBadKey, NO_SUCH_TASK, TIMEOUT);
	if (probe.exchanges.at(-1)?.status === undefined && refused.type === 'again') {
		throw new ProbeEnd(`${refused.error.what}. ${refused.error.next}`);
	}
	const isRefused = refused.type === 'refused' && refused.error.status === 401;
	note(probe, 'bad-key', describeLast(probe), isRefused ? 'agrees' : 'disagrees');

	const missing = await getTask(probe.send, NO_SUCH_TASK, TIMEOUT);
	const status = missing.type === 'task' ? undefined : missing.error.status;
	if (status === 401 || status === 402 || status === 403) {
		throw new ProbeEnd(
			`The gateway refused the key (${describeLast(probe)}). Check VIDU_API_KEY, and VIDU_BASE_URL if you set it.`,
		);
	}
	note(
		probe,
		'missing-task',
		describeLast(probe),
		missing.type === 'notFound' ? 'agrees' : missing.type === 'again' ? 'noted' : 'disagrees',
	);
}

/** Notes the headers on rate limits in all answers so far. */
export function noteRateHeaders(probe: Probe): void {
	const names = probe.exchanges.flatMap(({ headers }) =>
		Object.entries(headers)
			.filter(([name]) => /retry-after|rate-?limit/i.test(name))
			.map(([name, value]) => `${name}: ${value}`),
	);
	const said = names.length === 0 ? 'none' : [...new Set(names)].slice(0, 10).join('; ');
	note(probe, 'rate-headers', said, 'noted');
}
