/** Does the README say what the code has, in n8n's order and in few words? */

import { operations } from '../nodes/Vidu/operations/registry';
import { withModelTable, writeModelTable } from '../scripts/modelTable';
import { countWords, read, withoutTables } from './pages';

const readme = read('README.md');

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

test('the README has at most 750 words without its tables', () => {
	expect(countWords(withoutTables(readme))).toBeLessThanOrEqual(750);
});

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
