/** What does a person see of a run, of an error and of a stop? Pictures are in `output`. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWindow } from './editor-window.mjs';
import * as editor from './editor.mjs';
import * as panel from './panel.mjs';
import { byHand, prompts, vidu } from './parts.mjs';
import * as rest from './rest.mjs';
import { gateway, importExample, pause, session, until } from './suite.mjs';

describe('a run in the editor', () => {
	let window;
	before(async () => {
		window = await openWindow();
	});
	after(async () => await window?.close());

	test('a run shows its video and the hint that its URL expires', async () => {
		gateway.reset();
		await editor.openWorkflow(window.page, await importExample('text-to-video-then-extend'));
		await editor.executeWorkflow(window.page, { timeoutMs: 60_000 });
		assert.equal(await editor.nodeMark(window.page, 'Extend'), 'success');
		await window.picture('run');
		await editor.openNode(window.page, 'Text to Video');
		const output = await panel.readOutput(window.page);
		const [task] = gateway.tasks.keys();
		for (const text of [task, 'videoUrl', 'Result URLs expire soon']) {
			assert.ok(output.includes(text), `${text} in ${output}`);
		}
		await window.picture('run-output');
		await panel.closeNode(window.page);
		assert.equal(gateway.counts.creates, 2);
	});

	test('an error says what happened, to which task, and what to do', async () => {
		gateway.reset();
		await window.openNew(byHand(), vidu('Vidu', { prompt: 'A kite [fail:008020097]' }));
		await editor.executeWorkflow(window.page);
		assert.equal(await editor.nodeMark(window.page, 'Vidu'), 'error');
		await editor.openNode(window.page, 'Vidu');
		const [task] = gateway.tasks.keys();
		const output = (await panel.readOutput(window.page)).replace(/\s+/g, ' ');
		assert.match(output, new RegExp(`Item 0, task ${task}: The task failed: HTTP error response`));
		assert.match(output, /Run the item again/);
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
		const { looks } = gateway.counts;
		await pause(4000);
		assert.deepEqual([gateway.counts.createRequests, gateway.counts.looks], [3, looks]);
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
