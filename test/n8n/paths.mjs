/**
 * Where the installed parts stand. Everything is below this folder's `node_modules`, so that one
 * folder is the whole installation and deleting it is the whole uninstallation.
 */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This folder. */
export const here = dirname(fileURLToPath(import.meta.url));

/** The installed tree; a link into the shared cache where `N8N_TEST_CACHE` names one. */
export const tree = join(here, 'node_modules');

/** n8n's command line program, to be run by {@link nodePath}. */
export const n8nBin = join(tree, 'n8n', 'bin', 'n8n');

/** Where the npm packages that carry Node.js 24 are unpacked. */
export const node24Home = join(tree, '.node24');

/**
 * The folder of the npm package that carries Node.js 24 for this machine, with `bin/` and the
 * headers in `include/`. It may not be there yet.
 *
 * @returns {string}
 */
export function node24Package() {
	return join(node24Home, 'node_modules', `node-${process.platform}-${process.arch}`);
}

/**
 * The Node.js that runs n8n: the one from npm where it is installed, else the running one if that
 * is new enough.
 *
 * @returns {string} path of the program
 * @throws {Error} when neither is there
 */
export function nodePath() {
	const installed = join(node24Package(), 'bin', 'node');
	if (existsSync(installed)) return installed;
	if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
	throw new Error(
		`n8n needs Node.js 24, and npm has none for ${process.platform}-${process.arch}. ` +
			'Run this command with Node.js 24 or newer.',
	);
}

/**
 * A `PATH` on which `node` is {@link nodePath}: n8n starts its task runner as plain `node`.
 *
 * @returns {string}
 */
export function pathWithNode24() {
	return [dirname(nodePath()), process.env.PATH].filter(Boolean).join(delimiter);
}
