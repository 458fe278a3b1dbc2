/** What does a person see of a run, of an error and of a stop? Pictures are in `output`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWindow } from './editor-window.mjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';
import { byHand, node, prompts, vidu } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, importExample, pause, session, until } from './suite.mjs';

describe('a run in the editor', () => {
	let window;
	before(async () => {
		window = await openWindow();
	});
	after(async () => await window?.close());

	test('a run opens on its video, which plays, with a link above it', async () => {
		gateway.reset();
		await editor.openWorkflow(window.page, await importExample('text-to-video-then-extend'));
		await editor.executeWorkflow(window.page, { timeoutMs: 60_000 });
		assert.equal(await editor.nodeMark(window.page, 'Extend'), 'success');
		await window.picture('run');
		await editor.openNode(window.page, 'Text to Video');
		const output = window.page.getByTestId('output-panel');
		const [task] = gateway.tasks.keys();
		await output.getByText('Mime Type').waitFor();
		const link = output.getByRole('link', { name: 'Open the video' });
		assert.match(await link.getAttribute('href'), new RegExp(`^http.*${task}.*&Signature=`));
		assert.equal(await link.getAttribute('target'), '_blank');
		await window.picture('run-output');
		await output.getByTestId('ndv-view-binary-data').click();
		const video = window.page.locator('video');
		// In one question: n8n draws the player again.
		const isWhole = ({ videoWidth, duration }) => videoWidth > 0 && Math.round(duration) === 5;
		await until(() => video.evaluate(isWhole), 'a picture of five seconds');
		await window.picture('run-video');
		await panel.closeNode(window.page);
		assert.equal(gateway.counts.creates, 2);
	});

	test('a chain with Edit Fields and Aggregate, a table with a link for each row', async () => {
		gateway.reset();
		const included = { includeInputFields: true };
		const nodes = [
			byHand(),
			...prompts('A kite', 'A <b>boat</b>'),
			vidu('Vidu', { prompt: '={{ $json.prompt }}', options: included }),
			node('Edit Fields', 'n8n-nodes-base.set', 3.4, { includeOtherFields: true, options: {} }),
			vidu('Extend', { operation: 'extend', options: included }),
			node('Aggregate', 'n8n-nodes-base.aggregate', 1, {
				aggregate: 'aggregateAllItemData',
				options: {},
			}),
			vidu('Again', { operation: 'extend', videoUrl: '={{ $json.data[1].videoUrl }}' }),
		];
		await window.openNew(...nodes);
		const id = await editor.executeWorkflow(window.page, { timeoutMs: 90_000 });
		const execution = await rest.waitForExecution(session, id);
		assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
		const [made, extended] = ['Vidu', 'Extend'].map((name) => rest.itemsOf(execution, name));
		const params = [...gateway.tasks.values()].map((task) => task.params.video_url);
		assert.deepEqual(params.slice(2, 4).sort(), made.map(({ json }) => json.videoUrl).sort());
		assert.equal(params[4], extended[1].json.videoUrl);
		assert.deepEqual(
			extended.map(({ json }) => json.prompt),
			['A kite', 'A <b>boat</b>'],
		);
		await editor.openNode(window.page, 'Extend');
		const output = window.page.getByTestId('output-panel');
		for (const name of ['1', '2']) await output.getByRole('link', { name }).waitFor();
		await window.picture('table-links');
		await panel.closeNode(window.page);
	});

	test('an error says what happened, to which task, and what to do', async () => {
		gateway.reset();
		await window.openNew(byHand(), vidu('Vidu', { prompt: 'A kite [fail:008020097]' }));
		await editor.executeWorkflow(window.page);
		assert.equal(await editor.nodeMark(window.page, 'Vidu'), 'error');
		await editor.openNode(window.page, 'Vidu');
		const [task] = gateway.tasks.keys();
		const output = (await panel.readOutput(window.page)).replace(/\s+/g, ' ');
		assert.match(output, new RegExp(`Row 1, task ${task}: The task failed: HTTP error response`));
		assert.match(output, /Run the row again/);
		await window.picture('error');
	});

	test('Stop ends three running tasks and two queued items at once', async () => {
		gateway.reset();
		const slow = 'A slow river [seconds:300]';
		const parameters = { prompt: '={{ $json.prompt }}', options: { maxConcurrency: 3 } };
		await window.openNew(
			byHand(),
			...prompts(slow, slow, slow, slow, slow),
			vidu('Vidu', parameters),
		);
		const id = await editor.executeWorkflow(window.page, { timeoutMs: 0 });
		await until(() => gateway.counts.creates === 3, 'three tasks');
		await window.picture('before-stop');
		const asked = performance.now();
		await editor.stopExecutionByHand(window.page);
		const execution = await rest.waitForExecution(session, id);
		assert.equal(execution.status, 'canceled');
		assert.ok(performance.now() - asked < 3000);
		await window.picture('after-stop');
		const shown = execution.customData.viduRunningTasks.split(', ');
		assert.deepEqual(shown.sort(), [...gateway.tasks.keys()].sort());
		const { polls } = gateway.counts;
		await pause(4000);
		assert.deepEqual([gateway.counts.createRequests, gateway.counts.polls], [3, polls]);
	});
});

test('a dark editor shows the dark icon', async () => {
	const window = await openWindow({ theme: 'dark' });
	try {
		await window.openNew(byHand(), vidu('Vidu', { prompt: 'A kite' }));
		const icon = window.page.locator('[data-node-name="Vidu"] img').first();
		assert.match(await icon.getAttribute('src'), /vidu\.dark\.svg/);
		await window.picture('dark-canvas');
		await editor.openNode(window.page, 'Vidu');
		await window.picture('dark-panel');
	} finally {
		await window.close();
	}
});
