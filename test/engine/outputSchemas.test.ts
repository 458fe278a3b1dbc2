/** Does n8n show the fields of a node that never ran? It reads them from files next to the node. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readOutputSchemas, SCHEMA_FOLDER, schemaOf } from './outputSchemas';
import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';

const folder = join(__dirname, '../../nodes/Vidu', SCHEMA_FOLDER);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
	.filter((path) => path.endsWith('.json'))
	.map((path) => path.replace(/\\/g, '/'));
const written = Object.fromEntries(
	files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);

test('each operation has the fields that it gives out; else run `npm run schemas`', async () => {
	const schemas = await readOutputSchemas();
	const expected = Object.entries(schemas).map(([path, schema]) => [
		path,
		`${JSON.stringify(schema, null, '\t')}\n`,
	]);
	expect(written).toEqual(Object.fromEntries(expected));
});

test('n8n finds the files under the version of the node', () => {
	const { version } = new Vidu().description;
	expect(SCHEMA_FOLDER).toBe(`__schema__/v${String(version)}.0.0`);
});

test.each(files)('%s begins with the video', (path) => {
	const { type, properties, version } = JSON.parse(written[path]) as Record<string, object>;
	expect({ type, version }).toEqual({ type: 'object', version: 1 });
	const [[first, schema], ...others] = Object.entries(properties);
	expect([first, schema]).toEqual(['videoUrl', { type: 'string' }]);
	expect(others.map(([name]) => name)).toEqual(expect.arrayContaining(['status', 'taskId']));
});

test('the entries of a list are described together', () => {
	expect(schemaOf([{ a: 1 }, { a: 2, b: null }])).toEqual({
		type: 'array',
		items: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'null' } } },
	});
	expect(schemaOf(['a'])).toEqual({ type: 'array', items: { type: 'string' } });
});
