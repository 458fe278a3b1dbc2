/** Downloaded videos in the database, queue mode's default, and in the filesystem. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as rest from '../n8n/rest.mjs';
import { IMPATIENT, startCluster } from './cluster.mjs';
import { cluster } from './shared.mjs';
import { prompts, publish, start } from './workflows.mjs';

const ITEMS = 3;

/** The items of an execution that downloads, and the first video as the main gives it out. */
async function download(found, name) {
	const { session, main } = found;
	const workflow = await publish(found, { vidu: { downloadVideo: true } });
	const id = await start(found, workflow, prompts(name, ITEMS, 1));
	const execution = await rest.waitForExecution(session, id);
	assert.equal(execution.status, 'success');
	const files = rest.itemsOf(execution, 'Vidu').map(({ binary }) => binary.data);
	assert.equal(files.length, ITEMS);
	const query = new URLSearchParams({ id: files[0].id, action: 'download' });
	const answer = await fetch(`${main.url}/rest/binary-data?${query}`, {
		headers: { cookie: session.cookie },
	});
	return { files, status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const isMp4 = (bytes) => bytes.subarray(4, 8).toString() === 'ftyp';

test('downloads go to the database by default', async (context) => {
	const found = await cluster();
	const { files, status, bytes } = await download(found, 'database');
	assert.ok(files.every(({ id }) => id.startsWith('database:')));
	assert.equal(status, 200);
	assert.ok(isMp4(bytes));
	const videos = `from binary_data where "mimeType" = 'video/mp4'`;
	const rows = await found.postgres.query(`select count(*), sum(length(data)) ${videos}`);
	context.diagnostic(`rows and bytes in the table binary_data: ${rows}`);
	assert.equal(Number(rows.split('|')[0]), ITEMS);
});

test('downloads go to a folder that the main and the workers share', async (context) => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-queue-binary-'));
	const env = {
		...IMPATIENT,
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_BINARY_DATA_STORAGE_PATH: folder,
	};
	const found = await startCluster({ env, workers: 1 });
	context.after(async () => {
		await found.stop();
		rmSync(folder, { recursive: true, force: true });
	});
	const { files, status, bytes } = await download(found, 'folder');
	assert.ok(files.every(({ id }) => id.startsWith('filesystem')));
	assert.equal(status, 200);
	assert.ok(isMp4(bytes));
	const kept = readdirSync(folder, { recursive: true, withFileTypes: true });
	assert.ok(kept.filter((entry) => entry.isFile()).length >= ITEMS);

	// A worker whose folder the main cannot see: what the settings of one machine do on two.
	const apart = mkdtempSync(join(tmpdir(), 'n8n-queue-apart-'));
	context.after(() => rmSync(apart, { recursive: true, force: true }));
	await found.workers[0].stop();
	await found.addWorker({ N8N_BINARY_DATA_STORAGE_PATH: apart });
	const lost = await download(found, 'apart');
	context.diagnostic(`folder of the worker alone: the main answers ${lost.status}`);
	assert.notEqual(lost.status, 200);
});
