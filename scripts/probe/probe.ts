/** What all parts of the probe share. */

import { setTimeout as wait } from 'node:timers/promises';

import type { Send } from '../../nodes/Vidu/gateway/http';
import type { Exchange } from './exchanges';
import type { Finding, Verdict } from './finding';
import { QUESTIONS } from './questions';
import type { QuestionId } from './questions';
import type { Redact } from './redact';

/** The prompt of everything that is asked for. It is not shown in the report. */
export const PROMPT = 'A red kite climbs over a green hill in the evening light, slow camera';

/** Milliseconds for one request that costs nothing. */
export const TIMEOUT = 30_000;

/** A probe under way. */
export interface Probe {
	send: Send;
	/** The same with a key that cannot be right. */
	sendWithBadKey: Send;
	redact: Redact;
	exchanges: Exchange[];
	findings: Finding[];
	/** What was bought so far, in order. */
	tasks: Array<{ what: string; taskId: string }>;
	/** Fires on Ctrl-C. A creation that is under way is still waited for. */
	signal: AbortSignal;
	/** Milliseconds between two looks at a task. */
	lookEvery: number;
	say: (line: string) => void;
}

/** Ends the probe early; the message says why, and what to do. */
export class ProbeEnd extends Error {}

/** Adds what the gateway said to one of the questions. */
export function note(probe: Probe, id: QuestionId, said: string, verdict: Verdict): void {
	add(probe, { id, ...QUESTIONS[id], said, verdict });
}

/** Adds a finding. Each one is said at once: a probe that ends early has said what it found. */
export function add({ findings, redact, say }: Probe, finding: Finding): void {
	const shown = { ...finding, said: redact.text(finding.said) };
	findings.push(shown);
	say(`${SIGNS[shown.verdict]} ${shown.question} ${shown.said}`);
}

export const SIGNS: Readonly<Record<Verdict, string>> = {
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

/** Waits. Ends early on Ctrl-C; whoever waits asks the signal. */
export const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> =>
	await wait(milliseconds, undefined, { signal }).catch(() => {});

/** Milliseconds that a task may take before the probe gives it up. */
export const PATIENCE = 20 * 60_000;
