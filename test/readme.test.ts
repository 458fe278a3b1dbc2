/** Does the README say what the code has, and do the pages of docs keep to their form? */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { operations } from '../nodes/Vidu/operations/registry';
import { withModelTable, writeModelTable } from '../scripts/modelTable';

const root = join(__dirname, '..');
const read = (page: string) => readFileSync(join(root, page), 'utf8');
const readme = read('README.md');
const wordsOf = (page: string) => read(page).trim().split(/\s+/).length;

const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.md'))
	.map((name) => `docs/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/README.md', ...documents];
const decisions = documents.filter((page) => /^docs\/decisions\/\d/.test(page));

/** The anchors that GitHub makes of the headings of a page. */
const anchorsIn = (text: string): string[] =>
	[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\d _-]/gu, '')
			.replaceAll(' ', '-'),
	);

/** The formatter pads the cells of a table; what they say is the same. */
const unpadded = (text: string) => text.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---');

test('the table of operations and models is that of the code (else: npm run readme)', () => {
	expect(unpadded(readme)).toBe(unpadded(withModelTable(readme)));
});

test('the table has every model once, with the default of each operation', () => {
	const table = writeModelTable();
	const models = operations.flatMap((operation) => operation.models);
	for (const { id } of models) expect(table.split(`\`${id}\``)).toHaveLength(2);
	expect(table.split('\n')).toHaveLength(2 + models.length);
	expect(table.split('(default)')).toHaveLength(1 + 5);
});

test('the page of the fields has a part for each operation that buys', () => {
	const fields = read('docs/fields.md');
	const names = operations.filter(({ models }) => models.length > 0).map(({ name }) => name);
	for (const name of names) expect(fields).toContain(`\n## ${name}\n`);
});

test('the README is at most 1,200 words long, its table included', () => {
	// The targets of links are no words, nor are the lines of a table.
	const words = readme
		.replace(/\]\([^)]*\)/g, ']')
		.split(/\s+/)
		.filter((word) => /[\p{L}\d]/u.test(word));
	expect(words.length).toBeLessThanOrEqual(1200);
});

test('CONTRIBUTING is at most 2,000 words long, its tables included', () => {
	expect(wordsOf('CONTRIBUTING.md')).toBeLessThanOrEqual(2000);
});

test('every file and folder that CONTRIBUTING names is there', () => {
	const paths = [...read('CONTRIBUTING.md').matchAll(/`((?:[\w-]+\/)+[\w.-]*)`/g)].map(
		([, path]) => path,
	);
	const known = paths.filter((path) => !/yourOperation|^output\/probe\./.test(path));
	const isThere = (path: string) =>
		[root, join(root, 'nodes/Vidu')].some((folder) => existsSync(join(folder, path)));
	expect(known.length).toBeGreaterThan(40);
	expect(known.filter((path) => !isThere(path))).toEqual([]);
});

test.each(decisions)(
	'%s has a date, four parts, at most 300 words and a line in the list',
	(page) => {
		expect(page).toMatch(/\/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/);
		const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
		expect(headings).toEqual(['Status', 'Context', 'Decision', 'Consequences']);
		expect(wordsOf(page)).toBeLessThanOrEqual(300);
		expect(read('docs/decisions/README.md')).toContain(`](${basename(page)})`);
	},
);

test("the README has the parts of n8n's template, by name and in its order", () => {
	const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
	const template = [
		'Installation',
		'Operations',
		'Credentials',
		'Compatibility',
		'Usage',
		'Resources',
		'Version history',
	];
	expect(headings.filter((heading) => template.includes(heading))).toEqual(template);
	expect(headings).toContain('Try your workflow without buying again');
});

test.each(pages)('%s links only to files and headings that are there', (page) => {
	const folder = dirname(join(root, page));
	const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)];
	const local = links.map(([, link]) => link).filter((link) => !/^https?:/.test(link));
	for (const link of local) {
		const [path, heading] = link.split('#');
		const target = path === '' ? join(root, page) : join(folder, path);
		expect([link, existsSync(target)]).toEqual([link, true]);
		if (heading === undefined) continue;
		expect([link, anchorsIn(readFileSync(target, 'utf8'))]).toEqual([
			link,
			expect.arrayContaining([heading]),
		]);
	}
});
