/** The smallest community package: shows that packages are installed, without the repo's own. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'n8n-nodes-smoke';

const manifest = {
	name: NAME,
	version: '1.2.3',
	keywords: ['n8n-community-node-package'],
	files: ['dist'],
	n8n: { n8nNodesApiVersion: 1, nodes: ['dist/nodes/Shout/Shout.node.js'] },
	devDependencies: { typescript: '*' },
	peerDependencies: { 'n8n-workflow': '*' },
};

const codex = {
	node: `${NAME}.shout`,
	nodeVersion: '1.0',
	codexVersion: '1.0',
	categories: ['Miscellaneous'],
	alias: ['capitals'],
	// Without it n8n drops the whole file, silently.
	resources: {},
};

const node = `
class Shout {
	constructor() {
		this.description = {
			displayName: 'Shout',
			name: 'shout',
			icon: { light: 'file:shout.svg', dark: 'file:shout.dark.svg' },
			group: ['transform'],
			version: 1,
			description: 'Says it in capitals',
			defaults: { name: 'Shout' },
			inputs: ['main'],
			outputs: ['main'],
			usableAsTool: true,
			properties: [
				{ displayName: 'Text', name: 'text', type: 'string', default: 'hello', hint: 'What to say' },
				{ displayName: 'Twice', name: 'twice', type: 'boolean', default: false },
			],
		};
	}
	async execute() {
		return [
			this.getInputData().map((_, item) => ({
				json: { said: this.getNodeParameter('text', item).toUpperCase() },
				pairedItem: { item },
			})),
		];
	}
}
module.exports = { Shout };
`;

const icon = (colour) =>
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">' +
	`<circle cx="30" cy="30" r="24" fill="${colour}"/></svg>`;

/**
 * Writes the package, built, into a folder.
 *
 * @param {string} folder made if it is not there
 * @returns {Promise<string>} the folder
 */
export async function writeSmokePackage(folder) {
	const home = join(folder, 'dist', 'nodes', 'Shout');
	await mkdir(home, { recursive: true });
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await writeFile(join(home, 'Shout.node.js'), node);
	await writeFile(join(home, 'Shout.node.json'), JSON.stringify(codex));
	await writeFile(join(home, 'shout.svg'), icon('#111'));
	await writeFile(join(home, 'shout.dark.svg'), icon('#eee'));
	return folder;
}
