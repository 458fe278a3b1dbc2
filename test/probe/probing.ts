import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Finding } from '../../scripts/probe/questions';
import type { Report } from '../../scripts/probe/report';
import { runProbe } from '../../scripts/probe/run';
import type { Settings } from '../../scripts/probe/run';
import { startGateway } from '../gateway';
import type { Gateway, GatewayOptions } from '../gateway';

/** A key that a search finds wherever it leaks. */
export const KEY = 'sk-vidu-SECRET-0123456789';

const folder = mkdtempSync(join(tmpdir(), 'vidu-probe-'));
let gateway: Gateway | undefined;

afterEach(async () => {
	await gateway?.close();
	gateway = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A fresh gateway, which ends after the test. Its tasks are short, its videos say their length. */
export async function openGateway(options: GatewayOptions = {}): Promise<Gateway> {
	gateway = await startGateway({ keys: [KEY], taskSeconds: 0.5, ...options });
	return gateway;
}

/** The result of a probe. */
export interface Probed {
	code: number;
	/** All that it said, as one text. */
	said: string;
	report: Report;
	markdown: string;
	/** The names of the questions whose answers disagree. */
	disagreements: string[];
}

/** Probes the gateway that is open, without a pause and with short waits. */
export async function probe(settings: Partial<Settings> = {}): Promise<Probed> {
	const lines: string[] = [];
	const code = await runProbe({
		apiKey: KEY,
		baseUrl: gateway?.baseUrl ?? 'http://127.0.0.1:1',
		buys: true,
		pause: 1,
		pollEvery: 20,
		folder,
		version: '1.2.3',
		signal: new AbortController().signal,
		...settings,
		say: (line) => {
			lines.push(line);
			settings.say?.(line);
		},
	});
	const report = JSON.parse(readFileSync(join(folder, 'probe.json'), 'utf8')) as Report;
	const markdown = readFileSync(join(folder, 'probe.md'), 'utf8');
	const wrong = report.findings.filter(({ verdict }) => verdict === 'disagrees');
	return {
		code,
		said: lines.join('\n'),
		report,
		markdown,
		disagreements: wrong.map(({ id }) => id).sort(),
	};
}

/** The finding about one question. */
export const findingOf = ({ report }: Probed, id: string): Finding | undefined =>
	report.findings.find((finding) => finding.id === id);
