/** `npm run readme`: writes the table of operations and models into README.md. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { withModelTable } from './modelTable';

const path = join(__dirname, '..', 'README.md');

async function main(): Promise<void> {
	const text = withModelTable(readFileSync(path, 'utf8'));
	const options = await resolveConfig(path);
	writeFileSync(path, await format(text, { ...options, filepath: path }));
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exit(1);
});
