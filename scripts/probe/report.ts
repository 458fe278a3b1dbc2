/** The table at the end, and the report that can be attached to an issue. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Exchange } from './exchanges';
import type { Finding } from './questions';

/** A report. Nothing in it is secret. */
export interface Report {
	/** ISO 8601. */
	at: string;
	/** Version of the node. */
	version: string;
	gateway: string;
	/** Whether videos were bought. */
	bought: boolean;
	tasks: ReadonlyArray<{ what: string; taskId: string }>;
	/** Why the probe ended early. */
	endedEarly?: string;
	findings: readonly Finding[];
	exchanges: readonly Exchange[];
}

const WIDTHS = [30, 30, 44, 9];
const HEAD = ['Question', 'What the node assumes', 'What the gateway said', ''];

/** The table of all findings, for a terminal. */
export function tableOf(findings: readonly Finding[]): string {
	const rows = findings.map(({ question, assumed, said, verdict }) => [
		question,
		assumed,
		said,
		verdict === 'disagrees' ? 'DISAGREES' : verdict,
	]);
	return [HEAD, WIDTHS.map((width) => '-'.repeat(width)), ...rows].map(rowOf).join('\n');
}

function rowOf(cells: readonly string[]): string {
	const wrapped = cells.map((cell, column) => wrap(cell, WIDTHS[column]));
	const height = Math.max(...wrapped.map(({ length }) => length));
	return Array.from({ length: height }, (_line, line) =>
		wrapped
			.map((lines, column) => (lines[line] ?? '').padEnd(WIDTHS[column]))
			.join('  ')
			.trimEnd(),
	).join('\n');
}

/** Breaks lines at spaces, and inside words that are longer than a line. */
const wrap = (text: string, width: number): string[] =>
	text
		.match(new RegExp(`.{1,${width}}(?=\\s|$)|\\S{${width}}`, 'gs'))
		?.map((line) => line.trim()) ?? [''];

/** The questions whose answers disagree, each with its file. */
export const disagreementsIn = (findings: readonly Finding[]): string[] =>
	findings
		.filter(({ verdict }) => verdict === 'disagrees')
		.map(({ question, file }) => `${question} See ${file}`);

/**
 * Writes `probe.json` and `probe.md`.
 *
 * @returns the paths of both
 */
export function writeReport(folder: string, report: Report): string[] {
	mkdirSync(folder, { recursive: true });
	const paths = ['probe.json', 'probe.md'].map((name) => join(folder, name));
	writeFileSync(paths[0], `${JSON.stringify(report, null, '\t')}\n`);
	writeFileSync(paths[1], markdownOf(report));
	return paths;
}

function markdownOf({ at, version, gateway, bought, tasks, endedEarly, ...rest }: Report): string {
	const rows = rest.findings.map(({ question, assumed, said, verdict, file }) =>
		[question, assumed, said, verdict, verdict === 'disagrees' ? `\`${file}\`` : '']
			.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' '))
			.join(' | '),
	);
	const blocks = rest.exchanges.map(
		({ method, path, times, ...exchange }) =>
			`### ${method} ${path}${times > 1 ? ` (${times} times in a row)` : ''}\n\n\`\`\`json\n${JSON.stringify(exchange, null, 2)}\n\`\`\``,
	);
	return [
		'# What the gateway said',
		`n8n-nodes-vidu ${version}, ${gateway}, ${at}. ${bought ? 'With purchases.' : 'Nothing was bought.'} ${endedEarly === undefined ? '' : `**Ended early:** ${endedEarly}`}`,
		...(tasks.length > 0
			? [tasks.map(({ what, taskId }) => `- ${what}: task \`${taskId}\``).join('\n')]
			: []),
		[
			'Question | The node assumes | The gateway said | | File',
			'--- | --- | --- | --- | ---',
			...rows,
		]
			.map((row) => `| ${row} |`)
			.join('\n'),
		'## Every answer',
		...blocks,
		'',
	].join('\n\n');
}
