/** Does the release check reject what must not be released? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { scripts as packageScripts } from '../package.json';
import {
	changelogProblem,
	ownersValues,
	tarballProblem,
	versionProblem,
} from '../scripts/release/checks';
import type { Manifest } from '../scripts/release/checks';
import {
	asDryRun,
	commandsOf,
	publishProblem,
	readWorkflow,
	workflowProblem,
} from '../scripts/release/workflows';

const manifest: Manifest = {
	name: 'n8n-nodes-vidu',
	version: '1.0.0',
	scripts: { lint: '', test: '' },
	n8n: { nodes: ['dist/nodes/Vidu/Vidu.node.js'], credentials: ['dist/c.js'] },
};
const files = [
	...['LICENSE', 'README.md', 'package.json', 'dist/nodes/Vidu/Vidu.node.js', 'dist/c.js'],
	'dist/nodes/Vidu/__schema__/v1.0.0/video/extend.json',
];

describe('the changelog', () => {
	test.each([
		['## Unreleased\n\n## 1.0.0 - 2026-03-09\n\n- A\n', undefined],
		['## 1.0.0 - 2026-03-09\n\n- A\n', undefined],
		['## 0.9.0 - 2026-01-01\n', /no heading/],
		['## 1.0.0 - unreleased\n', undefined],
		['## 1.0.0 - soon\n', /no date/],
		['## 1.1.0 - 2026-03-10\n\n## 1.0.0 - 2026-03-09\n', /1\.1\.0.* is above/],
		['## Unreleased\n\n- B\n\n## 1.0.0 - 2026-03-09\n', /under "Unreleased"/],
	])('%j', (changelog, problem) => {
		const found = changelogProblem(changelog, '1.0.0');
		if (problem === undefined) expect(found).toBeUndefined();
		else expect(found).toMatch(problem);
	});
});

test.each([
	['1.0.0', '1.0.0', ['v0.9.0'], undefined],
	['1.0', '1.0', [], /not a version/],
	['1.0.0', '0.9.0', [], /package-lock.json says 0.9.0/],
	['1.0.0', '1.0.0', ['v1.0.0'], /already exists/],
])('version %s, locked as %s, tags %j', (version, locked, tags, problem) => {
	const found = versionProblem(version, locked, tags);
	if (problem === undefined) expect(found).toBeUndefined();
	else expect(found).toMatch(problem);
});

test.each([
	['all that is needed', files, undefined],
	['a stray file', [...files, '.env'], /it holds \.env/],
	['a test', [...files, 'dist/test/a.js'], /it holds dist\/test\/a\.js/],
	['no node', files.filter((path) => !path.includes('Vidu.node')), /it lacks .*Vidu\.node\.js/],
	['no schema', files.filter((path) => !path.includes('__schema__')), /it lacks __schema__/],
	['no licence', files.slice(1), /it lacks LICENSE/],
])('a tarball with %s', (_case, paths, problem) => {
	const found = tarballProblem(paths, manifest);
	if (problem === undefined) expect(found).toBeUndefined();
	else expect(found).toMatch(problem);
});

test('what only the owner can fill in is named with its file and line', () => {
	const address = 'https://github.com/n8n-nodes-vidu/n8n-nodes-vidu';
	const files = {
		'package.json': `{\n"name": "n8n-nodes-vidu contributors", "url": "git+${address}.git"`,
		'README.md': 'git clone https://github.com/olive/n8n-nodes-vidu',
		'CHANGELOG.md': '## 1.0.0 - unreleased\n## 0.9.0 - unreleased',
	};
	expect(ownersValues(files, '1.0.0')).toEqual([
		'package.json:2  n8n-nodes-vidu contributors',
		`package.json:2  ${address}`,
		'CHANGELOG.md:1  the date of 1.0.0',
	]);
});

describe("GitHub's workflows", () => {
	const folder = join(__dirname, '../.github/workflows');
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	const scripts: Record<string, string> = packageScripts;

	test.each(readdirSync(folder))('%s runs only commands that exist', (name) => {
		expect(workflowProblem(readWorkflow(read(name)), scripts)).toBeUndefined();
	});

	test.each([
		['actions/checkout@v4', 'actions/checkout@main', /has no version/],
		['contents: read', 'contents: write', /may write/],
		['npm run lint', 'npm run lnt', /no script "lnt"/],
		['npm test', 'npm tset', /no script "tset"/],
	])('%s as %s is a problem', (now, other, problem) => {
		const workflow = readWorkflow(read('publish.yml').replace(now, other));
		expect(workflowProblem(workflow, scripts)).toMatch(problem);
	});

	test('publish.yml publishes what it should, when it should', () => {
		expect(publishProblem(readWorkflow(read('publish.yml')))).toBeUndefined();
	});

	test.each([
		['  release:\n    types: [published]', '  push:', /something else/],
		['types: [published]', 'types: [created]', /something else/],
		['id-token: write', 'id-token: read', /id-token/],
		['npm publish', 'npx publish', /does not publish once/],
		['- run: npm test', '- run: npm publish', /does not publish once/],
		[' --provenance', '', /without provenance/],
		['${GITHUB_REF_NAME}', 'v1.0.0', /compare the tag/],
		['node-version: 24', 'node-version: 20', /Node\.js 24/],
		['release:check -- --owner', 'build', /owner's values/],
	])('%j as %j is a problem', (now, other, problem) => {
		const text = read('publish.yml').replace(now, () => other);
		expect(publishProblem(readWorkflow(text))).toMatch(problem);
	});

	test('what runs after the publishing is a problem', () => {
		const text = `${read('publish.yml')}      - run: npm test\n`;
		expect(publishProblem(readWorkflow(text))).toMatch(/after the publishing/);
	});

	test('a dry run publishes nothing', () => {
		const commands = commandsOf(readWorkflow(read('publish.yml')));
		expect(commands.map(asDryRun).filter((command) => /publish/.test(command))).toEqual([
			'npm publish --provenance --access public --dry-run',
		]);
	});

	test("CI runs the commands of the repository's own CI file", () => {
		const own = readFileSync(join(folder, '../../.ci/run'), 'utf8');
		const commands = own.split('\n').filter((line) => line.startsWith('npm '));
		expect(commandsOf(readWorkflow(read('ci.yml')))).toEqual(commands);
	});
});
