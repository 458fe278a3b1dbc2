/** Lays community packages into a user folder as n8n does when it installs them. */
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './run.mjs';

async function pack(folder, into) {
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', into];
	const [{ filename }] = JSON.parse(await run('npm', args, { cwd: folder }));
	return join(into, filename);
}

async function readJson(path) {
	return JSON.parse(await readFile(path, 'utf8'));
}

async function unpack(tarball, nodesFolder) {
	const staging = join(nodesFolder, '.staging');
	await rm(staging, { recursive: true, force: true });
	await mkdir(staging, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', staging, '--strip-components=1']);
	const manifest = await readJson(join(staging, 'package.json'));
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		throw new Error(`${manifest.name} has dependencies; n8n would fetch them from the network`);
	}
	// n8n keeps only this part of a package's own package.json.
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = manifest;
	await writeFile(join(staging, 'package.json'), JSON.stringify(kept, null, 2));

	const home = join(nodesFolder, 'node_modules', manifest.name);
	await rm(home, { recursive: true, force: true });
	await mkdir(resolve(home, '..'), { recursive: true });
	await run('mv', [staging, home]);
	return manifest;
}

/**
 * Installs packages into a user folder, before n8n starts. n8n loads every package that it finds
 * there, with or without a row in its table of installed packages; only its settings page of
 * community nodes reads that table.
 *
 * @param {string} userFolder n8n's `N8N_USER_FOLDER`
 * @param {string[]} packages tarballs, or folders of built packages, which are packed first
 *   without running their scripts
 * @returns {Promise<{ name: string, version: string }[]>} a node's type is `<name>.<node name>`
 * @throws {Error} when one cannot be packed or unpacked, or has dependencies
 */
export async function installPackages(userFolder, packages) {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const packed = await mkdtemp(join(tmpdir(), 'n8n-pack-'));
	const installed = [];
	try {
		for (const source of packages.map((path) => resolve(path))) {
			const isFolder = (await stat(source)).isDirectory();
			const tarball = isFolder ? await pack(source, packed) : source;
			const { name, version } = await unpack(tarball, nodesFolder);
			installed.push({ name, version });
		}
	} finally {
		await rm(packed, { recursive: true, force: true });
	}
	const dependencies = Object.fromEntries(installed.map(({ name, version }) => [name, version]));
	const ledger = { name: 'installed-nodes', private: true, dependencies };
	await mkdir(nodesFolder, { recursive: true });
	await writeFile(join(nodesFolder, 'package.json'), JSON.stringify(ledger, null, 2));
	return installed;
}
