/** Do the pages keep to their form? Plain words, few of them, and the parts that they must have. */

import { basename } from 'node:path';

import { operations } from '../nodes/Vidu/operations/registry';
import { countWords, decisions, forUsers, guides, read, textOf, withoutTables } from './pages';
import { BANNED } from './plainWords';

test.each(BANNED)('no page for users has %s: %s', (word) => {
	const found = forUsers
		.filter((page) => page !== 'docs/verification.md')
		.flatMap((page) =>
			textOf(page)
				.replace(/`[^`\n]+`|!\[[^\]]*\]/g, '')
				.split('\n')
				.map((text) => ({ page, text })),
		)
		.filter(({ text }) => word.test(text));
	expect(found).toEqual([]);
});

/** The words that a page may have, its tables included. */
const LIMITS: Record<string, number> = {
	'CONTRIBUTING.md': 2000,
	'docs/fields.md': 1000,
	'docs/from-sora.md': 400,
	'docs/long-video.md': 750,
	'docs/output.md': 650,
	'docs/paid-tasks.md': 1300,
	'docs/polling.md': 450,
	'docs/prices.md': 700,
	'docs/scaling.md': 900,
	'docs/troubleshooting.md': 1200,
};

test.each(Object.entries(LIMITS))('%s has at most %i words', (page, limit) => {
	expect(countWords(read(page))).toBeLessThanOrEqual(limit);
});

test('the pages of docs have at most 7,500 words together', () => {
	// The tables of the benchmark are figures.
	const texts = guides.map((page) =>
		page === 'docs/benchmark.md' ? withoutTables(read(page)) : read(page),
	);
	expect(countWords(texts.join('\n'))).toBeLessThanOrEqual(7500);
});

test('docs/fields.md has a part for each operation that buys', () => {
	const fields = read('docs/fields.md');
	const names = operations.filter(({ models }) => models.length > 0).map(({ name }) => name);
	for (const name of names) expect(fields).toContain(`\n## ${name}\n`);
});

test.each(decisions)(
	'%s has a date, four parts, at most 300 words and a line in the list',
	(page) => {
		expect(page).toMatch(/\/\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/);
		const headings = [...read(page).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
		expect(headings).toEqual(['Status', 'Context', 'Decision', 'Consequences']);
		expect(countWords(read(page))).toBeLessThanOrEqual(300);
		expect(read('docs/decisions/README.md')).toContain(`](${basename(page)})`);
	},
);
