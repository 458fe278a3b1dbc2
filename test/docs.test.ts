/** Do the pages say what is there? Links, paths, commands, names, messages, defaults and numbers. */

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { ViduApi } from '../credentials/ViduApi.credentials';
import { Vidu } from '../nodes/Vidu/Vidu.node.ts';
import { optionFields } from '../nodes/Vidu/fields/commonFields';
import { operations } from '../nodes/Vidu/operations/registry';
import { FACTS } from './docsFacts';
import { literals } from './literals';
import { blocksIn, codeIn, emphasisIn, forUsers, pages, read, root, rowsIn, textOf } from './pages';

/** The anchors that GitHub makes of the headings of a page. */
const anchorsIn = (text: string): string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\d _-]/gu, '')
			.replaceAll(' ', '-'),
	);

test.each(pages)('%s links only to files and headings that are there', (page) => {
	const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	const broken = links
		.filter((link) => !/^https?:/.test(link))
		.filter((link) => {
			const [path, heading] = link.split('#');
			const target = path === '' ? join(root, page) : join(root, dirname(page), path);
			if (!existsSync(target)) return true;
			return heading !== undefined && !anchorsIn(readFileSync(target, 'utf8')).includes(heading);
		});
	expect(broken).toEqual([]);
});

const folders = ['.github', 'nodes', 'credentials', 'test', 'scripts', 'bench', 'docs'];
const files = folders.flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }),
);

/** Names of files that the reader makes, or that a command writes. */
const NOT_THERE_YET = /yourOperation|^output\/probe\./;
const FILE = /^[\w.@-]+\.(ts|mjs|js|json|md|svg|png|yml)$/;
const PATH = /^(?:[\w.-]+\/)+[\w.-]*$/;

const isThere = (path: string): boolean =>
	[root, join(root, 'nodes/Vidu')].some((folder) => existsSync(join(folder, path))) ||
	(FILE.test(path) && files.some((file) => basename(file) === path));

test.each(pages)('%s names only files and folders that are there', (page) => {
	const paths = codeIn(page).filter((code) => FILE.test(code) || PATH.test(code));
	const wanted = paths.filter((path) => !NOT_THERE_YET.test(path));
	expect(wanted.filter((path) => !isThere(path))).toEqual([]);
});

const { scripts } = JSON.parse(read('package.json'));

test.each(pages)('%s names only commands that package.json has', (page) => {
	const commands = [...read(page).matchAll(/\bnpm run (?:--\S+ )*([\w:]+)/g)].map(
		([, name]) => name,
	);
	expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});

/** The names in a description, as the editor shows them. */
function namesOf(value: unknown): string[] {
	if (typeof value !== 'object' || value === null) return [];
	const { displayName, name, value: choice, action } = value as Record<string, unknown>;
	const own = [displayName, choice === undefined ? undefined : name, action];
	return [
		...own.filter((text) => typeof text === 'string'),
		...Object.values(value).flatMap(namesOf),
	];
}

/** "Timeout (Seconds)" is also called Timeout. */
const withoutUnit = (name: string): string => name.replace(/ \((Seconds|USD|MB)\)$/, '');

const { description } = new Vidu();
const { properties, displayName } = new ViduApi();
const ours = [...namesOf(description), ...namesOf(properties), displayName, 'Error'];

/** Names in n8n, on GitHub and on Vtrix's page that the pages name. */
const THEIRS = [
	'Settings, Community nodes, Install a community node, Install, Create workflow, Create credential, Save',
	'Add first step, Execute step, Execute workflow, Test node again, Unpin and test, Pin, Binary',
	'View, More details, Expression, Retry, Stop, Retry execution, Save execution progress, Tools',
	'On Error, Continue, Continue (using error output), Retry On Fail, Highlighted data, Edit Fields',
	'Max Iterations, Remove Duplicates, Execute Sub-workflow, Wait For Sub-Workflow Completion',
	'When Executed by Another Workflow, Generate, Schema, Buy It, API Keys, Copy raw file, Report a vulnerability',
].flatMap((line) => line.split(', '));

const names = new Set([...ours, ...ours.map(withoutUnit), ...THEIRS]);
const lowered = new Map([...names].map((name) => [name.toLowerCase(), name]));

/** The parts of "Task: Wait" and of "Options → Max Cost". */
const partsOf = (text: string): string[] => text.split(/ → |: | \+ /);

/** Whether a part in bold is set like a name of the editor: "Wait for Completion". */
const isTitle = (text: string): boolean =>
	/^[A-Z][\w-]*( (\(?[A-Z][\w-]*\)?|a|an|as|by|for|if|in|of|on|or|per|the|to))*$/.test(text);

