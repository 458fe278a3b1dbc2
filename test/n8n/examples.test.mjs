/** Does every example do in n8n what its sticky note says? */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { photo, sendForm, uriOf } from './forms.mjs';
import * as rest from './rest.mjs';
import { root } from './start.mjs';
import { gateway, importExample, session } from './suite.mjs';

const TRIGGER = 'When clicking ‘Execute workflow’';
/** Those that are whole machines are tried in `examples-machines.test.mjs`. */
const TRIED = [
	'a-story-of-four-scenes',
	'a-table-of-stories',
	// In a file of its own, `agent.test.mjs`.
	'ai-agent-tool',
	'chat-approval',
	'from-sora',
	// In `examples-sheet.test.mjs`.
	'google-sheet-to-drive',
	'language-model-story',
	'photo-form-to-video',
	// In `examples-tables.test.mjs`, like the queue.
	'products-data-table',
	'prompt-to-video',
	'same-character-in-three-scenes',
	'submit-now-collect-later',
	'submit-then-callback',
	'text-to-video-then-extend',
	'three-shapes',
	// Through its form in a browser: `editor-pictures.test.mjs`.
	'two-images-to-video',
	'upload-to-a-bucket',
];

const start = async (name, options) =>
	await rest.runManually(session, await importExample(name, options), { trigger: TRIGGER });

async function runToEnd(name, options) {
	const execution = await rest.waitForExecution(session, await start(name, options));
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	return execution;
}

const only = (execution, node, which) => {
	const items = rest.itemsOf(execution, node, which);
	assert.equal(items.length, 1, `items of ${node}`);
	return items[0];
};

const paramsOf = (n) => [...gateway.tasks.values()][n].params;

function assertVideo({ json }) {
	assert.equal(json.status, 'completed');
	assert.match(json.videoUrl, new RegExp(`^${gateway.filesUrl}/`));
}

function assertFile({ binary }, fileName) {
	assert.equal(binary.data.mimeType, 'video/mp4');
	assert.match(binary.data.fileName, fileName);
	assert.ok(Number(binary.data.bytes) > 1000, `${binary.data.bytes} bytes`);
}

