/**
 * A worker is killed in the middle of stories: what was bought? What the retry says is n8n's own: it has
 * lost all data of such an execution (docs/scaling.md).
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rest from '../n8n/rest.mjs';
import {
	assertOnceAndFindable,
	cluster,
	leftOf,
	retry,
	tell,
	untilBought,
	workerOf,
} from './shared.mjs';
import { prompts, publish, start } from './workflows.mjs';

const ITEMS = 3;
const SCENES = ['one', 'two', 'three'];
/** As in the tests of a worker's death: n8n waits half a minute before it gives an execution up. */
const NOTICED = { timeoutMs: 120_000 };

/** Stories whose scenes all take as long as their prompt says. */
const STORIES = {
	operation: 'longVideo',
	scenesSource: 'json',
	scenesJson: `={{ ${JSON.stringify(SCENES)}.map((scene) => $json.prompt + ' ' + scene) }}`,
};

test('stories in parallel: each scene once, and in order', async () => {
	const found = await cluster();
	const workflow = await publish(found, { vidu: STORIES });
	const id = await start(found, workflow, prompts('told:', ITEMS, 1));
	const ended = await rest.waitForExecution(found.session, id, NOTICED);
	assert.equal(ended.status, 'success', rest.errorOf(ended)?.message);
	assertOnceAndFindable(found, 'told:', ITEMS * SCENES.length);
	for (const [item, { json }] of rest.itemsOf(ended, 'Vidu').entries()) {
		const told = json.steps.map(({ prompt }) => prompt);
		assert.deepEqual(
			told,
			SCENES.map((scene) => `told: ${item} [seconds:1] ${scene}`),
		);
	}
});

test('SIGKILL of the worker in scene 2: nothing is bought again, by the queue or by a retry', async (context) => {
	const found = await cluster();
	const workflow = await publish(found, { vidu: STORIES });
	const id = await start(found, workflow, prompts('killed story:', ITEMS, 8));
	await untilBought(found, 'killed story:', ITEMS * 2);
	await (await workerOf(found, id)).kill();
	await cluster();

	const ended = await rest.waitForExecution(found.session, id, NOTICED);
	const again = await retry(found, id);
	const twice = await retry(found, again.execution?.id ?? id);
	tell(context, found, 'killed story:', [
		leftOf(ended),
		`retry: ${again.line}`,
		`retry of the retry: ${twice.line}`,
	]);
	assertOnceAndFindable(found, 'killed story:', ITEMS * 2);
});
