/** This repository's node, packed and installed, in a whole n8n that buys at the local gateway. */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startGateway } from '../gateway/index.ts';
import { startN8n } from './n8n.mjs';
import { here } from './paths.mjs';
import * as rest from './rest.mjs';
import { run } from './run.mjs';

/** The root of the repository. */
export const root = resolve(here, '..', '..');

/** The key that the local gateway accepts. */
export const KEY = 'vidu-local-key';

/**
 * Builds the node and packs it as npm would publish it.
 *
 * @param {string} into a folder that is there
 * @returns {Promise<string>} path of the tarball
 */
async function packNode(into) {
	await run('npm', ['run', '--silent', 'build'], { cwd: root });
	const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', into];
	const [{ filename }] = JSON.parse(await run('npm', args, { cwd: root }));
	return join(into, filename);
}

/**
 * @typedef {object} Started
 * @property {import('./n8n.mjs').N8n} n8n
 * @property {import('./session.mjs').Session} session of the owner
 * @property {import('../gateway/index.ts').Gateway} gateway
 * @property {{ id: string, name: string, type: string }} credential for the gateway
 * @property {() => Promise<void>} stop ends n8n and the gateway
 */

/**
 * Starts all of it, on loopback.
 *
 * @param {object} [options]
 * @param {import('../gateway/index.ts').GatewayOptions} [options.gateway]
 * @param {number} [options.port] n8n's; default a free one
 * @returns {Promise<Started>}
 */
export async function start({ gateway: gatewayOptions = {}, port } = {}) {
	const folder = await mkdtemp(join(tmpdir(), 'vidu-pack-'));
	// Also when it is interrupted in the middle.
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	const gateway = await startGateway({ keys: [KEY], ...gatewayOptions });
	let n8n;
	const stop = async () => {
		await n8n?.stop();
		await gateway.close();
	};
	try {
		const packages = [await packNode(folder)];
		n8n = await startN8n({ packages, port });
		const session = await rest.setUpOwner(n8n.url);
		const data = { apiKey: KEY, baseUrl: gateway.baseUrl, allowHttp: false };
		const wanted = { name: 'Vidu API', type: 'viduApi', data };
		const credential = await rest.createCredential(session, wanted);
		return { n8n, session, gateway, credential, stop };
	} catch (error) {
		await stop();
		throw error;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * An example workflow with the credentials that its nodes ask for by type.
 *
 * @param {string} name say `prompt-to-video`
 * @param {{ id: string, name: string, type: string }[]} credentials
 * @param {{ buys?: boolean }} [options] `buys` turns Dry Run off, as a person does who buys
 * @returns {Promise<{ name: string, nodes: any[], connections: any, settings: any }>}
 */
export async function readExample(name, credentials, { buys = false } = {}) {
	const workflow = JSON.parse(await readFile(join(root, 'examples', `${name}.json`), 'utf8'));
	for (const node of workflow.nodes) {
		if (buys && node.parameters.dryRun) node.parameters.dryRun = false;
		for (const type of Object.keys(node.credentials ?? {})) {
			const found = credentials.find((credential) => credential.type === type);
			if (found) node.credentials[type] = { id: found.id, name: found.name };
		}
	}
	return workflow;
}
