/** The pages that people read, and what stands in them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..');

/** @param page its path from the root */
export const read = (page: string): string => readFileSync(join(root, page), 'utf8');

const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.md'))
	.map((name) => `docs/${name}`);

const examples = readdirSync(join(root, 'examples'))
	.filter((name) => name.endsWith('.md'))
	.map((name) => `examples/${name}`);

/** Every page: of the root, of examples, and of docs with its folders. */
export const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...examples, ...documents];

/** The pages of docs, without the API's reference and the decisions. */
export const guides = documents.filter((page) => /^docs\/[^/]+$/.test(page));

/** Those that people write for users: `npm run bench` writes its own. */
export const forUsers = ['README.md', ...guides].filter((page) => page !== 'docs/benchmark.md');

export const decisions = documents.filter((page) => /^docs\/decisions\/\d/.test(page));

/** The blocks of code in a text. */
const BLOCK = /^```(\w*)\n([\s\S]*?)^```/gm;

/** The blocks of code in a page, each with its language. */
export const blocksIn = (page: string): Array<{ language: string; code: string }> =>
	[...read(page).matchAll(BLOCK)].map(([, language, code]) => ({ language, code }));

/** A page without its blocks of code. */
export const textOf = (page: string): string => read(page).replace(BLOCK, '');

/** The pieces of code inside the lines of a page. */
export const codeIn = (page: string): string[] =>
	[...textOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);

/** The parts of a page in bold and in italics, without code. */
export function emphasisIn(page: string): { bold: string[]; italic: string[] } {
	const text = textOf(page).replace(/`[^`\n]+`/g, '``');
	const found = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, part]) => part);
	return {
		bold: found(/\*\*([^*\n]+)\*\*/g),
		italic: found(/(?<![\w/_])_([^_\n]+)_(?![\w_])/g),
	};
}

/** The rows of a page's tables, each with the heads of its table. */
export function rowsIn(page: string): Array<{ heads: string[]; cells: string[] }> {
	const rows: Array<{ heads: string[]; cells: string[] }> = [];
	let heads: string[] | undefined;
	for (const line of textOf(page).split('\n')) {
		if (!line.startsWith('|')) heads = undefined;
		else {
			const cells = line.split('|').slice(1, -1);
			const trimmed = cells.map((cell) => cell.trim());
			if (heads === undefined) heads = trimmed;
			else if (!/^[\s|:-]+$/.test(line)) rows.push({ heads, cells: trimmed });
		}
	}
	return rows;
}

/** The words of a text. The targets of links and comments are none. */
export const countWords = (text: string): number =>
	text
		.replace(/<!--.*?-->/g, '')
		.replace(/\]\([^)]*\)/g, ']')
		.split(/\s+/)
		.filter((word) => /[\p{L}\d]/u.test(word)).length;

/** A text without the lines of its tables. */
export const withoutTables = (text: string): string => text.replace(/^\|.*$/gm, '');
