/** Which part of the editor's window a picture shows, in CSS pixels. */

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ x: number, y: number, width: number, height: number }} Clip */

/**
 * The part of the canvas that its nodes fill, with some air.
 *
 * @param {Page} page
 * @param {number} [air]
 * @returns {Promise<Clip>}
 */
export async function drawn(page, air = 30) {
	// A node's name stands below it, outside its own box.
	const drawings = page.locator('.vue-flow__node, .vue-flow__node [class*="_description_"]');
	const boxes = await drawings.evaluateAll((all) =>
		all.map((element) => {
			const { left, top, right, bottom } = element.getBoundingClientRect();
			return { left, top, right, bottom };
		}),
	);
	const x = Math.min(...boxes.map(({ left }) => left)) - air;
	const y = Math.min(...boxes.map(({ top }) => top)) - air;
	const width = Math.max(...boxes.map(({ right }) => right)) + air - x;
	// Where there is a chat, its panel covers the end of the window.
	const canvas = await page.getByTestId('canvas').boundingBox();
	const lowest = Math.max(...boxes.map(({ bottom }) => bottom)) + air;
	return { x, y, width, height: Math.min(lowest, canvas.y + canvas.height) - y };
}

/**
 * The fields of the open node down to the last, which is its options.
 *
 * @param {Page} page
 * @param {number} [air]
 * @returns {Promise<Clip>}
 * @throws {Error} when the window is not high enough for all of them
 */
export async function fields(page, air = 20) {
	const box = await page.getByTestId('node-parameters').boundingBox();
	const last = await page.getByTestId('collection-parameter-add').last().boundingBox();
	const end = last.y + last.height + air;
	if (end > box.y + box.height) throw new Error('the window is too low for all fields');
	return { ...box, height: end - box.y };
}

/**
 * The upper part of the open node's output.
 *
 * @param {Page} page
 * @param {number} height
 * @returns {Promise<Clip>}
 */
export async function topOfOutput(page, height) {
	return { ...(await page.getByTestId('output-panel').boundingBox()), height };
}

/**
 * The open node's output as JSON down to its last line. The window must be high enough: n8n draws
 * no line that is out of sight.
 *
 * @param {Page} page
 * @param {number} [air]
 * @returns {Promise<Clip>}
 */
export async function wholeOutput(page, air = 20) {
	const { y } = await page.getByTestId('output-panel').boundingBox();
	const lines = page.getByTestId('output-panel').locator('.vjs-tree-node');
	const last = await lines.last().boundingBox();
	return await topOfOutput(page, last.y + last.height + air - y);
}
