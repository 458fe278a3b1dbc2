/** `npm run pictures`: takes the README's pictures anew, into `docs/images`. */
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser, openEditor } from './browser.mjs';
import * as editor from './editor.mjs';
import { install } from './install.mjs';
import * as rest from './rest.mjs';
import { readExample, root, start } from './start.mjs';

/** A picture in a README is loaded by everybody who looks at it. */
const MOST_BYTES = 150_000;

/** Notices slide in, edges are drawn and lists unfold. */
const RESTED_MS = 1500;

/** What lies over a picture, and is no part of what it shows. */
const HIDDEN = `.el-notification, [data-test-id="floating-nodes"],
	[data-test-id="workflow-chat-button"], [data-test-id^="execute-workflow-button"] { display: none !important; }`;

/** Examples whose fields of pictures are shown, and the node that has them. */
const WITH_PICTURES = [
	['product-photo-to-video', 'Image to Video'],
	['two-pictures-to-video', 'Start and End Frame to Video'],
	['same-character-in-three-scenes', 'Reference to Video'],
];

const folder = join(root, 'docs', 'images');

async function take(page, name, clip) {
	await page.mouse.move(0, 0);
	await page.waitForTimeout(RESTED_MS);
	const path = join(folder, `${name}.png`);
	await page.screenshot({ path, clip, animations: 'disabled', style: HIDDEN });
	const { size } = await stat(path);
	console.log(`${path}: ${Math.round(size / 1000)} kB`);
	if (size > MOST_BYTES) throw new Error(`${name} is larger than ${MOST_BYTES / 1000} kB`);
}

/** The part of the canvas that its nodes fill, with some air. */
async function drawn(page, air = 30) {
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
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) + air - y;
	return { x, y, width, height };
}

/** The upper part of the open node's output. */
async function outputOf(page, height) {
	return { ...(await page.getByTestId('output-panel').boundingBox()), height };
}

await install({ say: (step) => console.log(`installing: ${step}`) });
await mkdir(folder, { recursive: true });
const { session, credential, stop } = await start({ gateway: { taskSeconds: 0.5 } });
const browser = await launchBrowser();
try {
	const imported = async (workflow) => (await rest.createWorkflow(session, workflow)).id;
	const page = await openEditor(browser, session, { width: 1280, height: 900 });

	const example = await readExample('text-to-video-then-extend', [credential]);
	await editor.openWorkflow(page, await imported(example));
	await editor.executeWorkflow(page, { timeoutMs: 60_000 });
	await take(page, 'workflow', await drawn(page));

	const agent = await imported(await readExample('ai-agent-tool', [credential]));
	await editor.openWorkflow(page, agent);
	await page.waitForTimeout(RESTED_MS);
	await take(page, 'ai-agent', await drawn(page));

	await page.setViewportSize({ width: 1700, height: 1150 });
	const single = await readExample('prompt-to-video', [credential]);
	await editor.openWorkflow(page, await imported(single));
	await editor.executeWorkflow(page);
	await editor.openNode(page, 'Text to Video');
	await page.getByTestId('output-panel').getByText('JSON', { exact: true }).click();
	await take(page, 'output', await outputOf(page, 620));
	await take(page, 'text-to-video', await page.getByTestId('node-parameters').boundingBox());

	for (const [name, node] of WITH_PICTURES) {
		const file = await readExample(name, [credential]);
		await editor.openWorkflow(page, await imported(file));
		await editor.openNode(page, node);
		const shape = await page.getByTestId('node-parameters').boundingBox();
		await take(page, node.toLowerCase().replaceAll(' ', '-'), shape);
	}

	const failing = structuredClone(single);
	const prompt = 'A red kite climbs over a green hill [seconds:60]';
	const vidu = failing.nodes.find(({ name }) => name === 'Text to Video');
	Object.assign(vidu.parameters, { prompt, options: { timeout: 2 } });
	await editor.openWorkflow(page, await imported(failing));
	await editor.executeWorkflow(page);
	await editor.openNode(page, 'Text to Video');
	await take(page, 'error', await outputOf(page, 330));
} finally {
	await browser.close();
	await stop();
}
