/** Does the README say what the code has? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { operations } from '../nodes/Vidu/operations/registry';
import { withModelTable, writeModelTable } from '../scripts/modelTable';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

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

test('the README has a part for each operation that buys', () => {
	const names = operations.filter(({ models }) => models.length > 0).map(({ name }) => name);
	for (const name of names) expect(readme).toContain(`\n## ${name}\n`);
});
