/** Do pictures that a person uploads become videos, and are their fields in order? */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWindow } from './editor-window.mjs';
import * as editor from './editor.mjs';
import { fillForm, photo, uriOf } from './forms.mjs';
import * as panel from './panel.mjs';
import { node, vidu, workflow } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, importExample, session } from './suite.mjs';

const WAITING = [
	'Wait for Completion: on',
	'Download Video: on',
	'Put Output File in Field: data',
	'Dry Run: off',
	'Additional Fields: ',
	'Options: ',
];

/** A form with a file field for each name. */
const formFor = (path, ...labels) =>
	node('Form', 'n8n-nodes-base.formTrigger', 2.3, {
		formTitle: path,
		formFields: {
			values: labels.map((fieldLabel) => ({ fieldLabel, fieldType: 'file', multipleFiles: false })),
		},
		options: { path },
		path,
	});

describe('pictures in the editor', () => {
	let window;
	before(async () => {
		window = await openWindow();
	});
	after(async () => await window?.close());

	/** Sends a form in the browser, and gives what its execution ended with. */
	async function send(id, path, files, text) {
		gateway.reset();
		await rest.activateWorkflow(session, id);
		await fillForm(window.page, path, files, text);
		const [{ id: executionId }] = await rest.listExecutions(session, { workflowId: id });
		const execution = await rest.waitForExecution(session, executionId);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		const bought = [...gateway.tasks.values()];
		return { execution, params: bought.map(({ params }) => params) };
	}

	test('Image to Video has its fields in order, and a switch keeps what both have', async () => {
		await window.addFromPanel('Generate a video from an image');
		await window.picture('image-to-video');
		const fields = [
			'Resource: Video',
			'Operation: Image to Video',
			'Model: Vidu Q2 Pro Fast',
			'Image From: File',
			'Image File (Input Field Name): data',
			'Prompt: ',
			'Duration (Seconds): 5',
			'Resolution: 720p',
			...WAITING,
		];
		assert.deepEqual(await window.readPanel(), fields);
		await panel.choose(window.page, 'imageToVideoModel', 'Vidu 2.0');
		assert.deepEqual(await panel.readChoices(window.page, 'resolution'), ['360p', '720p', '1080p']);
		await panel.choose(window.page, 'duration', '8');
		assert.deepEqual(await panel.readChoices(window.page, 'resolution'), ['720p']);
		await panel.choose(window.page, 'imageToVideoModel', 'Vidu Q2 Pro');

		await window.page.getByTestId('parameter-input-prompt').locator('textarea').fill('A kite');
		await panel.choose(window.page, 'resolution', '1080p');
		await panel.choose(window.page, 'operation', 'Start and End Frame to Video');
		await panel.choose(window.page, 'startEndToVideoModel', 'Vidu Q2 Turbo');
		await window.picture('start-and-end-frame');
		assert.deepEqual((await window.readPanel()).slice(3, 10), [
			'Start Frame From: File',
			'Start Frame (Input Field Name): data',
			'End Frame From: File',
			'End Frame (Input Field Name): ',
			'Prompt: A kite',
			'Duration (Seconds): 8',
			'Resolution: 1080p',
		]);
	});

	test('two images become the frames of a video', async () => {
		const id = await importExample('two-images-to-video');
		const files = [photo(320, 180), photo(320, 200)];
		const { params } = await send(id, 'two-images', files, 'It opens');
		assert.deepEqual(params, [
			{ images: files.map(uriOf), prompt: 'It opens', duration: 5, resolution: '720p' },
		]);
	});

	test('a reference with two subjects', async () => {
		const subjects = {
			subject: [
				{ name: 'anna', imageSource: 'binary', imageFields: 'Anna', voiceId: '' },
				{ name: 'dog', imageSource: 'binary', imageFields: 'Dog', voiceId: '' },
			],
		};
		const parameters = {
			operation: 'referenceToVideo',
			subjects,
			prompt: '@anna waves at @dog',
		};
		const nodes = [formFor('two-subjects', 'Anna', 'Dog'), vidu('Vidu', parameters)];
		const { id } = await rest.createWorkflow(session, workflow('Two subjects', nodes));
		const files = [photo(300, 300), photo(300, 200)];
		const { params } = await send(id, 'two-subjects', files);
		assert.deepEqual(params[0].subjects, [
			{ id: 'anna', images: [uriOf(files[0])] },
			{ id: 'dog', images: [uriOf(files[1])] },
		]);
		await editor.openWorkflow(window.page, id);
		await editor.openNode(window.page, 'Vidu');
		await window.picture('reference-to-video');
		const fields = await window.readPanel();
		assert.deepEqual(
			fields.filter((field) => /^Name: /.test(field)),
			['Name: anna', 'Name: dog'],
		);
		assert.ok(fields.includes('Prompt: @anna waves at @dog'), fields.join('\n'));
	});
});
