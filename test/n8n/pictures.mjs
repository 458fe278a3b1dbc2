/**
 * `npm run pictures`: takes the README's pictures, into `docs/images`. With names after it,
 * only those, and what is seen in the same workflow: `npm run pictures -- long-video`.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser, openEditor } from './browser.mjs';
import * as clips from './clips.mjs';
import * as editor from './editor.mjs';
import { install } from './install.mjs';
import { filmFirstVideo } from './movingPicture.mjs';
import * as rest from './rest.mjs';
import { readExample, root, start } from './start.mjs';

/** A picture in a README is loaded by everybody who looks at it. */
const MOST_BYTES = 200_000;
const MOST_BYTES_MOVING = 1_000_000;

/** Notices slide in, edges are drawn and lists unfold. */
const RESTED_MS = 1500;

/** Parts of the editor that would cover something in a picture. */
const HIDDEN = `.el-notification, [data-test-id="floating-nodes"],
	[data-test-id="workflow-chat-button"], [class*="_executionButtons_"],
	[data-test-id^="execute-workflow-button"] { display: none !important; }`;

/** The sizes of the window: for the nodes on the canvas, or for the fields and the output of one. */
const CANVAS = { width: 1280, height: 900 };
const NODE = { width: 1700, height: 1300 };
const MACHINE = { width: 1900, height: 1100 };
const LONG_NODE = { width: 1700, height: 2200 };
const FILM = { width: 1200, height: 720 };

const folder = join(root, 'docs', 'images');

async function take(page, name, clip) {
	await page.mouse.move(0, 0);
	await page.waitForTimeout(RESTED_MS);
	const path = join(folder, `${name}.png`);
	await page.screenshot({ path, clip: await clip(page), animations: 'disabled', style: HIDDEN });
	await checkSize(path, MOST_BYTES);
}

async function checkSize(path, most) {
	const { size } = await stat(path);
	console.log(`${path}: ${Math.round(size / 1000)} kB`);
	if (size > most) throw new Error(`${path} is larger than ${most / 1000} kB`);
}

/** Opens an example, in which `node` may have other parameters, in a window of this size. */
async function open({ page, session, credential }, example, size, { buys, node, change } = {}) {
	const workflow = await readExample(example, [credential], { buys });
	if (node) Object.assign(workflow.nodes.find(({ name }) => name === node).parameters, change);
	await page.setViewportSize(size);
	const { id } = await rest.createWorkflow(session, workflow);
	await editor.openWorkflow(page, id);
	return page;
}

async function showJson(page) {
	await page.getByTestId('output-panel').getByText('JSON', { exact: true }).click();
}

async function takeChain(n8n) {
	const page = await open(n8n, 'text-to-video-then-extend', CANVAS);
	await editor.executeWorkflow(page, { timeoutMs: 60_000 });
	await take(page, 'workflow', clips.drawn);
}

async function takeSingle(n8n) {
	const page = await open(n8n, 'prompt-to-video', NODE, { buys: true });
	await editor.executeWorkflow(page);
	await editor.openNode(page, 'Text to Video');
	await showJson(page);
	await take(page, 'output', () => clips.topOfOutput(page, 620));
	await take(page, 'text-to-video', clips.fields);
}

/** The fields of a node that takes pictures. */
const takeFields = (example, node, picture) => async (n8n) => {
	const page = await open(n8n, example, LONG_NODE);
	await editor.openNode(page, node);
	await take(page, picture, clips.fields);
};

const SCENES = [
	{ prompt: 'A red kite rises over a green hill' },
	{ prompt: 'It meets a gull, and the two circle each other' },
	{ prompt: 'The kite lands on the beach and a child picks it up', duration: 6 },
];

async function takeStory(n8n) {
	const story = { scenes: { scene: SCENES }, options: {} };
	const page = await open(n8n, 'a-story-of-four-scenes', LONG_NODE, {
		buys: true,
		node: 'Long Video',
		change: story,
	});
	await editor.executeWorkflow(page, { timeoutMs: 120_000 });
	await editor.openNode(page, 'Long Video');
	await showJson(page);
	await take(page, 'long-video', clips.fields);
	await take(page, 'long-video-output', clips.wholeOutput);
}

/** An example as it is after pasting, with its notes. */
const takeCanvas = (example) => async (n8n) => {
	const page = await open(n8n, example, MACHINE);
	await take(page, `example-${example}`, clips.drawn);
};

async function takeFirstVideo({ page, session }) {
	await page.setViewportSize(FILM);
	const empty = { name: 'My workflow', nodes: [], connections: {}, settings: {} };
	const { id } = await rest.createWorkflow(session, empty);
	const path = join(folder, 'first-video.gif');
	await writeFile(path, await filmFirstVideo(page, id));
	await checkSize(path, MOST_BYTES_MOVING);
}

async function takeError(n8n) {
	const prompt = 'A red kite climbs over a green hill [seconds:60]';
	const late = { prompt, options: { timeout: 2 } };
	const page = await open(n8n, 'prompt-to-video', NODE, {
		buys: true,
		node: 'Text to Video',
		change: late,
	});
	await editor.executeWorkflow(page);
	await editor.openNode(page, 'Text to Video');
	await take(page, 'error', () => clips.topOfOutput(page, 330));
}

/** The functions that take pictures, each with the names of its pictures. */
const ALL = [
	[takeFirstVideo, 'first-video'],
	[takeChain, 'workflow'],
	[takeSingle, 'output', 'text-to-video'],
	...[
		['photo-form-to-video', 'Image to Video', 'image-to-video'],
		['two-images-to-video', 'Start and End Frame to Video', 'start-and-end-frame-to-video'],
		['same-character-in-three-scenes', 'Reference to Video', 'reference-to-video'],
	].map(([example, node, picture]) => [takeFields(example, node, picture), picture]),
	[takeStory, 'long-video', 'long-video-output'],
	[takeError, 'error'],
	...[
		'photo-form-to-video',
		'products-data-table',
		'google-sheet-to-drive',
		'submit-now-collect-later',
		'chat-approval',
		'three-shapes',
		'language-model-story',
		'from-sora',
	].map((example) => [takeCanvas(example), `example-${example}`]),
];

const asked = process.argv.slice(2);
const known = ALL.flatMap(([, ...names]) => names);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0)
	throw new Error(`There is no picture ${unknown}. Choose from ${known.join(', ')}.`);
const isAsked = (names) => asked.length === 0 || names.some((name) => asked.includes(name));

await install({ say: (step) => console.log(`installing: ${step}`) });
await mkdir(folder, { recursive: true });
const { session, credential, stop } = await start({ gateway: { taskSeconds: 0.5 } });
const browser = await launchBrowser();
try {
	const page = await openEditor(browser, session);
	for (const [takeThem, ...names] of ALL) {
		if (isAsked(names)) await takeThem({ page, session, credential });
	}
} finally {
	await browser.close();
	await stop();
}
