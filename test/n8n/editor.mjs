/** The actions of a person on the canvas of n8n's editor. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('playwright-core').Page} Page */

/** A list that has not changed for so long is complete. The search waits 100 ms for more typing. */
const SETTLED_MS = 400;

const nodeOnCanvas = (page, name) =>
	page.locator(`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`);

async function settled(read) {
	for (let last; ;) {
		const now = await read();
		if (last !== undefined && JSON.stringify(now) === JSON.stringify(last)) return now;
		last = now;
		await sleep(SETTLED_MS);
	}
}

/**
 * Opens a workflow on the canvas and waits until it is drawn.
 *
 * @param {Page} page
 * @param {string} id
 */
export async function openWorkflow(page, id) {
	// Not until everything has loaded: the canvas is there earlier.
	await page.goto(`/workflow/${id}`, { waitUntil: 'domcontentloaded' });
	await page.getByTestId('canvas-node').first().waitFor();
	await dismissDialogs(page);
}

/**
 * Closes the dialogs that n8n opens over the canvas. A fresh owner of n8n 2.41.1 sees none with
 * this harness's settings; without them, the personalization survey.
 *
 * @param {Page} page
 */
export async function dismissDialogs(page) {
	const dialogs = page.locator('[role="dialog"]:visible, .el-dialog:visible');
	for (let tries = 0; tries < 3 && (await dialogs.count()) > 0; tries++) {
		await page.keyboard.press('Escape');
		await sleep(300);
	}
}

/**
 * Opens the panel of nodes.
 *
 * @param {Page} page
 * @param {object} [options]
 * @param {string} [options.after] name of the node whose "+" is used, which it has where nothing
 *   is connected: what is added is connected to it. Default: the "+" at the window's edge, after
 *   which a community node is added without a connection
 * @param {string} [options.connection] which "+" of that node: `main`, the default, is its first
 *   output; `ai_tool` and the like are inputs of an AI Agent
 */
export async function openNodePanel(page, { after, connection = 'main' } = {}) {
	const handle = `[data-handleid$="/${connection}/0"] [data-test-id="canvas-handle-plus"]`;
	const edge = page.getByTestId('node-creator-plus-button');
	await (after ? nodeOnCanvas(page, after).locator(handle).first() : edge).click();
	await page.getByTestId('node-creator-search-bar').waitFor();
}

/**
 * Types into the open panel of nodes.
 *
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<string[]>} the nodes found, in order; all that are drawn, so far fewer than
 *   match where many do
 */
export async function searchNodes(page, text) {
	await page.getByTestId('node-creator-search-bar').fill(text);
	await sleep(SETTLED_MS);
	const names = page.getByTestId('node-creator-item-name');
	return await settled(async () => (await names.allInnerTexts()).map((name) => name.trim()));
}

/**
 * Picks a node from the open panel, searched for before. A community node first shows its details,
 * with a button; then its parameters open.
 *
 * @param {Page} page
 * @param {string} name as the panel shows it
 * @param {{ action?: string }} [options] which to pick where the panel then lists actions
 */
export async function addNode(page, name, { action } = {}) {
	await pick(page, name);
	const add = page.getByRole('button', { name: 'Add to workflow' });
	const actions = page.getByTestId('node-creator-item-name');
	const parameters = page.getByTestId('node-parameters');
	await add
		.or(parameters)
		.or(actions.filter({ hasText: action ?? name }))
		.first()
		.waitFor();
	if (await add.isVisible()) await add.click();
	if (action && (await actions.filter({ hasText: action }).count()) > 0) await pick(page, action);
	await parameters.waitFor();
}

async function pick(page, text) {
	const exactly = page.getByTestId('node-creator-item-name').getByText(text, { exact: true });
	await page.getByTestId('item-iterator-item').filter({ has: exactly }).first().click();
}

/**
 * Runs the open workflow from its trigger.
 *
 * @param {Page} page
 * @param {{ timeoutMs?: number }} [options] how long to wait for the end; 0: not at all
 * @returns {Promise<string | undefined>} the execution's ID; none when n8n waits for a webhook
 * @throws {Error} when it has not ended in time, default 30 s
 */
export async function executeWorkflow(page, { timeoutMs = 30_000 } = {}) {
	const started = page.waitForResponse((response) => /\/workflows\/\w+\/run$/.test(response.url()));
	// Nodes of triggers have a button of the same name, shown on hovering; this is the large one.
	await page.getByTestId('execute-workflow-button').last().click();
	const response = await started;
	const { executionId } = (await response.json()).data ?? {};
	if (!executionId || timeoutMs === 0) return executionId;
	// n8n binds a login by its form to the browser, and refuses a request without its mark.
	const headers = { 'browser-id': response.request().headers()['browser-id'] ?? '' };
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const answer = await page.request.get(`/rest/executions/${executionId}`, { headers });
		const { status } = (await answer.json()).data;
		if (!['new', 'running', 'waiting'].includes(status)) break;
		if (Date.now() > deadline) throw new Error(`execution ${executionId} is still ${status}`);
		await sleep(100);
	}
	await page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
	await page.locator('.el-notification').first().waitFor();
	return executionId;
}

/**
 * Stops the execution that runs in the open workflow.
 *
 * @param {Page} page
 */
export async function stopExecutionByHand(page) {
	await page.getByTestId('stop-execution-button').click();
	await page.getByTestId('stop-execution-button').waitFor({ state: 'hidden' });
}

/**
 * How a node on the canvas is marked after a run.
 *
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<'success' | 'error' | 'none'>}
 */
export async function nodeMark(page, name) {
	const node = nodeOnCanvas(page, name);
	if ((await node.getByTestId('canvas-node-status-mark-error').count()) > 0) return 'error';
	const success = await node.getByTestId('canvas-node-status-mark-success').count();
	return success > 0 ? 'success' : 'none';
}

/**
 * Opens a node of the canvas, with its parameters, input and output.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function openNode(page, name) {
	await nodeOnCanvas(page, name).dblclick();
	await page.getByTestId('node-parameters').waitFor();
}
