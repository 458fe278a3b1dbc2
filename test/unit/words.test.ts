/** Do the node's texts use plain words? All that a person reads: fields, hints, messages, notes of the examples. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import ts from 'typescript';

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { Vidu } from '../../nodes/Vidu/Vidu.node';
import codex from '../../nodes/Vidu/Vidu.node.json';

const root = join(__dirname, '../..');

/** A text, and where it stands. */
interface Text {
	at: string;
	text: string;
}

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

/** The TypeScript files of a folder. */
const filesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(root, folder, name));

/** The string and template literals of a file; each expression in a template is "${…}". */
function literalsIn(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found: Text[] = [];
	const visit = (node: ts.Node): void => {
		const { line } = source.getLineAndCharacterOfPosition(node.getStart());
		const at = `${relative(root, file)}:${line + 1}`;
		if (ts.isStringLiteralLike(node)) found.push({ at, text: node.text });
		if (ts.isTemplateExpression(node)) {
			const rest = node.templateSpans.map(({ literal }) => `\${…}${literal.text}`);
			found.push({ at, text: [node.head.text, ...rest].join('') });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found.filter(({ text }) => isSentence(text));
}

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
const literals = ['nodes', 'credentials'].flatMap(filesIn).flatMap(literalsIn);
const all = [...described, ...notes, ...literals];

/** Words that read translated, or name a thing by the wrong word, each with what to write instead. */
const BANNED: ReadonlyArray<readonly [word: RegExp, instead: string]> = [
	// Looks of a video ("look sharper", "look the same"); a name that is looked up.
	[/\blook(s|ed|ing)?\b(?! (sharper|the same|like|up\b))/i, 'poll or check'],
	[/\bt(ake|akes|aking|ook|aken)( \w+)? up\b/i, 'get, continue'],
	// Also "goes on at the provider".
	[/\b(go|goes|going|gone|went) on\b/i, 'continue'],
	[/\bwr(ite|ites|iting|ote|itten)( \w+)? down\b/i, 'record'],
	[/\bdid cost\b/i, 'cost'],
	[/\bdearer\b/i, 'costs more'],
	[/\banew\b/i, 'again'],
	[/\bbehind\b/i, 'after'],
	[/\bin front\b/i, 'before'],
	[/\bbesides?\b/i, 'next to'],
	[/\bside by side\b/i, 'in parallel'],
	[/\bunder way\b/i, 'running'],
	[/\bby itself\b/i, 'automatically'],
	[/\bone after the other\b/i, 'one at a time'],
	// "at most" is plain English for a limit, and "Most Compatible" is a setting of the iPhone.
	[/(?<!\bat )\bmost\b(?! Compatible)/i, 'maximum'],
	[/\bas far as\b/i, 'if'],
	[/(?:^|[.:;!?] )what (?!to\b|should\b)[^.:;!?]*\b(is|are|was|were)\b/i, 'a noun'],
	[/\b(this|earlier|no|each|next) (try|tries)\b/i, 'attempt'],
	[/\btroubles?\b/i, 'problem'],
	[/\bmakers?\b/i, 'their name'],
	[/\btells\b/i, 'says, shows'],
	[/\bitems? (\$\{|\d)/i, 'Row 1'],
];

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
		/^Each input item buys one video/,
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
