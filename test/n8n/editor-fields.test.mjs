/** Is the node found, and are its fields in order, with nothing cut? Pictures are in `output`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWindow } from './editor-window.mjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';

const WAITING = [
	'Wait for Completion: on',
	'Download Video: on',
	'Put Output File in Field: data',
	'Dry Run: off',
	'Additional Fields: ',
	'Options: ',
];

describe('in the editor', () => {
	let window;
	before(async () => {
		window = await openWindow();
	});
	after(async () => await window?.close());

	test('the node is found by what people type', async () => {
		await window.openNew();
		await editor.openNodePanel(window.page, { after: 'Start' });
		for (const words of [
			'video',
			'vidu',
			'text to video',
			'extend video',
			'product video',
			'animate photo',
			'reels',
			'shorts',
			'sora',
		]) {
			const found = await editor.searchNodes(window.page, words);
			assert.ok(found.includes('Vidu'), `${words}: ${found}`);
			await window.picture(`search-${words.replaceAll(' ', '-')}`);
		}
		assert.deepEqual(await editor.searchNodes(window.page, 'text to video'), ['Vidu']);
	});

	test('Text to Video has its fields in order, with their defaults', async () => {
		await window.addFromPanel('Generate a video from text');
		await window.picture('text-to-video');
		assert.deepEqual(await window.readPanel(), [
			'Resource: Video',
			'Operation: Text to Video',
			'Model: Vidu Q2 Pro Fast',
			'Prompt: ',
			'Duration (Seconds): 5',
			'Aspect Ratio: 16:9 (Landscape)',
			'Resolution: 720p',
			...WAITING,
		]);
		const placeholder = window.page.getByTestId('parameter-input-prompt').locator('textarea');
		assert.match(await placeholder.getAttribute('placeholder'), /^e\.g\. A red kite/);
		const fields = await panel.readFields(window.page);
		const { hint } = fields.find(({ name }) => name === 'outputField');
		assert.equal(hint, 'The name of the output field to put the video file in');
		await panel.toggle(window.page, 'waitForCompletion');
		const names = (await panel.readFields(window.page)).map(({ name }) => name);
		assert.ok(!names.includes('downloadVideo') && !names.includes('outputField'));
		await window.picture('text-to-video-without-waiting');
	});

	// In the panel that is open: loading the editor again takes the larger part of a test's time.
	test('fields come and go with the model', async () => {
		await panel.toggle(window.page, 'waitForCompletion');
		const only = ['Movement Amplitude', 'Style'];
		const offers = await panel.readOffers(window.page, 'additionalFields');
		assert.deepEqual(
			only.filter((label) => offers.includes(label)),
			[],
		);
		assert.deepEqual(await panel.readChoices(window.page, 'resolution'), ['720p', '1080p']);

		await panel.choose(window.page, 'textToVideoModel', 'Vidu Q1');
		const more = await panel.readOffers(window.page, 'additionalFields');
		assert.deepEqual(
			only.filter((label) => more.includes(label)),
			only,
		);
		const fixed = (await panel.readFields(window.page)).map(({ name }) => name);
		assert.ok(!fixed.includes('resolution') && !fixed.includes('duration'), String(fixed));
		await panel.addField(window.page, 'additionalFields', 'Movement Amplitude');
		await window.picture('vidu-q1');
		assert.ok((await window.readPanel()).includes('Movement Amplitude: Auto'));

		await panel.choose(window.page, 'textToVideoModel', 'Custom');
		const shown = await window.readPanel();
		assert.deepEqual(shown.slice(2, 5), [
			'Model: Custom',
			'Custom Model ID: ',
			'Custom Parameters: {}',
		]);
		await window.picture('custom-model');
		await panel.choose(window.page, 'textToVideoModel', 'Vidu Q2');
		assert.ok(!(await window.readPanel()).some((field) => field.startsWith('Custom')));
		assert.deepEqual(await panel.readChoices(window.page, 'resolution'), ['540p', '720p', '1080p']);
	});

	test('Extend has its fields in order, and those of an end frame when asked', async () => {
		await window.addFromPanel('Extend a video');
		await window.picture('extend');
		assert.deepEqual(await window.readPanel(), [
			'Resource: Video',
			'Operation: Extend',
			'Model: Vidu Q2 Pro Extend',
			'Video Source: URL',
			'Video URL: {{ $json.videoUrl }}',
			'Prompt: ',
			'Seconds to Add: 5',
			'Resolution: 720p',
			'End Frame From: None',
			...WAITING,
		]);
		await panel.choose(window.page, 'endFrameSource', 'File');
		const fields = await panel.readFields(window.page);
		const { hint, cut } = fields.find(({ name }) => name === 'endFrameField');
		assert.equal(hint, 'The name of the input field that holds the image file');
		assert.equal(cut, false);
		await window.page.getByTestId('parameter-input-endFrameField').scrollIntoViewIfNeeded();
		await window.picture('extend-end-frame');
	});

	test('no pair of operations leaves a chosen model in red', async () => {
		const seconds = {
			'Text to Video': ['textToVideoModel', 'Vidu Q2'],
			'Image to Video': ['imageToVideoModel', 'Vidu Q2 Pro'],
			'Start and End Frame to Video': ['startEndToVideoModel', 'Vidu Q2 Turbo'],
			'Reference to Video': ['referenceToVideoModel', 'Vidu Q3 (Images)'],
			Extend: ['extendModel', 'Vidu Q2 Turbo Extend'],
			'Long Video': ['extendModel', 'Vidu Q2 Turbo Extend'],
		};
		const open = async (operation) => {
			await panel.choose(window.page, 'operation', operation);
			assert.equal(await window.page.getByTestId('parameter-issues').count(), 0, operation);
		};
		const names = Object.keys(seconds);
		for (const operation of names) {
			await open(operation);
			await panel.choose(window.page, ...seconds[operation]);
		}
		// There and back for each pair, with a model that is not the default.
		for (const [at, from] of names.entries()) {
			for (const to of names.slice(at + 1)) {
				await open(from);
				await open(to);
			}
			await open(from);
		}
		await window.picture('switched-operation');
	});

	test('a task is found by its ID', async () => {
		await panel.choose(window.page, 'resource', 'Task');
		await panel.choose(window.page, 'operation', 'Wait');
		await window.picture('task-wait');
		assert.deepEqual(await window.readPanel(), [
			'Resource: Task',
			'Operation: Wait',
			'Task ID: {{ $json.taskId }}',
			'Download Video: on',
			'Put Output File in Field: data',
			'Options: ',
		]);
	});
});
