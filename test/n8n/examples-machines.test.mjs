/** Do the examples that are whole machines do what their notes say: a form, a chat, shapes, a story, Sora? */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { join } from 'node:path';
import { launchBrowser, takePicture } from './browser.mjs';
import { openChat } from './chat.mjs';
import { sendChatMessage, startChatModel } from './chat-model.mjs';
import { fillForm, photo, uriOf } from './forms.mjs';
import { here } from './paths.mjs';
import * as rest from './rest.mjs';
import { readExample } from './start.mjs';
import { credential, gateway, session } from './suite.mjs';

const TRIGGER = 'When clicking ‘Execute workflow’';

/** A browser that n8n does not take for a program: programs that preview links press no button. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0.0.0';

const tasks = () => [...gateway.tasks.values()];
const bought = () => tasks().map(({ params }) => params);

/** Imports an example, in which nodes may have other parameters, with nothing bought so far. */
async function importWith(name, changes = {}, more = []) {
	gateway.reset();
	const workflow = await readExample(name, [credential, ...more]);
	for (const [node, change] of Object.entries(changes)) {
		Object.assign(workflow.nodes.find((each) => each.name === node).parameters, change);
	}
	return (await rest.createWorkflow(session, workflow)).id;
}

/** Runs an imported example to its end, which is a good one unless it `mayFail`. */
async function run(id, { mayFail = false } = {}) {
	const started = await rest.runManually(session, id, { trigger: TRIGGER });
	const execution = await rest.waitForExecution(session, started);
	if (!mayFail) assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	return execution;
}

const jsonOf = (execution, node) => rest.itemsOf(execution, node).map(({ json }) => json);

/** Gives each video this price from now on, in USD. */
function setPrice(cost) {
	const body = { status: 'success', data: { cost, currency: 'USD' } };
	gateway.faults = ({ kind }) =>
		kind === 'estimate' ? { type: 'status', status: 200, body } : undefined;
}

/** Runs an imported example that buys nothing above its own Max Cost. */
async function assertTooExpensive(id, price, message) {
	setPrice(price);
	const execution = await run(id, { mayFail: true });
	assert.equal(execution.status, 'error');
	assert.match(rest.errorOf(execution).message, message);
	assert.equal(gateway.counts.createRequests, 0);
}

/** Makes sure that a run had a price and nothing else. */
function assertDry(items, usd) {
	for (const { dryRun } of items) assert.equal(dryRun, true);
	const sum = items.reduce((total, { estimatedCost }) => total + estimatedCost, 0);
	assert.equal(sum.toFixed(2), usd);
	assert.equal(gateway.counts.createRequests, 0);
}

function assertVideo({ json, binary }, fileName) {
	assert.equal(json.status, 'completed');
	assert.ok(json.videoUrl.startsWith(`${gateway.filesUrl}/`), json.videoUrl);
	assert.equal(binary.data.mimeType, 'video/mp4');
	assert.equal(binary.data.fileName, fileName);
}

describe('a photo from a form: its last page', () => {
	const file = photo(320, 180);
	let browser;
	let page;

	before(async () => {
		browser = await launchBrowser();
		const context = await browser.newContext({ baseURL: session.url });
		const known = [session.url, gateway.filesUrl];
		await context.route(
			({ origin }) => !known.includes(origin),
			(route) => route.abort('blockedbyclient'),
		);
		page = await context.newPage();
	});
	after(async () => await browser?.close());

	/** Sends the form to the page with this title, and gives what its execution ended with. */
	async function send(change, text, end) {
		const id = await importWith('photo-form-to-video', { 'Image to Video': change });
		await rest.activateWorkflow(session, id);
		try {
			await fillForm(page, 'product-photo', [file], text, end);
			await takePicture(page, join(here, 'output', `form-${end.replaceAll(' ', '-')}.png`));
			const [{ id: executionId }] = await rest.listExecutions(session, { workflowId: id });
			const execution = await rest.waitForExecution(session, executionId);
			assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
			return execution;
		} finally {
			// The next one has the same address.
			await session.request('POST', `/rest/workflows/${id}/deactivate`);
		}
	}

	test('shows the price while Dry Run is on', async () => {
		const execution = await send({}, 'It turns', 'A dry run');
		await page.getByText('Price: 0.15 USD. Nothing was bought.').waitFor();
		assertDry(jsonOf(execution, 'Image to Video'), '0.15');
	});

	test('plays the video, and links to it', async () => {
		const execution = await send({ dryRun: false }, 'It turns', 'Your video');
		assert.deepEqual(bought(), [
			{ images: [uriOf(file)], prompt: 'It turns', duration: 5, resolution: '720p' },
		]);
		const [item] = rest.itemsOf(execution, 'Image to Video');
		assertVideo(item, 'it-turns.mp4');
		const { videoUrl } = item.json;
		const link = page.getByRole('link', { name: 'Open or save the video' });
		assert.equal(await link.getAttribute('href'), videoUrl);
		const video = page.locator('video');
		assert.equal(await video.evaluate(({ currentSrc }) => currentSrc), videoUrl);
		const { pathname } = new URL(videoUrl);
		await page.waitForFunction(() => globalThis.document.querySelector('video').readyState > 0);
		assert.ok(gateway.requests.filter(({ path }) => path.startsWith(pathname)).length > 1);
	});

	test('says what went wrong, and whom to ask before another form', async () => {
		await send({ dryRun: false }, 'It turns [fail]', 'There is no video');
		await page.getByText('before you send it again.').waitFor();
		await page.getByText(tasks()[0].id).first().waitFor();
		assert.equal(gateway.counts.creates, 1);
	});
});

