/** The whole probe, from the first question to the report. */

import { randomUUID } from 'node:crypto';

import { parseBaseUrl } from '../../nodes/Vidu/gateway/address';
import { announce, buyBoth } from './buy';
import { recordingSend } from './exchanges';
import type { Exchange } from './exchanges';
import { askAboutKeyAndTask, noteRateHeaders } from './free';
import { askPreviews } from './previews';
import { ProbeEnd, PROMPT } from './probe';
import type { Probe } from './probe';
import { redactor } from './redact';
import { disagreementsIn, tableOf, writeReport } from './report';

/** How to probe a gateway. Times in milliseconds. */
export interface Settings {
	apiKey: string;
	baseUrl: string;
	/** Whether to buy a video and an extension of it. */
	buys: boolean;
	/** The pause before anything is bought, in which a Ctrl-C buys nothing. */
	pause: number;
	lookEvery: number;
	/** Where the report is written. */
	folder: string;
	version: string;
	/** Fires on Ctrl-C. */
	signal: AbortSignal;
	say: (line: string) => void;
}

/** Exit codes: all agrees, something disagrees, the probe could not end, Ctrl-C. */
export const EXIT = { agrees: 0, disagrees: 1, incomplete: 2, stopped: 130 } as const;

/**
 * Asks the gateway and writes the report.
 *
 * @returns the exit code
 */
export async function runProbe(settings: Settings): Promise<number> {
	const { buys, pause, folder, version, signal, say } = settings;
	const address = parseBaseUrl(settings.baseUrl, false);
	if ('problem' in address) {
		say(address.problem.replace('of the Vidu API credential ', ''));
		return EXIT.incomplete;
	}
	const { baseUrl } = address;
	const probe = newProbe(settings, baseUrl);
	let endedEarly: string | undefined;
	try {
		await askAboutKeyAndTask(probe);
		await askPreviews(probe);
		if (buys && !signal.aborted) {
			const [video, extension] = await announce(probe, baseUrl, pause);
			await buyBoth(probe, video, extension);
		}
		noteRateHeaders(probe);
		if (signal.aborted) endedEarly = 'Stopped.';
	} catch (error) {
		endedEarly = probe.redact.text(
			error instanceof ProbeEnd ? error.message : `The probe broke off: ${String(error)}`,
		);
	}
	const { findings, tasks, exchanges } = probe;
	const at = new Date().toISOString();
	const bought = tasks.length > 0;
	const report = {
		at,
		version,
		gateway: new URL(baseUrl).host,
		bought,
		tasks,
		findings,
		exchanges,
	};
	const paths = writeReport(folder, {
		...report,
		...(endedEarly === undefined ? {} : { endedEarly }),
	});
	sum(probe, endedEarly, paths);
	if (signal.aborted) return EXIT.stopped;
	if (endedEarly !== undefined) return EXIT.incomplete;
	return disagreementsIn(findings).length > 0 ? EXIT.disagrees : EXIT.agrees;
}

function newProbe({ apiKey, lookEvery, signal, say }: Settings, baseUrl: string): Probe {
	const redact = redactor(apiKey, [PROMPT]);
	const badKey = `not-a-key-${randomUUID()}`;
	const exchanges: Exchange[] = [];
	return {
		send: recordingSend(baseUrl, apiKey, redact, exchanges),
		sendWithBadKey: recordingSend(baseUrl, badKey, redactor(badKey, []), exchanges),
		redact,
		exchanges,
		findings: [],
		tasks: [],
		signal,
		lookEvery,
		say,
	};
}

/** Says at the end what there is to know: the table, what disagrees, every task, and the report. */
function sum(
	{ findings, tasks, say }: Probe,
	endedEarly: string | undefined,
	paths: string[],
): void {
	say(`\n${tableOf(findings)}\n`);
	for (const line of disagreementsIn(findings)) say(`DISAGREES: ${line}`);
	if (endedEarly !== undefined) say(endedEarly);
	for (const { what, taskId } of tasks) {
		say(`Task of ${what}: ${taskId} (Resource: Task, Operation: Wait takes it up)`);
	}
	say(`The report, without the key, the prompt and signed URLs: ${paths.join(' and ')}`);
}
