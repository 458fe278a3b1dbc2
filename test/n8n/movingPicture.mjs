/** A moving picture of a first video, from an empty canvas to the video that plays in the output. */
import gifenc from 'gifenc';
import { PNG } from 'pngjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';

/** @typedef {import('playwright-core').Page} Page */

const { GIFEncoder, applyPalette, quantize } = gifenc;

const PROMPT = ['A red kite', ' rises over', ' a green hill'];
/** Colours of a frame. One more stands for "as before". */
const COLOURS = 127;
/** The video is shown in so many frames. */
const VIDEO_FRAMES = 12;

/**
 * Makes a first video as a person does, in a window of its own size.
 *
 * @param {Page} page
 * @param {string} workflowId of an empty workflow
 * @returns {Promise<Buffer>} a GIF
 */
export async function filmFirstVideo(page, workflowId) {
	const frames = [];
	const film = async (milliseconds, { rest = 400 } = {}) => {
		await page.waitForTimeout(rest);
		const style = '.el-notification { display: none !important; }';
		const picture = await page.screenshot({ animations: 'disabled', style });
		frames.push({ ...PNG.sync.read(picture), milliseconds });
	};
	/** Shows where a person clicks. */
	const filmClickOn = async (locator) => {
		const { x, y, width, height } = await locator.boundingBox();
		await page.evaluate(ring, [x + width / 2, y + height / 2]);
		await film(600, { rest: 100 });
		await page.evaluate(() => document.querySelector('#click-ring').remove());
	};

	await page.goto(`/workflow/${workflowId}`, { waitUntil: 'domcontentloaded' });
	const first = page.getByTestId('canvas-add-button');
	await first.waitFor();
	await editor.dismissDialogs(page);
	await film(1000, { rest: 1500 });
	await filmClickOn(first);
	await first.getByRole('button').click();
	await page.getByTestId('node-creator-search-bar').waitFor();
	await editor.searchNodes(page, 'vidu');
	await film(900);
	const named = (text) =>
		page.getByTestId('node-creator-item-name').getByText(text, { exact: true });
	await filmClickOn(named('Vidu').first());
	await named('Vidu').first().click();
	const action = named('Generate a video from text').first();
	await action.waitFor();
	await film(700);
	await filmClickOn(action);
	await action.click();
	const prompt = page.getByTestId('parameter-input-prompt').locator('textarea');
	await prompt.waitFor();
	await film(900, { rest: 1500 });
	await prompt.click();
	for (const words of PROMPT) {
		await page.keyboard.type(words);
		await film(300, { rest: 100 });
	}
	const execute = page.getByTestId('node-execute-button').first();
	await filmClickOn(execute);
	await execute.click();
	await film(1000);
	const view = page.getByTestId('ndv-view-binary-data').first();
	await view.waitFor();
	await page.mouse.move(0, 0);
	await film(1500, { rest: 1500 });
	await filmClickOn(view);
	await view.click();
	const video = page.locator('video').first();
	await video.waitFor();
	await video.evaluate((player) => {
		player.loop = true;
		player.controls = false;
		return player.play();
	});
	for (let shown = 1; shown <= VIDEO_FRAMES; shown += 1) {
		await film(shown === VIDEO_FRAMES ? 1500 : 300, { rest: 150 });
	}
	await panel.closeNode(page);
	return gifOf(frames);
}

/* In the page. */
function ring([x, y]) {
	const element = document.createElement('div');
	element.id = 'click-ring';
	element.style.cssText = `position: fixed; left: ${x - 16}px; top: ${y - 16}px; width: 32px; height: 32px;
		border: 4px solid #ff6d00; border-radius: 50%; z-index: 99999; pointer-events: none;`;
	document.body.append(element);
}

/** @param {Array<{ data: Buffer, width: number, height: number, milliseconds: number }>} frames */
function gifOf(frames) {
	const gif = GIFEncoder();
	let before;
	for (const { data, width, height, milliseconds } of frames) {
		const palette = quantize(data, COLOURS);
		const indices = applyPalette(data, palette);
		const asBefore = palette.length;
		palette.push([0, 0, 0]);
		if (before) markSame(indices, data, before, asBefore);
		const transparent = before !== undefined;
		const options = { palette, delay: milliseconds, transparent, transparentIndex: asBefore };
		gif.writeFrame(indices, width, height, { ...options, dispose: 1 });
		before = data;
	}
	gif.finish();
	return Buffer.from(gif.bytes());
}

/** Marks the pixels that did not change: they take almost no space. */
function markSame(indices, data, before, mark) {
	const [now, last] = [data, before].map((bytes) => new Uint32Array(Uint8Array.from(bytes).buffer));
	for (let i = 0; i < indices.length; i += 1) if (now[i] === last[i]) indices[i] = mark;
}