test.each(['CONTRIBUTING.md', 'SECURITY.md', ...forUsers])(
	'%s names only fields, options and buttons that are there',
	(page) => {
		const { bold, italic } = emphasisIn(page);
		const strong = bold
			.flatMap(partsOf)
			.filter((text) => isTitle(text) || (text.includes(' ') && lowered.has(text.toLowerCase())));
		const inTables = rowsIn(page)
			.filter(({ heads }) => ['Field', 'Option'].includes(heads[0]))
			.flatMap(({ cells }) => cells[0].split(', '));
		const all = [...italic.flatMap(partsOf), ...strong, ...inTables];
		expect(all.filter((name) => !names.has(name))).toEqual([]);
	},
);

const source = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => readFileSync(join(root, 'nodes', file), 'utf8'))
	.join('\n');
const isInSource = (word: string): boolean => new RegExp(`\\b${word}\\b`).test(source);

/** Words of n8n's code and of examples that are none of the node's. */
const NOT_OURS = /^(customData|maxStalledCount|rowId|data_scene_1|putExecutionToWait)$/;

test.each(forUsers)('%s names only output fields and parameters that are there', (page) => {
	const blocks = blocksIn(page).filter(({ language }) => language === 'json');
	const keys = blocks.flatMap(({ code }) => {
		JSON.parse(code);
		return [...code.matchAll(/"(\w+)":/g)].map(([, key]) => key);
	});
	const words = codeIn(page).filter((code) => /^[a-z]+(?:[A-Z_][A-Za-z0-9]*)+$/.test(code));
	const missing = [...keys, ...words].filter((word) => !NOT_OURS.test(word) && !isInSource(word));
	const models = new Set(operations.flatMap((operation) => operation.models.map(({ id }) => id)));
	expect(missing.filter((word) => !models.has(word))).toEqual([]);
});

const n8nSource = ['@n8n/config', 'n8n-core']
	.flatMap((name) => {
		const folder = join(root, 'node_modules', name, 'dist');
		return readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.config.js'))
			.map((file) => readFileSync(join(folder, file), 'utf8'));
	})
	.join('\n');

/** Variables of n8n 1.x, and of 3.0. */
const OF_OTHER_N8N = ['QUEUE_WORKER_MAX_STALLED_COUNT', 'N8N_UNVERIFIED_PACKAGES_ENABLED'];

test.each(pages)('%s names only environment variables of n8n that are there', (page) => {
	const variables = read(page).match(/\b(?:N8N|QUEUE)_[A-Z0-9_]+/g) ?? [];
	const unknown = variables.filter((name) => !n8nSource.includes(name));
	expect(unknown.filter((name) => !OF_OTHER_N8N.includes(name))).toEqual([]);
});

test('the page of messages has them as the code has', () => {
	const rows = rowsIn('docs/troubleshooting.md').filter(({ heads }) => heads[0] === 'Message');
	expect(rows.length).toBeGreaterThan(30);
	const texts = literals.map(({ text }) => text.replaceAll('${…}', '…').toLowerCase());
	const parts = rows.flatMap(({ cells }) => cells[0].split('…').map((part) => part.trim()));
	const missing = parts
		.filter((part) => part !== '')
		.filter((part) => !texts.some((text) => text.includes(part.toLowerCase())));
	expect(missing).toEqual([]);
});

/** How a page writes a default. */
function written(field: {
	type: string;
	default?: unknown;
	options?: unknown;
}): string | undefined {
	const value = field.default;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (typeof value === 'number') return value.toLocaleString('en-US');
	const choices = (field.options ?? []) as Array<{ name: string; value: unknown }>;
	return choices.find((choice) => choice.value === value)?.name;
}

test('the table of options has each one with its default', () => {
	const rows = rowsIn('docs/fields.md').filter(({ heads }) => heads[0] === 'Option');
	const fields = optionFields();
	expect(rows.map(({ cells }) => cells[0])).toEqual(fields.map((field) => field.displayName));
	const defaults = rows.map(({ cells }) => cells[1].replace(/ \(.*\)$/, ''));
	const expected = fields.map((field, index) => written(field) ?? defaults[index]);
	expect(defaults).toEqual(expected);
});

test('a number in brackets after the name of a field is its default', () => {
	const fields = [...description.properties, ...optionFields()];
	const found = forUsers.flatMap((page) =>
		[...read(page).matchAll(/(?:\*\*|_)([A-Z][^*_\n]+?)(?:\*\*|_) \(([\d,]+)(?: s)?\)/g)].map(
			([, name, value]) => ({ name: withoutUnit(partsOf(name).at(-1) ?? ''), value }),
		),
	);
	expect(found.length).toBeGreaterThan(3);
	for (const { name, value } of found) {
		const field = fields.find((one) => withoutUnit(one.displayName) === name);
		expect([name, value]).toEqual([name, field && written(field)]);
	}
});

test.each(FACTS)('the pages say %s as the code does', (_what, pattern, value) => {
	const says = pages.flatMap((page) =>
		[...textOf(page).replace(/[*_]/g, '').matchAll(pattern)].map(([, ...said]) => [page, ...said]),
	);
	expect(says.length).toBeGreaterThan(0);
	for (const [page, ...said] of says)
		expect([page, ...said]).toEqual([page, ...[value].flat().map(String)]);
});
