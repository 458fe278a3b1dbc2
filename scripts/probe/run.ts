/** The whole probe, from the first question to the report. */

import { randomUUID } from 'node:crypto';

import { parseBaseUrl } from '../../nodes/Vidu/gateway/address';
import { announce, buyBoth } from './buy';
import { recordingSend } from './exchanges';
import type { Exchange } from './exchanges';
import { askAboutKeyAndTask, noteRateHeaders } from './keyAndTask';
import { askPreviews } from './previews';
import { ProbeEnd } from './probe';
import type { Probe } from './probe';
import { reportRedactor } from './redact';
import { disagreementsIn, tableOf, writeReport } from './report';

/** Settings of a probe. Times in milliseconds. */
export interface Settings {
	apiKey: string;
	baseUrl: string;
	/** Whether to buy a video and an extension of it. */
	buys: boolean;
	/** Pause before the purchase, for a Ctrl-C. */
	pause: number;
	pollEvery: number;
	/** Folder of the report. */
	folder: string;
	version: string;
	/** Fires on Ctrl-C. */
	signal: AbortSignal;
	say: (line: string) => void;
}

/** Exit codes. */
export const EXIT = { agrees: 0, disagrees: 1, incomplete: 2, stopped: 130 } as const;

/**
 * Asks the gateway and writes the report.
 *
 * @returns the exit code
 */
export async function runProbe(settings: Settings): Promise<number> {
	const { buys, pause, folder, version, signal, say } = settings;
	const address = parseBaseUrl(settings.baseUrl, false);
	if (!address.ok) {
		say('VIDU_BASE_URL must be an address such as https://cloud.vtrix.ai.');
		return EXIT.incomplete;
	}
	const { value: baseUrl } = address;
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
			error instanceof ProbeEnd ? error.message : `Unexpected error in the probe: ${String(error)}`,
		);
	}
	const { findings, tasks, exchanges } = probe;
	const paths = writeReport(folder, {
		at: new Date().toISOString(),
		version,
		gateway: new URL(baseUrl).host,
		bought: tasks.length > 0,
		tasks,
		...(endedEarly === undefined ? {} : { endedEarly }),
		findings,
		exchanges,
	});
	saySummary(probe, endedEarly, paths);
	if (signal.aborted) return EXIT.stopped;
	if (endedEarly !== undefined) return EXIT.incomplete;
	return disagreementsIn(findings).length > 0 ? EXIT.disagrees : EXIT.agrees;
}

function newProbe({ apiKey, pollEvery, signal, say }: Settings, baseUrl: string): Probe {
	const redact = reportRedactor(apiKey);
	const badKey = `not-a-key-${randomUUID()}`;
	const exchanges: Exchange[] = [];
	return {
		send: recordingSend(baseUrl, apiKey, redact, exchanges),
		sendWithBadKey: recordingSend(baseUrl, badKey, reportRedactor(badKey), exchanges),
		redact,
		exchanges,
		findings: [],
		tasks: [],
		signal,
		pollEvery,
		say,
	};
}

function saySummary(
	{ findings, tasks, say }: Probe,
	endedEarly: string | undefined,
	paths: string[],
): void {
	say(`\n${tableOf(findings)}\n`);
	for (const line of disagreementsIn(findings)) say(`DISAGREES: ${line}`);
	if (endedEarly !== undefined) say(endedEarly);
	for (const { what, taskId } of tasks) {
		say(`Task ID of ${what}: ${taskId}. To get the video, use Resource "Task", Operation "Wait".`);
	}
	say(`Report, without the key, the prompt and signed URLs: ${paths.join(' and ')}`);
}
