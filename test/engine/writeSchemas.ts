/** `npm run schemas`: writes which fields n8n shows of a node that never ran (Schema Preview). */
import './setup';

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

async function main(): Promise<void> {
	const { readOutputSchemas, SCHEMA_FOLDER } = await import('./outputSchemas');
	const folder = join(__dirname, '../../nodes/Vidu', SCHEMA_FOLDER);
	const schemas = await readOutputSchemas();
	rmSync(folder, { recursive: true, force: true });
	for (const [path, schema] of Object.entries(schemas)) {
		const file = join(folder, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
}

main().then(
	() => process.exit(0),
	(error: Error) => {
		console.error(error.message);
		process.exit(1);
	},
);
