/** Does the release check refuse what must not be released? */

import {
	changelogProblem,
	ownerProblem,
	tarballProblem,
	versionProblem,
} from '../scripts/release/checks';
import type { Manifest } from '../scripts/release/checks';

const manifest: Manifest = {
	name: 'n8n-nodes-vidu',
	version: '1.0.0',
	author: { name: 'Olive Owner', email: 'olive@example.com' },
	homepage: 'https://github.com/olive/n8n-nodes-vidu',
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
		['## 1.0.0 - unreleased\n', /no date/],
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

test('the neutral values of an owner are not released', () => {
	expect(ownerProblem(manifest)).toBeUndefined();
	const author = { ...manifest.author, name: 'n8n-nodes-vidu contributors' };
	expect(ownerProblem({ ...manifest, author })).toMatch(/contributors/);
	const homepage = 'https://github.com/n8n-nodes-vidu/n8n-nodes-vidu';
	expect(ownerProblem({ ...manifest, homepage })).toMatch(/n8n-nodes-vidu/);
});
