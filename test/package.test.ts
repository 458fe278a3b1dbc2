import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ViduApi } from '../credentials/ViduApi.credentials';
import { Vidu } from '../nodes/Vidu/Vidu.node.ts';

const root = join(__dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json'));

test('what the owner fills in stands in package.json, and is the same elsewhere', () => {
	const { homepage, repository, author } = manifest;
	expect(repository.url).toBe(`git+${homepage}.git`);
	expect(author).toEqual({
		name: expect.stringMatching(/\w/),
		email: expect.stringMatching(/^\S+@\S+$/),
	});
	expect(new ViduApi().documentationUrl).toBe(`${homepage}#the-api-key`);
	const codex = JSON.parse(read('nodes/Vidu/Vidu.node.json'));
	for (const list of Object.values(codex.resources) as Array<Array<{ url: string }>>) {
		for (const { url } of list) expect(url.startsWith(`${homepage}#`)).toBe(true);
	}
	expect(read('README.md')).toContain('## The API key');
	expect(read('README.md')).toContain(`git clone ${homepage} `);
	const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
	for (const name of ['README.md', 'SECURITY.md', ...docs.map((doc) => `docs/${doc}`)]) {
		const found = read(name).match(/https:\/\/github\.com\/[\w-]+\/n8n-nodes-vidu(?![\w-])/g) ?? [];
		expect([...new Set([homepage, ...found])]).toEqual([homepage]);
	}
	expect(read('LICENSE')).toContain(author.name);
});

test('the package is what n8n verifies', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest.files).toEqual(['dist']);
	expect(manifest).not.toHaveProperty('overrides');
	expect(manifest.license).toBe('MIT');
	expect(manifest.keywords).toContain('n8n-community-node-package');
	for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
		expect(manifest.scripts).not.toHaveProperty(name);
	}
});

test('npm packs what was built, the README, the license, and nothing else', () => {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }));
	const paths: string[] = files.map(({ path }: { path: string }) => path);
	const outside = paths.filter((path) => !path.startsWith('dist/'));
	expect(outside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
	expect(paths.filter((path) => /\.ts$|\.map$|test/.test(path) && !/\.d\.ts$/.test(path))).toEqual(
		[],
	);
});

test('what the built node requires is there in every n8n that it supports', () => {
	const workflow = JSON.parse(read('node_modules/n8n-workflow/package.json'));
	const oldest = JSON.parse(read('test/compat/package.json'));
	expect(manifest.devDependencies.zod).toBe(workflow.peerDependencies.zod);
	// p-limit and others came to n8n's own tree with 2.20: on an older one they are not found, and the node
	// does not load.
	const files = readdirSync(join(root, 'nodes'), { recursive: true, encoding: 'utf8' });
	const sources = [...files.filter((file) => file.endsWith('.ts')).map((file) => `nodes/${file}`)];
	sources.push('credentials/ViduApi.credentials.ts');
	const required = sources.flatMap((file) =>
		[...read(file).matchAll(/^(?:import(?! type)|\} from)[^;]*?'([^'.][^']*)';$/gms)].map(
			([, name]) => name,
		),
	);
	expect([...new Set(required)].sort()).toEqual(['crypto', 'n8n-workflow', 'zod']);
	expect(Object.keys(oldest.dependencies)).toEqual(expect.arrayContaining(['n8n-workflow', 'zod']));
});

test('the codex and the icons are where n8n looks for them', () => {
	const { name, icon } = new Vidu().description;
	expect(JSON.parse(read('nodes/Vidu/Vidu.node.json')).node).toBe(`${manifest.name}.${name}`);
	for (const file of Object.values(icon as { light: string; dark: string })) {
		expect(existsSync(join(root, 'nodes/Vidu', file.replace('file:', '')))).toBe(true);
	}
	for (const file of Object.values(new ViduApi().icon as { light: string; dark: string })) {
		expect(existsSync(join(root, 'credentials', file.replace('file:', '')))).toBe(true);
	}
});
