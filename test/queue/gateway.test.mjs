/** The gateway is gone for a while. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as rest from '../n8n/rest.mjs';
import { assertOnceAndFindable, cluster, leftOf, retry, tell, untilBought } from './shared.mjs';
import { bought, prompts, publish, start } from './workflows.mjs';

const GONE_MS = 60_000;

test('the gateway is gone for a minute', async (context) => {
	const found = await cluster();
	const { session, door, gateway } = found;
	const workflow = await publish(found, { vidu: { options: { timeout: 300 } } });
	const before = await start(found, workflow, prompts('before', 3, 20));
	await untilBought(found, 'before', 3);
	await door.shut();
	const shutAt = performance.now();
	const amid = await start(found, workflow, prompts('amid', 3, 1));
	const refused = await rest.waitForExecution(session, amid);
	assert.equal(refused.status, 'error');
	assert.deepEqual(bought(gateway, 'amid'), {});
	await sleep(GONE_MS - (performance.now() - shutAt));
	await door.open();

	const opened = performance.now();
	const waited = await rest.waitForExecution(session, before, { timeoutMs: 90_000 });
	const seconds = ((performance.now() - opened) / 1000).toFixed(1);
	assert.equal(waited.status, 'success');
	assertOnceAndFindable(found, 'before', 3);
	const again = await retry(found, amid);
	assert.equal(again.execution?.status, 'success');
	assertOnceAndFindable(found, 'amid', 3);
	tell(context, found, 'before', [`waiting: ${leftOf(waited)}, ${seconds} s after it was back`]);
	tell(context, found, 'amid', [`started: ${leftOf(refused)}`, `retry: ${again.line}`]);
});
