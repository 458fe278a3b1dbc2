/**
 * `npm run release:check`: everything that a release needs, short of publishing. Runs every check, also after
 * one failed, and ends with a table. `--quick` leaves out the tests and the lint, which take minutes. `--owner`
 * only lists what the owner has not filled in.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { changelogProblem, ownersValues, tarballProblem, versionProblem } from './release/checks';
import type { Manifest } from './release/checks';
import { rehearse } from './release/rehearse';
import { OWNER_CHECK, publishProblem, readWorkflow, workflowProblem } from './release/workflows';

const root = join(__dirname, '..');
const shell = process.platform === 'win32';
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const output = (command: string, args: string[]) =>
	execFileSync(command, args, { cwd: root, encoding: 'utf8', shell }).trim();
const manifest = JSON.parse(read('package.json')) as Manifest;

/** A check: what it found out, and why it failed if it did. */
type Check = () => { said: string } | { problem: string };

const outcome = (problem: string | undefined, said: string) =>
	problem === undefined ? { said } : { problem };

/** A command of this package, whose output is shown. */
const npmRun =
	(script: string): Check =>
	() => {
		const { status } = spawnSync('npm', ['run', '--silent', script], {
			cwd: root,
			stdio: 'inherit',
			shell,
		});
		return outcome(status === 0 ? undefined : `npm run ${script} ended with ${status}`, 'passed');
	};

/** Packs the package and checks the tarball, as n8n gets it. */
function checkTarball(): ReturnType<Check> {
	const folder = mkdtempSync(join(tmpdir(), 'vidu-release-'));
	try {
		const packed = output('npm', ['pack', '--json', '--silent', '--pack-destination', folder]);
		const [{ filename, files }] = JSON.parse(packed.slice(packed.indexOf('['))) as Array<{
			filename: string;
			files: Array<{ path: string }>;
		}>;
		const problem = tarballProblem(
			files.map(({ path }) => path),
			manifest,
		);
		if (problem !== undefined) return { problem };
		execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
		const kilobytes = Math.ceil(statSync(join(folder, filename)).size / 1024);
		const node = loadNode(join(folder, 'package', manifest.n8n.nodes[0]));
		return { said: `${files.length} files, ${kilobytes} kB, loads as "${node}"` };
	} catch (error) {
		return { problem: `it does not load: ${(error as Error).message}` };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Loads a packed node with this package's n8n-workflow and zod, which n8n has at run time. */
function loadNode(path: string): string {
	const paths = `${join(root, 'node_modules')}`;
	const program = `const { Vidu } = require(${JSON.stringify(path)}); console.log(new Vidu().description.name)`;
	return execFileSync(process.execPath, ['-e', program], {
		encoding: 'utf8',
		env: { ...process.env, NODE_PATH: paths },
		cwd: root,
	}).trim();
}

function checkVersion(): ReturnType<Check> {
	const { version } = JSON.parse(read('package-lock.json')) as { version: string };
	const tags = output('git', ['tag']).split('\n');
	return outcome(versionProblem(manifest.version, version, tags), manifest.version);
}

function checkSaved(): ReturnType<Check> {
	const folder = `test/saved/${manifest.version}`;
	const files = output('git', ['ls-files', folder]).split('\n').filter(Boolean);
	const problem = files.length > 0 ? undefined : `${folder} is missing: run npm run saved`;
	return outcome(problem, `${files.length} files`);
}

/** Every workflow of GitHub, without running it. */
function checkWorkflows(): ReturnType<Check> {
	const names = readdirSync(join(root, WORKFLOWS));
	for (const name of names) {
		const workflow = readWorkflow(read(`${WORKFLOWS}/${name}`));
		const problem =
			workflowProblem(workflow, manifest.scripts) ??
			(name === PUBLISH ? publishProblem(workflow) : undefined);
		if (problem !== undefined) return { problem: `${name}: ${problem}` };
	}
	return { said: names.join(', ') };
}

/** Everything that is committed, but what holds such values to test for them. */
function committedFiles(): Record<string, string> {
	const paths = output('git', ['grep', '-l', '-I', '', '--', '.', ':!scripts', ':!test']);
	return Object.fromEntries(paths.split('\n').map((path) => [path, read(path)]));
}

function checkTree(): ReturnType<Check> {
	const changed = output('git', ['status', '--porcelain']);
	return outcome(
		changed === '' ? undefined : `not committed: ${changed.split('\n').length} files`,
		output('git', ['rev-parse', '--short', 'HEAD']),
	);
}

const WORKFLOWS = '.github/workflows';
const PUBLISH = 'publish.yml';

const isQuick = process.argv.includes('--quick');

/** Runs the steps of the workflow that publishes, in a clone of the last commit. */
function checkPublishing(): ReturnType<Check> {
	const workflow = readWorkflow(read(`${WORKFLOWS}/${PUBLISH}`));
	// The values that only the owner can fill in are listed at the end.
	const skipped = [OWNER_CHECK, ...(isQuick ? ['npm run lint', 'npm test'] : [])];
	const { ran, problem } = rehearse(root, workflow, `v${manifest.version}`, skipped);
	return outcome(problem, `${ran.length} steps in a fresh clone`);
}

const checks: Array<[string, Check]> = [
	['Clean tree', checkTree],
	['Version', checkVersion],
	['Changelog', () => outcome(changelogProblem(read('CHANGELOG.md'), manifest.version), 'agrees')],
	['Saved interface', checkSaved],
	['Workflows', checkWorkflows],
	[`Dry run of ${PUBLISH}`, checkPublishing],
	...(isQuick ? [] : ([['Tests on the oldest engine', npmRun('test:compat')]] as typeof checks)),
	['Build', npmRun('build')],
	['Tarball', checkTarball],
];

const isOwner = process.argv.includes('--owner');
const rows = (isOwner ? [] : checks).map(([name, check]) => ({
	name,
	result: check(),
}));
console.log('');
for (const { name, result } of rows) {
	const said = 'problem' in result ? `FAILED  ${result.problem}` : `ok      ${result.said}`;
	console.log(`${name.padEnd(28)}${said}`);
}
const failed = rows.filter(({ result }) => 'problem' in result).length;
const missing = ownersValues(committedFiles(), manifest.version);
if (failed > 0) console.log(`\n${failed} of ${rows.length} checks failed.`);
if (missing.length > 0) {
	console.log(`\nOnly the owner can fill in:\n${missing.map((one) => `  ${one}`).join('\n')}`);
}
if (isOwner && missing.length === 0) console.log('The owner has filled in everything.');
if (!isOwner && failed === 0 && missing.length === 0) {
	console.log(
		`\nReady. Push the tag v${manifest.version} and publish a GitHub release of it. This publishes to npm.`,
	);
}
process.exitCode = failed === 0 && missing.length === 0 ? 0 : 1;
