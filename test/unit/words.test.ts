/** Do the node's texts use plain words? All that a person reads: fields, hints, messages, notes of the examples. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { Vidu } from '../../nodes/Vidu/Vidu.node';
import codex from '../../nodes/Vidu/Vidu.node.json';
import { literals as literalsOfCode, type Text } from '../literals';
import { BANNED } from '../plainWords';

const root = join(__dirname, '../..');

/** Properties of a description whose texts a person, an agent or n8n's AI builder reads. */
const READ =
	/^(displayName|name|description|hint|placeholder|notice|action|message|alias|\w+Hint)$/;

/** The texts in plain data, each with the path to it. */
function textsIn(value: unknown, at: string): Text[] {
	if (typeof value === 'string') return READ.test(keyOf(at)) ? [{ at, text: value }] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, entry]) => textsIn(entry, `${at}.${key}`));
}

/** The last name in a path; the entries of a list have that of the list. */
const keyOf = (path: string): string =>
	path
		.split('.')
		.filter((name) => !/^\d+$/.test(name))
		.at(-1) ?? '';

/** Whether a text has at least three words with blanks between them. */
const isSentence = (text: string): boolean =>
	/(?:^|\s)["'(]?[\p{L}$]\S*\s+\S*[\p{L}$}]\S*\s+\S*[\p{L}$}]/u.test(text);

interface Workflow {
	nodes: Array<{ type: string; parameters: { content?: string }; notes?: string }>;
}

/** The notes of the example workflows. */
const examples = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.json'));
const notes = examples.flatMap((name): Text[] => {
	const text = readFileSync(join(root, 'examples', name), 'utf8');
	return (JSON.parse(text) as Workflow).nodes.flatMap(({ type, parameters, notes: ofNode = '' }) =>
		[type.endsWith('.stickyNote') ? (parameters.content ?? '') : '', ofNode]
			.filter((note) => note !== '')
			.map((note) => ({ at: `examples/${name}`, text: note })),
	);
});

const { properties, displayName } = new ViduApi();
const described = [
	...textsIn(new Vidu().description, 'node'),
	...textsIn({ displayName, properties }, 'credential'),
	...textsIn(codex, 'codex'),
];
const literals = literalsOfCode.filter(({ text }) => isSentence(text));
const all = [...described, ...notes, ...literals];

it.each(BANNED)('no text has %s: %s', (word) => {
	const found = all.filter(({ text }) => word.test(text));
	expect(found.map(({ at, text }) => `${at}: ${text}`)).toEqual([]);
});

/** Words in a sentence. */
const LONGEST = 30;

it(`no sentence has more than ${LONGEST} words`, () => {
	const long = all.flatMap(({ at, text }) =>
		text
			.split(/(?<=[.!?])["')]*\s+|\n/)
			.filter((sentence) => sentence.split(/\s+/).length > LONGEST)
			.map((sentence) => `${at}: ${sentence}`),
	);
	expect(long).toEqual([]);
});

it('finds the texts: of the node, the credential, the codex, the examples and the code', () => {
	const texts = all.map(({ text }) => text);
	for (const part of [
		'Whether to check everything and show the price without buying',
		'Timeout (Seconds)',
		'Enter the scenes here',
		'e.g. anna',
		'Write @name in the prompt',
		'Generate a video from text',
		'The key of your Vtrix account',
		'product video',
	]) {
		expect(texts).toContain(part);
	}
	for (const part of [
		/^Each input row buys one video/,
		/Never invent a model ID/,
		/^Stores the downloaded video in a bucket/,
		/A key from vidu\.com does not work here/,
		/## A data table of products/,
		// A template with an expression, and a plain string.
		/^The prompt names \$\{…\}, but no subject/,
		/^Task ID is empty\./,
	]) {
		expect(texts.filter((text) => part.test(text))).not.toEqual([]);
	}
	expect(literals.length).toBeGreaterThan(200);
});
