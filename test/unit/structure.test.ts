/** Does the code keep to the layout that CONTRIBUTING describes? */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import madge from 'madge';

const root = join(__dirname, '../..');

/** Every TypeScript file of the package, by its path from the root. */
const files = ['nodes', 'credentials'].flatMap((folder) =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => `${folder}/${file}`),
);
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What knows nothing of n8n. */
const PURE = ['tasks', 'gateway', 'models', 'images'];

/** Files beside the folders that all of them may use, and the one package. */
const SHARED = /^(text|digest|amount)\.ts$/;
const PACKAGES = /\/node_modules\/zod\//;

/** What each file imports, types and `import('…')` included, by paths from `nodes/Vidu`. */
const graph = madge(join(root, 'nodes/Vidu'), {
	fileExtensions: ['ts'],
	includeNpm: true,
	detectiveOptions: { ts: { mixedImports: true } },
});

describe('the layout', () => {
	let imports: Record<string, string[]>;
	let circles: string[][];
	let notFound: string[];

	beforeAll(async () => {
		const found = await graph;
		imports = found.obj();
		circles = found.circular();
		notFound = found.warnings().skipped;
	});

	it('is read in full: every file, and whatever it imports', () => {
		const all = files.filter((file) => file.startsWith('nodes/Vidu/'));
		const read = Object.keys(imports).filter((file) => !file.includes('node_modules'));
		expect(read.sort()).toEqual(all.map((file) => file.slice('nodes/Vidu/'.length)).sort());
		expect(notFound).toEqual([]);
		expect(imports['Vidu.node.ts']).toContain('call/prepare.ts');
		expect(imports['items/readJob.ts']).toContain('tasks/job.ts');
		expect(imports['n8n/hints.ts'].join(' ')).toContain('/n8n-workflow/');
	});

	it.each(PURE)('%s/ imports nothing of n8n, not even a type', (folder) => {
		const own = Object.keys(imports).filter((file) => file.startsWith(`${folder}/`));
		expect(own.length).toBeGreaterThan(0);
		const isFine = (imported: string) =>
			PURE.some((pure) => imported.startsWith(`${pure}/`)) ||
			SHARED.test(imported) ||
			PACKAGES.test(imported);
		const strays = own.flatMap((file) =>
			imports[file].filter((imported) => !isFine(imported)).map((to) => `${file} → ${to}`),
		);
		expect(strays).toEqual([]);
	});

	it('lets what they share import nothing but packages', () => {
		expect(Object.keys(imports).filter((file) => SHARED.test(file))).toHaveLength(3);
		for (const file of ['text.ts', 'digest.ts', 'amount.ts']) expect(imports[file]).toEqual([]);
	});

	it('has no circle of imports', () => {
		expect(circles).toEqual([]);
	});
});

it('no two files have one name', () => {
	const names = files.map((file) => basename(file).toLowerCase());
	expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('no file holds more than 250 lines', () => {
	const long = files.filter((file) => read(file).trimEnd().split('\n').length > 250);
	expect(long).toEqual([]);
});

it('nothing is read back out of zod', () => {
	expect(files.filter((file) => /\b_def\b/.test(read(file)))).toEqual([]);
});