/** A stand-in for S3 on loopback: keeps the path and the size of each file. */
async function startBucket() {
	const files = [];
	const server = createServer(async (request, response) => {
		let bytes = 0;
		for await (const chunk of request) bytes += chunk.length;
		if (request.method === 'PUT') files.push([request.url.split('?')[0], bytes]);
		response.setHeader('content-type', 'application/xml');
		response.end(
			request.method === 'GET' ? '<LocationConstraint>us-east-1</LocationConstraint>' : '',
		);
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => server.close();
	return { url: `http://127.0.0.1:${server.address().port}`, files, close };
}

describe('the examples', () => {
	let bucket;
	let s3;
	before(async () => {
		bucket = await startBucket();
		const keys = { region: 'us-east-1', accessKeyId: 'a', forcePathStyle: true };
		const data = { endpoint: bucket.url, ...keys };
		s3 = await rest.createCredential(session, { name: 'S3', type: 's3', data });
	});
	after(() => bucket.close());

	test('are all tried, here or in the named file', () => {
		const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));
		assert.deepEqual(files.map((file) => file.replace('.json', '')).sort(), TRIED);
	});

	for (const [name, rows, ...nodes] of [
		['a-story-of-four-scenes', 1, 'Long Video'],
		['a-table-of-stories', 2, 'Long Video'],
		['prompt-to-video', 1, 'Text to Video'],
		['submit-then-callback', 1, 'Submit'],
		['text-to-video-then-extend', 1, 'Text to Video', 'Extend'],
		['upload-to-a-bucket', 1, 'Text to Video'],
	]) {
		test(`${name}, as it is pasted, shows the price of a run and buys nothing`, async () => {
			gateway.reset();
			const execution = await runToEnd(name, { buys: false, credentials: [s3] });
			for (const node of nodes) {
				const items = rest.itemsOf(execution, node);
				assert.equal(items.length, rows, node);
				for (const { json } of items) assert.ok(json.dryRun && json.estimatedCost > 0, node);
			}
			assert.equal(gateway.counts.createRequests, 0);
			assert.deepEqual(bucket.files, []);
		});
	}

	test('one prompt to a video', async () => {
		gateway.reset();
		assertVideo(only(await runToEnd('prompt-to-video'), 'Text to Video'));
		assert.equal(gateway.counts.creates, 1);
	});

	test('text to video, then extend', async () => {
		gateway.reset();
		const execution = await runToEnd('text-to-video-then-extend');
		const extended = only(execution, 'Extend');
		assertVideo(extended);
		assertFile(extended, /\.mp4$/);
		const { videoUrl } = only(execution, 'Text to Video').json;
		assert.equal(paramsOf(1).video_url, videoUrl);
		assert.equal(gateway.counts.creates, 2);
	});

	test('submit now, get called back at the resume URL', async () => {
		gateway.reset();
		const id = await start('submit-then-callback');
		const waiting = await rest.waitForExecution(session, id, { until: ['waiting'] });
		assert.equal(waiting.status, 'waiting', rest.errorOf(waiting)?.message);
		// The gateway calls.
		const execution = await rest.waitForExecution(session, id);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		assertVideo(only(execution, 'Get'));
		assert.equal(gateway.counts.creates, 1);
	});

	test('the same character in three scenes, from one photo in a form', async () => {
		gateway.reset();
		const id = await importExample('same-character-in-three-scenes');
		await rest.activateWorkflow(session, id);
		const file = photo(300, 300);
		await sendForm(session, 'same-character', [file]);
		const [{ id: executionId }] = await rest.listExecutions(session, { workflowId: id });
		const execution = await rest.waitForExecution(session, executionId);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		const videos = rest.itemsOf(execution, 'Reference to Video');
		assert.equal(videos.length, 3);
		videos.forEach(assertVideo);
		const sent = [...gateway.tasks.values()].map(({ params }) => params);
		assert.equal(new Set(sent.map(({ prompt }) => prompt)).size, 3);
		for (const { prompt, subjects } of sent) {
			assert.match(prompt, /@hero/);
			assert.deepEqual(subjects, [{ id: 'hero', images: [uriOf(file)] }]);
		}
		assert.equal(gateway.counts.peakRunning, 3);
	});

	test('a story of four scenes: each extends the one before, and the last is the file', async () => {
		gateway.reset();
		const story = only(await runToEnd('a-story-of-four-scenes'), 'Long Video');
		assertVideo(story);
		assertFile(story, /^kite\.mp4$/);
		const { steps } = story.json;
		assert.deepEqual(
			steps.map(({ scene, taskId }) => [scene, taskId]),
			[...gateway.tasks.keys()].map((taskId, index) => [index + 1, taskId]),
		);
		assert.deepEqual(
			[1, 2, 3].map((n) => paramsOf(n).video_url),
			steps.slice(0, 3).map(({ videoUrl }) => videoUrl),
		);
		assert.equal(gateway.counts.creates, 4);
	});

	test('a table of stories: in parallel, the impossible one to the Error output', async () => {
		gateway.reset();
		const execution = await runToEnd('a-table-of-stories');
		const stories = rest.itemsOf(execution, 'Stories');
		stories.forEach(assertVideo);
		assert.deepEqual(
			stories.map(({ json }) => json.steps.length),
			[2, 3],
		);
		const titles = [...stories, only(execution, 'Failures')].map(({ json }) => json.title);
		assert.deepEqual(titles, ['Kite', 'Boat', 'Too short']);
		assert.match(only(execution, 'Failures').json.error, /Row 3: scene 1: Duration/);
		assert.equal(gateway.counts.creates, 5);
		assert.equal(gateway.counts.peakRunning, 2);
	});

	test('upload to a bucket: the file goes to S3 under its own name', async () => {
		gateway.reset();
		const execution = await runToEnd('upload-to-a-bucket', { credentials: [s3] });
		const { binary } = only(execution, 'Text to Video');
		const [[path, bytes], ...more] = bucket.files;
		assert.match(path, /^\/my-videos\/hummingbird-\d{4}-\d\d-\d\d\.mp4$/);
		assert.equal(bytes, Number(binary.data.bytes));
		assert.deepEqual(more, []);
	});
});
