/** The window of the editor in which the tests see the node. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { launchBrowser, openEditor, takePicture } from './browser.mjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';
import { byHand, workflow } from './parts.mjs';
import { here } from './paths.mjs';
import * as rest from './rest.mjs';
import { session } from './suite.mjs';

/**
 * Opens a browser with the editor in it.
 *
 * @param {{ theme?: 'light' | 'dark' }} [options]
 * @returns {Promise<{
 *   page: import('playwright-core').Page,
 *   picture: (name: string) => Promise<void>,
 *   openNew: (...nodes: object[]) => Promise<void>,
 *   addFromPanel: (action: string) => Promise<void>,
 *   readPanel: () => Promise<string[]>,
 *   close: () => Promise<void>,
 * }>} `picture` leaves one in `output`; `openNew` opens a new workflow of a trigger, or of these
 *   nodes; `addFromPanel` adds the node to such a workflow and opens it; `readPanel` gives the
 *   fields as `label: value`, and makes sure that each has room for both
 */
export async function openWindow(options) {
	const browser = await launchBrowser();
	const page = await openEditor(browser, session, options);

	async function picture(name) {
		await takePicture(page, join(here, 'output', `${name}.png`), { notices: false });
	}

	async function openNew(...nodes) {
		const json = workflow('In the editor', nodes.length > 0 ? nodes : [byHand()]);
		const { id } = await rest.createWorkflow(session, json);
		await editor.openWorkflow(page, id);
	}

	async function addFromPanel(action) {
		await openNew();
		await editor.openNodePanel(page, { after: 'Start' });
		await editor.searchNodes(page, 'vidu');
		await editor.addNode(page, 'Vidu', { action });
	}

	async function readPanel() {
		const fields = await panel.readFields(page);
		const cut = fields.filter((field) => field.cut);
		assert.deepEqual(cut, []);
		return fields.map(({ label, value }) => `${label}: ${value}`);
	}

	return { page, picture, openNew, addFromPanel, readPanel, close: () => browser.close() };
}
