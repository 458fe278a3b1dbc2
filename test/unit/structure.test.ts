/** Does the code keep to the map of its folders, and do its imports run downward only? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import madge from 'madge';

const root = join(__dirname, '../..');

/** The folders and files of nodes/Vidu, except the icons and n8n's JSON. */
const MAP = [
	'Vidu.node.ts',
	'about.ts',
	'description.ts',
	'text.ts',
	'placeholder.ts',
	'__schema__/',
	'execute/',
	'operations/',
	'input/',
	'fields/',
	'models/',
	'images/',
	'tasks/',
	'gateway/',
	'download/',
	'output/',
	'n8n/',
];

/** Operations for which one file is not enough. */
const OPERATION_FOLDERS = ['longVideo/', 'referenceToVideo/'];

/** Folders of nodes/Vidu that know nothing of n8n, and what else they may import. */
const PURE = ['tasks', 'gateway', 'models', 'images'];
const PURE_MAY_IMPORT = /^nodes\/Vidu\/(text|placeholder)\.ts$|(^|\/)node_modules\/zod\//;

const LONGEST_FILE = 250;

/** The names in a folder; those of folders end with a slash. */
const namesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { withFileTypes: true }).map((entry) =>
		entry.isDirectory() ? `${entry.name}/` : entry.name,
	);

/** The source files below a folder, by their paths from the root. */
const sourcesBelow = (folder: string): string[] =>
	namesIn(folder)
		.filter((name) => name !== 'node_modules/' && !name.startsWith('.'))
		.flatMap((name) => {
			const path = `${folder}/${name}`;
			if (name.endsWith('/')) return sourcesBelow(path.slice(0, -1));
			return /\.(ts|mjs|cjs)$/.test(name) ? [path] : [];
		});

const packaged = ['nodes', 'credentials'].flatMap(sourcesBelow);
const sources = [...packaged, ...['bench', 'scripts', 'test'].flatMap(sourcesBelow)];
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** Who imports what. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Groups that import each other, directly or through others. */
function circlesIn(graph: Graph): string[] {
	const reached = new Map([...graph.keys()].map((from) => [from, reachableFrom(graph, from)]));
	const isMutual = (one: string, other: string) =>
		reached.get(one)?.has(other) && reached.get(other)?.has(one);
	const groups = [...graph.keys()].map((one) =>
		[...graph.keys()].filter((other) => isMutual(one, other)).sort(),
	);
	return [...new Set(groups.filter(({ length }) => length > 0).map((group) => group.join(' ⇄ ')))];
}

function reachableFrom(graph: Graph, from: string): Set<string> {
	const found = new Set<string>();
	const visit = (one: string) => {
		for (const next of graph.get(one) ?? []) {
			if (found.has(next)) continue;
			found.add(next);
			visit(next);
		}
	};
	visit(from);
	return found;
}

/** The imports between the files and folders that stand directly in one folder. */
function graphInside(folder: string, imports: Record<string, string[]>): Graph {
	const childOf = (file: string) =>
		file.startsWith(folder) ? folder + file.slice(folder.length).replace(/\/.*/, '/') : undefined;
	const graph = new Map<string, Set<string>>();
	for (const [file, imported] of Object.entries(imports)) {
		const from = childOf(file);
		if (from === undefined) continue;
		const to = imported.map(childOf).filter((one) => one !== undefined && one !== from);
		graph.set(from, new Set([...(graph.get(from) ?? []), ...(to as string[])]));
	}
	return graph;
}

describe('the map of nodes/Vidu', () => {
	const isShown = (name: string) => name.endsWith('/') || name.endsWith('.ts');

	it('names every folder and file', () => {
		expect(namesIn('nodes/Vidu').filter(isShown).sort()).toEqual([...MAP].sort());
	});

	it('has a folder only for operations that need one', () => {
		const folders = namesIn('nodes/Vidu/operations').filter((name) => name.endsWith('/'));
		expect(folders.sort()).toEqual(OPERATION_FOLDERS);
	});
});

describe('the imports, type-only and dynamic ones included', () => {
	/** By paths from the root; only what is in the repository. */
	let imports: Record<string, string[]>;
	/** The imports of nodes/Vidu, packages included. */
	let withPackages: Record<string, string[]>;
	let notFound: string[];

	beforeAll(async () => {
		const found = await madge(
			sources.map((file) => join(root, file)),
			{
				baseDir: root,
				fileExtensions: ['ts', 'mjs', 'cjs'],
				includeNpm: true,
				detectiveOptions: { ts: { mixedImports: true } },
			},
		);
		withPackages = found.obj();
		const isSource = (file: string) => sources.includes(file);
		imports = Object.fromEntries(
			sources.map((file) => [file, (withPackages[file] ?? []).filter(isSource)]),
		);
		notFound = found.warnings().skipped.filter((path) => path.startsWith('.'));
	});

	it('are read in full', () => {
		expect(sources.filter((file) => withPackages[file] === undefined)).toEqual([]);
		expect(notFound).toEqual([]);
		expect(imports['nodes/Vidu/Vidu.node.ts']).toContain('nodes/Vidu/description.ts');
		const ofErrors = withPackages['nodes/Vidu/n8n/errors.ts'].join(' ');
		expect(ofErrors).toContain('/n8n-workflow/');
	});

	it.each(PURE)('%s/ imports nothing of n8n, not even a type', (folder) => {
		const own = sources.filter((file) => file.startsWith(`nodes/Vidu/${folder}/`));
		expect(own).not.toEqual([]);
		const isFine = (imported: string) =>
			PURE.some((pure) => imported.startsWith(`nodes/Vidu/${pure}/`)) ||
			PURE_MAY_IMPORT.test(imported);
		const strays = own.flatMap((file) =>
			withPackages[file].filter((to) => !isFine(to)).map((to) => `${file} → ${to}`),
		);
		expect(strays).toEqual([]);
	});

	it('make no circle of files', () => {
		const graph = new Map(Object.entries(imports).map(([from, to]) => [from, new Set(to)]));
		expect(circlesIn(graph)).toEqual([]);
	});

	it('make no circle of folders', () => {
		const parentsOf = (file: string) =>
			[...file.matchAll(/\//g)].map(({ index }) => file.slice(0, index + 1));
		const folders = new Set(['', ...sources.flatMap(parentsOf)]);
		const circles = [...folders].flatMap((folder) => circlesIn(graphInside(folder, imports)));
		// The test above names circles of files alone.
		expect(circles.filter((circle) => /\/( |$)/.test(circle))).toEqual([]);
	});
});

it('a test in a folder of test/unit has the name of the file that it tests', () => {
	const tests = sources.filter((file) => /^test\/unit\/.*\/.*\.test\.ts$/.test(file));
	const tested = tests.map((file) => file.slice('test/unit/'.length).replace('.test.ts', '.ts'));
	const isThere = (file: string) =>
		packaged.some((one) => [file, `nodes/Vidu/${file}`].includes(one));
	expect(tested.filter((file) => !isThere(file))).toEqual([]);
});

it(`no file of the package holds more than ${LONGEST_FILE} lines`, () => {
	const isLong = (file: string) => read(file).trimEnd().split('\n').length > LONGEST_FILE;
	expect(packaged.filter(isLong)).toEqual([]);
});

it('nothing is read back out of zod', () => {
	expect(packaged.filter((file) => /\b_def\b/.test(read(file)))).toEqual([]);
});
