/**
 * Installs what the tests in this folder run on: n8n, the Node.js that it asks for, its SQLite
 * driver and a Chromium. `node install.mjs` does it from a terminal.
 *
 * Once installed it costs nothing: a stamp holds the hash of the lock files. Where
 * `N8N_TEST_CACHE` names a folder, the tree is made there and linked here, so that fresh clones on
 * one machine share it.
 */
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installChromium } from './chromium.mjs';
import { here, node24Home, node24Package, nodePath, pathWithNode24, tree } from './paths.mjs';
import { run } from './run.mjs';
import { aptInstall } from './apt.mjs';

const STAMP = '.installed';
const MANIFEST = ['package.json', 'package-lock.json', '.npmrc'];

async function wantedStamp() {
	const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
	for (const lock of ['package-lock.json', join('node24', 'package-lock.json')]) {
		hash.update(await readFile(join(here, lock)));
	}
	return hash.digest('hex').slice(0, 16);
}

async function isInstalled(folder, stamp) {
	const found = await readFile(join(folder, STAMP), 'utf8').catch(() => '');
	return found === stamp;
}

async function copyManifest(from, to) {
	await mkdir(to, { recursive: true });
	for (const file of MANIFEST) await cp(join(from, file), join(to, file));
}

/**
 * Node.js 24 is locked in a package of its own, because npm has its binaries as one package per
 * platform: only optional dependencies skip the others, and n8n is installed without optional
 * ones. It is unpacked into n8n's tree, after `npm ci`, which empties that.
 */
async function installNode24() {
	await copyManifest(join(here, 'node24'), node24Home);
	await run('npm', ['ci', '--ignore-scripts'], { cwd: node24Home });
}

/**
 * n8n's SQLite driver has no binary in its npm package: it is compiled, against the headers that
 * come with Node.js 24.
 */
async function buildSqlite(folder) {
	const env = {
		...process.env,
		PATH: pathWithNode24(),
		npm_config_nodedir: node24Package(),
		npm_config_build_from_source: 'true',
		npm_config_ignore_scripts: 'false',
	};
	await run('npm', ['rebuild', 'sqlite3'], { cwd: folder, env });
	await run(nodePath(), ['-e', "new (require('sqlite3').Database)(':memory:')"], { cwd: folder });
}

/**
 * npm opens thousands of downloads at once; on a slow line one of them fails now and then, and with
 * it all (seen once in four installations). What was downloaded is in npm's cache for the next attempt.
 */
async function installN8n(folder, say, triesLeft = 2) {
	try {
		const quiet = ['--ignore-scripts', '--omit=optional', '--loglevel=error'];
		await run('npm', ['ci', ...quiet], { cwd: folder });
	} catch (error) {
		if (triesLeft === 0) throw error;
		say(`retry after ${error.message}`);
		await installN8n(folder, say, triesLeft - 1);
	}
}

/** Installs the programs that {@link buildSqlite} needs, before anything is downloaded. */
async function installCompiler(say) {
	const missing = [];
	for (const tool of ['python3', 'make', 'g++']) {
		await run(tool, ['--version']).catch(() => missing.push(tool));
	}
	if (missing.length === 0) return;
	say(`${missing.join(', ')} (with apt-get)`);
	await aptInstall(missing, 'Install Python 3, make and a C++ compiler.');
}

async function build(folder, stamp, say) {
	await installCompiler(say);
	say('n8n and its packages (2.4 GB, several minutes)');
	await installN8n(folder, say);
	say('Node.js 24');
	await installNode24();
	say('SQLite (compiling takes a minute)');
	await buildSqlite(folder);
	await writeFile(join(tree, STAMP), stamp);
}

async function pointTreeAt(folder) {
	// No trailing slash: a link is removed, never what it points at, which others may be using.
	await rm(tree, { recursive: true, force: true });
	await symlink(join(folder, 'node_modules'), tree);
}

/** Builds next to the cached tree and renames at the end: a tree in the cache is whole. */
async function buildCached(cached, stamp, say) {
	const partial = `${cached}.partial`;
	// The rest of an installation that was interrupted.
	await rm(partial, { recursive: true, force: true });
	try {
		await copyManifest(here, partial);
		await mkdir(join(partial, 'node_modules'));
		await pointTreeAt(partial);
		await build(partial, stamp, say);
		await rm(cached, { recursive: true, force: true });
		await rename(partial, cached);
	} catch (error) {
		await rm(partial, { recursive: true, force: true });
		throw error;
	}
}

/**
 * One installation at a time into the same place. Whoever comes second waits for the first, and then
 * finds it done. A lock that nobody renews any more is taken over after a minute.
 *
 * @param {string} place a folder; made when it is missing
 * @param {() => Promise<void>} work
 */
async function alone(place, work) {
	// Only now: the root's packages may not be installed when this file is loaded.
	const { default: lockfile } = await import('proper-lockfile');
	await mkdir(place, { recursive: true });
	const everyTwoSeconds = { retries: 900, factor: 1, minTimeout: 2000, maxTimeout: 2000 };
	const release = await lockfile.lock(place, { stale: 60_000, retries: everyTwoSeconds });
	try {
		await work();
	} finally {
		await release();
	}
}

async function installTree(say) {
	const stamp = await wantedStamp();
	if (await isInstalled(tree, stamp)) return;
	const place = process.env.N8N_TEST_CACHE ? resolve(process.env.N8N_TEST_CACHE) : here;
	await alone(place, () => installAlone(stamp, say));
}

async function installAlone(stamp, say) {
	if (await isInstalled(tree, stamp)) return;
	if (!process.env.N8N_TEST_CACHE) {
		const isLink = await readlink(tree).catch(() => undefined);
		if (isLink) await rm(tree);
		return await build(here, stamp, say);
	}
	const cached = resolve(process.env.N8N_TEST_CACHE, `n8n-${stamp}`);
	if (!(await isInstalled(join(cached, 'node_modules'), stamp))) {
		await buildCached(cached, stamp, say);
	}
	await pointTreeAt(cached);
}

/**
 * Installs what is missing. Idempotent; instant when everything is there.
 *
 * @param {object} [options]
 * @param {boolean} [options.browser] whether a Chromium is needed; default true
 * @param {(step: string) => void} [options.say] told each step that takes time
 * @returns {Promise<{ node: string, chromium?: string, seconds: number }>} the programs' paths
 * @throws {Error} when a step fails, with the end of what its command printed
 */
export async function install({ browser = true, say = () => {} } = {}) {
	const start = performance.now();
	const seconds = () => (performance.now() - start) / 1000;
	let current = 'waiting for another installation to finish';
	const sayStep = (step) => say((current = step));
	const timer = setInterval(
		() => say(`${current}: still running after ${(seconds() / 60).toFixed(1)} minutes`),
		30_000,
	);
	try {
		await installTree(sayStep);
		const chromium = browser ? await installChromium(sayStep) : undefined;
		return { node: nodePath(), chromium, seconds: seconds() };
	} finally {
		clearInterval(timer);
	}
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const done = await install({ say: (step) => console.log(`installing: ${step}`) });
	console.log(`installed in ${done.seconds.toFixed(1)} s: ${done.node}, ${done.chromium}`);
}
