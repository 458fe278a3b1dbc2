/** n8n dies in the middle of a call, and the ledger fills up before somebody retries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import { assertOnceAndFindable, cluster, leftOf, retry, tell } from './shared.mjs';
import { prompts, publish, start, submittedIn, tasksOf, until } from './workflows.mjs';

const ITEMS = 8;
const BEGUN = 3;

/** Lines as n8n keeps them, of purchases before and after those that are there. */
const fill = (workflowId, before, after) => `
	update processed_data set value = json_build_object('mode', 'entries', 'data', to_json(
		array(select lpad(n::text, 24, 'b') from generate_series(1, ${before}) n)
		|| array(select json_array_elements_text(value::json->'data'))
		|| array(select lpad(n::text, 24, 'a') from generate_series(1, ${after}) n)
	))::text where "workflowId" = '${workflowId}'`;

const lengthOf = (workflowId) =>
	`select json_array_length(value::json->'data') from processed_data where "workflowId" = '${workflowId}'`;

test('SIGKILL of all, and 20,000 other purchases before the retry', async (context) => {
	const found = await cluster();
	const options = { maxConcurrency: BEGUN };
	const workflow = await publish(found, { vidu: { operation: 'textToVideo', options } });
	const id = await start(found, workflow, prompts('full:', ITEMS, 15));
	const logged = () => {
		const ids = submittedIn(found.log());
		return tasksOf(found.gateway, 'full:').filter((task) => ids.has(task.id)).length;
	};
	await until('the log has the first tasks', () => logged() === BEGUN);
	await Promise.all([found.main, ...found.workers].map((process) => process.kill()));
	assert.equal(tasksOf(found.gateway, 'full:').length, BEGUN);
	const { query } = found.postgres;
	assert.equal(await query(lengthOf(workflow.id)), String(BEGUN));
	await query(fill(workflow.id, 5_000 - BEGUN, 20_000));
	assert.equal(await query(lengthOf(workflow.id)), '25000');
	// The queue gives the job up, as in the tests of a worker's death.
	await found.addWorker();
	await sleep(10_000);
	await found.main.restart();
	await cluster();

	const again = await retry(found, id);
	assert.equal(tasksOf(found.gateway, 'full:').length, ITEMS);
	assertOnceAndFindable(found, 'full:', ITEMS);
	const said = rest.errorOf(again.execution).message;
	assert.equal(said.match(/already submitted/g)?.length, BEGUN);
	const twice = await retry(found, id);
	const saidThen = rest.errorOf(twice.execution).message;
	assert.equal(saidThen.match(/already submitted/g)?.length, ITEMS);
	assertOnceAndFindable(found, 'full:', ITEMS);
	const length = Number(await query(lengthOf(workflow.id)));
	assert.ok(length >= 25_000 && length <= 25_200, `${length} lines`);
	const before = await rest.readExecution(found.session, id);
	tell(context, found, 'full:', [leftOf(before), `retry: ${again.line}`, `twice: ${twice.line}`]);
});