describe('a chat request', () => {
	/** Asks for a video, up to where n8n asks a person. */
	async function ask(context, prompt, change = {}) {
		const workflowId = await importWith('chat-approval', change);
		return { workflowId, ...(await listen(context, workflowId, prompt)) };
	}

	async function listen(context, workflowId, prompt) {
		const id = await sendChatMessage(session, workflowId, prompt);
		const waiting = await rest.waitForExecution(session, id, { until: ['waiting'] });
		assert.equal(waiting.status, 'waiting', rest.errorOf(waiting)?.message);
		const chat = openChat(session, id, waiting.data.resumeToken);
		context.after(() => chat.close());
		const said = await chat.next(0);
		const press = async (label) => {
			const { link } = said.buttons.find((button) => button.text === label);
			const answer = await fetch(link, { headers: { 'user-agent': BROWSER } });
			return await answer.text();
		};
		const end = async () => {
			const execution = await rest.waitForExecution(session, id);
			assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
			return execution;
		};
		return { chat, said, press, end };
	}

	test('gets a price; a yes buys exactly that, once, and the link comes back', async (context) => {
		const model = { textToVideoModel: 'viduq3_turbo_text2video' };
		const change = { Price: { ...model, duration: 7, aspectRatio: '9:16' }, Buy: model };
		const { chat, said, press, end } = await ask(context, 'A fox in snow', change);
		assert.match(said.text, /^Price: 0\.42 USD\n/);
		assert.match(said.text, /A fox in snow\n\n7 seconds, 720p, 9:16/);
		assert.deepEqual([gateway.counts.createRequests, gateway.counts.estimates], [0, 1]);

		await press('Buy It');
		await press('Buy It');
		const answer = await chat.next(1);
		const execution = await end();
		const [{ videoUrl, taskId }] = jsonOf(execution, 'Buy');
		assert.ok(answer.includes(videoUrl), answer);
		assert.deepEqual([...gateway.tasks.keys()], [taskId]);
		const [task] = tasks();
		assert.equal(task.model, 'viduq3_turbo_text2video');
		assert.deepEqual(task.params, {
			prompt: 'A fox in snow',
			duration: 7,
			aspect_ratio: '9:16',
			resolution: '720p',
		});
		assert.equal(gateway.counts.createRequests, 1);
	});

	test('buys nothing on a no', async (context) => {
		const { chat, press, end } = await ask(context, 'A fox in snow');
		await press('Do Not');
		assert.equal(await chat.next(1), 'Nothing was bought.');
		await end();
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('buys nothing when the price has risen since', async (context) => {
		const { chat, press, end } = await ask(context, 'A fox in snow');
		setPrice('0.30');
		await press('Buy It');
		assert.match(
			await chat.next(1),
			/about 0\.30 USD; your limit \(Max Cost\) is 0\.15 USD.*Nothing was bought/,
		);
		await end();
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('buys nothing without a price', async (context) => {
		const workflowId = await importWith('chat-approval');
		gateway.estimates = 'cache-miss';
		const { chat, said, press, end } = await listen(context, workflowId, 'A fox in snow');
		assert.match(said.text, /^Price: unknown/);
		await press('Buy It');
		assert.match(await chat.next(1), /Max Cost \(USD\) is empty.*Nothing was bought/);
		await end();
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('that cannot be a video is answered with the reason', async (context) => {
		const workflowId = await importWith('chat-approval');
		const id = await sendChatMessage(session, workflowId, ' ');
		const execution = await rest.waitForExecution(session, id, { until: ['waiting'] });
		const chat = openChat(session, id, execution.data.resumeToken);
		context.after(() => chat.close());
		assert.match(await chat.next(0), /prompt/i);
		await rest.waitForExecution(session, id);
		assert.equal(gateway.counts.createRequests, 0);
	});
});

describe('one prompt, three shapes', () => {
	test('as it comes, it has the price of all three', async () => {
		const execution = await run(await importWith('three-shapes'));
		assertDry(jsonOf(execution, 'Text to Video'), '0.45');
	});

	test('becomes three videos in parallel, each named after where it goes', async () => {
		const execution = await run(
			await importWith('three-shapes', { 'Text to Video': { dryRun: false } }),
		);
		const videos = rest.itemsOf(execution, 'Text to Video');
		for (const [index, name] of ['youtube', 'tiktok-and-reels', 'instagram-feed'].entries()) {
			assertVideo(videos[index], `${name}.mp4`);
		}
		const shapes = videos.map(({ json }) => gateway.tasks.get(json.taskId).params.aspect_ratio);
		assert.deepEqual(shapes, ['16:9', '9:16', '1:1']);
		assert.equal(new Set(bought().map(({ prompt }) => prompt)).size, 1);
		assert.deepEqual([gateway.counts.creates, gateway.counts.peakRunning], [3, 3]);
	});

	test('above Max Cost together, none is bought', async () => {
		const id = await importWith('three-shapes', { 'Text to Video': { dryRun: false } });
		await assertTooExpensive(id, '0.70', /about 2\.10 USD; your limit \(Max Cost\) is 2\.00 USD/);
	});
});

describe('a story by a language model', () => {
	const scene = (prompt, duration) => ({ prompt, duration });
	const STORY = [
		scene('A lighthouse at dawn', 5),
		scene('A boat of paper', 4),
		scene('It sails', 7),
	];

	/** Imports the example, with a language model that writes these scenes. */
	async function writing(context, scenes, change) {
		const model = await startChatModel(() => JSON.stringify({ output: { scenes } }));
		context.after(() => model.close());
		const data = { apiKey: 'any', url: model.url };
		const stored = await rest.createCredential(session, {
			name: 'OpenAI',
			type: 'openAiApi',
			data,
		});
		const id = await importWith('language-model-story', { 'Long Video': change }, [stored]);
		return { id, model };
	}

	test('as it comes, it has the scenes and their price', async (context) => {
		const { id, model } = await writing(context, STORY, {});
		const execution = await run(id);
		const story = jsonOf(execution, 'Long Video');
		assertDry(story, '0.48');
		assert.deepEqual(
			story[0].steps.map(({ prompt, duration }) => ({ prompt, duration })),
			STORY,
		);
		const asked = JSON.stringify(model.requests[0].messages);
		for (const part of ['lighthouse keeper builds a boat', '3 or 4 scenes', 'minItems']) {
			assert.ok(asked.includes(part), `${part} in ${asked}`);
		}
	});

	test('becomes one file', async (context) => {
		const { id } = await writing(context, STORY, { dryRun: false });
		const execution = await run(id);
		const [story] = rest.itemsOf(execution, 'Long Video');
		assertVideo(story, 'story.mp4');
		assert.deepEqual(
			bought().map(({ prompt, duration }) => ({ prompt, duration })),
			STORY,
		);
		assert.deepEqual(
			story.json.steps.map(({ taskId }) => taskId),
			[...gateway.tasks.keys()],
		);
	});

	test('of too many scenes, or of scenes too long, buys nothing', async (context) => {
		const long = [...STORY.slice(1), scene('It sinks', 40)];
		for (const scenes of [[...STORY, ...STORY], long]) {
			const { id } = await writing(context, scenes, { dryRun: false });
			const execution = await run(id, { mayFail: true });
			assert.match(rest.errorOf(execution).message, /doesn't fit required format/);
			assert.equal(gateway.counts.createRequests, 0);
		}
	});

	test('above Max Cost, it buys nothing', async (context) => {
		const { id } = await writing(context, STORY, { dryRun: false });
		await assertTooExpensive(id, '1.01', /about 3\.03 USD; your limit \(Max Cost\) is 3\.00 USD/);
	});
});

describe('in place of the Sora node', () => {
	const asBefore = (seconds, size) => {
		const jsonOutput = JSON.stringify({ prompt: 'A cat', seconds, size });
		return { mode: 'raw', jsonOutput };
	};

	test('as it comes, it has a price', async () => {
		const execution = await run(await importWith('from-sora'));
		assertDry(jsonOf(execution, 'Text to Video'), '0.24');
	});

	const SIZES = [
		[4, '1280x720', '16:9', '720p'],
		['8', '720x1280', '9:16', '720p'],
		[12, '1792x1024', '16:9', '1080p'],
		['12', '1024x1792', '9:16', '1080p'],
	];

	test('its prompt, seconds and sizes become the same here', async () => {
		for (const [seconds, size, aspectRatio, resolution] of SIZES) {
			const execution = await run(
				await importWith('from-sora', { 'As Before': asBefore(seconds, size) }),
			);
			const [{ json }] = rest.itemsOf(execution, 'Text to Video');
			const { prompt, duration } = json;
			assert.deepEqual(
				[prompt, duration, json.aspectRatio, json.resolution],
				['A cat', Number(seconds), aspectRatio, resolution],
			);
		}
	});

	test('buys the video, with the file in "data"', async () => {
		const change = { 'As Before': asBefore(8, '720x1280'), 'Text to Video': { dryRun: false } };
		const execution = await run(await importWith('from-sora', change));
		assertVideo(rest.itemsOf(execution, 'Text to Video')[0], 'a-cat.mp4');
		assert.deepEqual(bought(), [
			{ prompt: 'A cat', duration: 8, aspect_ratio: '9:16', resolution: '720p' },
		]);
	});

	test('above Max Cost, it buys nothing', async () => {
		const id = await importWith('from-sora', { 'Text to Video': { dryRun: false } });
		await assertTooExpensive(id, '2.01', /about 2\.01 USD; your limit \(Max Cost\) is 2\.00 USD/);
	});
});
