/** The state of a running probe, and how it notes a finding. */

import { setTimeout as wait } from 'node:timers/promises';

import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import type { Exchange } from './exchanges';
import { QUESTIONS } from './questions';
import type { Finding, QuestionId, Verdict } from './questions';
import type { ReportRedactor } from './redact';

/** Milliseconds for one request that costs nothing. */
export const TIMEOUT = 30_000;

/** A running probe. */
export interface Probe {
	send: SendRequest;
	/** Sends with a wrong key. */
	sendWithBadKey: SendRequest;
	redact: ReportRedactor;
	exchanges: Exchange[];
	findings: Finding[];
	/** The tasks bought so far, in order. */
	tasks: Array<{ what: string; taskId: string }>;
	/** Fires on Ctrl-C. The probe still waits for the answer to a creation. */
	signal: AbortSignal;
	/** Milliseconds between two polls of a task. */
	pollEvery: number;
	say: (line: string) => void;
}

/** Ends the probe early; the message says why, and what to do. */
export class ProbeEnd extends Error {}

/** Adds the gateway's answer to one of the questions. */
export function note(probe: Probe, id: QuestionId, said: string, verdict: Verdict): void {
	add(probe, { id, ...QUESTIONS[id], said, verdict });
}

/** Adds a finding and says it at once, in case the probe ends early. */
export function add({ findings, redact, say }: Probe, finding: Finding): void {
	const shown = { ...finding, said: redact.text(finding.said) };
	findings.push(shown);
	say(`${LABELS[shown.verdict]} ${shown.question} ${shown.said}`);
}

const LABELS: Readonly<Record<Verdict, string>> = {
	agrees: '[agrees]   ',
	disagrees: '[DISAGREES]',
	noted: '[noted]    ',
};

/** The newest answer, in a few words: "HTTP 404, fields: error". */
export function describeLast({ exchanges }: Probe): string {
	const last = exchanges.at(-1);
	if (last?.status === undefined) return `no answer: ${String(last?.body)}`;
	const { body } = last;
	if (typeof body !== 'object' || body === null) return `HTTP ${last.status}, no JSON`;
	return `HTTP ${last.status}, ${JSON.stringify(body).slice(0, 200)}`;
}

/** Waits. Ends early on Ctrl-C; the caller checks the signal. */
export const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
	await wait(milliseconds, undefined, { signal }).catch(() => {});
