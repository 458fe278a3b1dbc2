/** Do the examples that read a table and write back to it buy each row once, and nothing in a dry run? */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { dataTable } from './data-tables.mjs';
import * as rest from './rest.mjs';
import { readExample } from './start.mjs';
import { credential, gateway, session, until } from './suite.mjs';

const TRIGGER = 'When clicking ‘Execute workflow’';
const SLOW = '[seconds:300]';
const FAILS = '[fail]';

/** An example in n8n; `change` gets its nodes by name, and may change them. */
async function load(name, change = () => {}, more = []) {
	const workflow = await readExample(name, [credential, ...more]);
	change(Object.fromEntries(workflow.nodes.map((node) => [node.name, node])), workflow);
	const { id } = await rest.createWorkflow(session, workflow);
	return { id, workflow };
}

const startOf = async (id, trigger = TRIGGER) => await rest.runManually(session, id, { trigger });

async function run(id, trigger) {
	const execution = await rest.waitForExecution(session, await startOf(id, trigger));
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	return execution;
}

/** What a person does in the editor after the dry run. */
const dryRunOff = (node) => (nodes) => void (nodes[node].parameters.dryRun = false);

const pick = (rows, ...columns) => rows.map((row) => columns.map((column) => row[column]));
const statuses = async (table) => pick(await table.rows(), 'status').flat();
const bought = () => [...gateway.tasks.values()];

function assertPrices(items, count) {
	assert.equal(items.length, count);
	for (const { json } of items) {
		assert.equal(json.dryRun, true);
		assert.equal(typeof json.estimatedCost, 'number');
	}
}

describe('a data table of products', () => {
	const NAME = 'products-data-table';
	const VIDU = 'Image to Video';
	const photo = (name) => `https://example.com/${name}.png`;
	let table;
	let real;

	before(async () => {
		gateway.reset();
		const first = await load(NAME);
		await run(first.id);
		table = await dataTable(session, 'Vidu products');
		real = (await load(NAME, dryRunOff(VIDU))).id;
	});

	test('the first run makes an empty table; a dry run shows prices and notes only problems', async () => {
		assert.deepEqual(await table.rows(), []);
		await table.add([
			{ product: 'Mug', photo: photo('mug'), prompt: 'Steam rises' },
			{ product: 'Lamp', photo: '', prompt: 'It lights up' },
			{ product: 'Chair', photo: photo('chair'), prompt: `It turns ${FAILS}` },
			{ product: 'Old', photo: photo('old'), prompt: 'Made before', status: 'done' },
		]);
		const execution = await run((await load(NAME)).id);
		assertPrices(rest.itemsOf(execution, VIDU), 2);
		assert.deepEqual(await statuses(table), [null, '', null, 'done']);
		const problems = pick(await table.rows(), 'problem').flat();
		assert.match(problems[1], /^Row 2: .*Image URL/);
		assert.deepEqual([problems[0], problems[2]], [null, null]);
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('a real run writes link, cost and status to each row, and why one failed', async () => {
		const execution = await run(real);
		const rows = await table.rows();
		assert.deepEqual(pick(rows, 'product', 'status'), [
			['Mug', 'done'],
			['Lamp', 'failed'],
			['Chair', 'failed'],
			['Old', 'done'],
		]);
		const [mug, lamp, chair, old] = rows;
		const [{ json }] = rest.itemsOf(execution, VIDU);
		assert.equal(mug.link, json.videoUrl);
		assert.match(mug.link, new RegExp(`^${gateway.filesUrl}/`));
		assert.equal(mug.cost, json.cost);
		assert.ok(mug.cost > 0);
		assert.match(lamp.problem, /Image URL/);
		assert.match(chair.problem, new RegExp(`task ${bought()[1].id}`));
		assert.deepEqual([old.link, old.problem], [null, null]);
		assert.deepEqual(
			bought().map(({ params }) => params.images[0]),
			[photo('mug'), photo('chair')],
		);
	});

	test('again it buys nothing; then only the row whose status was emptied', async () => {
		await run(real);
		assert.equal(gateway.counts.createRequests, 2);
		const [, lamp] = await table.rows();
		await table.edit(lamp.id, { photo: photo('lamp'), status: '' });
		await run(real);
		assert.equal(gateway.counts.createRequests, 3);
		const after = (await table.rows())[1];
		assert.deepEqual([after.status, after.problem], ['done', '']);
		assert.match(after.link, /\.mp4/);
	});

	test('a run that was stopped leaves its row at "started", and no later run buys it', async () => {
		await table.add([{ product: 'Clock', photo: photo('clock'), prompt: `It ticks ${SLOW}` }]);
		const execution = await startOf(real);
		await until(() => gateway.counts.creates === 4, 'the task of the clock');
		await rest.stopExecution(session, execution);
		assert.equal((await rest.waitForExecution(session, execution)).status, 'canceled');
		assert.equal((await statuses(table)).at(-1), 'started');
		await run(real);
		assert.equal(gateway.counts.createRequests, 4);
	});
});

describe('submit now, collect later', () => {
	const NAME = 'submit-now-collect-later';
	const SCHEDULE = 'Every 5 Minutes';
	let table;
	let real;

	before(async () => {
		gateway.reset();
		await run((await load(NAME)).id);
		table = await dataTable(session, 'Vidu queue');
		real = (await load(NAME, dryRunOff('Submit'))).id;
	});

	test('a dry run shows prices and submits nothing, and there is nothing to collect', async () => {
		await table.add([
			{ prompt: 'A red kite' },
			{ prompt: '' },
			{ prompt: `A fox ${FAILS}` },
			{ prompt: `A slow boat ${SLOW}` },
		]);
		const { id } = await load(NAME);
		assertPrices(rest.itemsOf(await run(id), 'Submit'), 3);
		assert.deepEqual(await statuses(table), [null, '', null, null]);
		const collected = await run(id, SCHEDULE);
		assert.deepEqual(rest.itemsOf(collected, 'Get'), []);
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('part 1 stores the task IDs and buys no row again', async () => {
		await run(real);
		const ids = bought().map(({ id }) => id);
		const rows = pick(await table.rows(), 'status', 'taskId', 'link');
		assert.deepEqual(rows, [
			['submitted', ids[0], null],
			['failed', null, null],
			['submitted', ids[1], null],
			['submitted', ids[2], null],
		]);
		await run(real);
		assert.equal(gateway.counts.createRequests, 3);
	});

	test('part 2 collects what is finished, marks what failed, and leaves what runs', async () => {
		await eventually(async () => {
			await run(real, SCHEDULE);
			return (await statuses(table)).filter((status) => status === 'submitted').length === 1;
		});
		const [kite, empty, fox, boat] = await table.rows();
		assert.match(kite.link, new RegExp(`^${gateway.filesUrl}/`));
		assert.ok(kite.cost > 0);
		assert.deepEqual(pick([kite, empty, fox, boat], 'status').flat(), [
			'done',
			'failed',
			'failed',
			'submitted',
		]);
		assert.ok(fox.problem.length > 0);
		assert.deepEqual([fox.link, boat.link, boat.problem], [null, null, '']);
		assert.equal(gateway.counts.createRequests, 3);
	});

	test('a check that fails is noted, and the row is checked again', async () => {
		gateway.faults = ({ kind }) =>
			kind === 'look' ? { type: 'status', status: 401, body: { message: 'no' } } : undefined;
		await run(real, SCHEDULE);
		gateway.faults = undefined;
		const boat = (await table.rows())[3];
		assert.equal(boat.status, 'submitted');
		assert.ok(boat.problem.length > 0);
		const execution = await run(real, SCHEDULE);
		assert.equal(rest.itemsOf(execution, 'Get').length, 1);
	});
});

describe('a Google Sheet to Google Drive', () => {
	const VIDU = 'Text to Video';
	const ROWS = [
		{ row_number: 2, prompt: 'A red kite', status: '', link: '', cost: '', problem: '' },
		{ row_number: 3, prompt: 'Made before', status: 'done', link: 'https://x', cost: 1 },
		{ row_number: 4, prompt: '', status: '' },
		{ row_number: 5, prompt: `A fox ${FAILS}` },
		{ row_number: 6, prompt: 'A paper boat' },
	];

	const SHEET = { documentId: 'sheet-1', sheetName: 'gid=0' };
	let google;

	/**
	 * The example with stand-ins for what needs an account: the nodes that read are pinned, and those that write are
	 * Edit Fields nodes with the same names and expressions, which put out what they would have written.
	 */
	const standIns = (nodes, workflow) => {
		for (const [name, value] of Object.entries(SHEET)) {
			nodes['New Row'].parameters[name].value = value;
		}
		workflow.pinData = {
			'New Row': [{ json: { prompt: 'A paper boat' } }],
			'All Rows': ROWS.map((json) => ({ json })),
		};
		for (const name of ['Mark as Started', 'Save Link', 'Save Problem']) {
			const { columns, documentId, sheetName } = nodes[name].parameters;
			const where = { documentId: documentId.value, sheetName: sheetName.value };
			standIn(nodes[name], { ...columns.value, ...where });
		}
		const { name } = nodes.Upload.parameters;
		standIn(nodes.Upload, { name, webViewLink: '=https://drive/{{ $binary.data.fileName }}' });
	};

	function standIn(node, values) {
		const assignments = Object.entries(values).map(([name, value]) => ({
			id: name,
			name,
			value,
			type: name === 'row_number' ? 'number' : 'string',
		}));
		node.type = 'n8n-nodes-base.set';
		node.typeVersion = 3.4;
		node.parameters = { assignments: { assignments }, options: {} };
		delete node.credentials;
	}

	const written = (execution, node) => rest.itemsOf(execution, node).map(({ json }) => json);
	const start = async (change) =>
		await run((await load('google-sheet-to-drive', change, google)).id, 'New Row');

	before(async () => {
		gateway.reset();
		const data = { clientId: 'x', clientSecret: 'x' };
		google = await Promise.all(
			['googleSheetsTriggerOAuth2Api', 'googleSheetsOAuth2Api'].map(
				async (type) => await rest.createCredential(session, { name: type, type, data }),
			),
		);
	});

	test('a dry run shows prices, uploads nothing and marks no row', async () => {
		const execution = await start(standIns);
		assertPrices(rest.itemsOf(execution, VIDU), 3);
		for (const node of ['Mark as Started', 'Upload', 'Save Link', 'Save Problem']) {
			assert.deepEqual(written(execution, node), []);
		}
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('a real run marks each new row before it buys, and writes back its link or its problem', async () => {
		const execution = await start((nodes, workflow) => {
			standIns(nodes, workflow);
			dryRunOff(VIDU)(nodes);
		});
		assert.deepEqual(
			written(execution, 'Mark as Started'),
			[2, 5, 6].map((row_number) => ({ row_number, status: 'started', ...SHEET })),
		);
		assert.deepEqual(
			bought().map(({ params }) => params.prompt),
			['A red kite', `A fox ${FAILS}`, 'A paper boat'],
		);
		const saved = written(execution, 'Save Link');
		assert.deepEqual(pick(saved, 'row_number', 'status', 'link', 'problem'), [
			[2, 'done', 'https://drive/a-red-kite.mp4', ''],
			[6, 'done', 'https://drive/a-paper-boat.mp4', ''],
		]);
		for (const { cost } of saved) assert.ok(Number(cost) > 0);
		const [fox, ...others] = written(execution, 'Save Problem');
		assert.deepEqual(pick([fox], 'row_number', 'status'), [[5, 'failed']]);
		assert.match(fox.problem, new RegExp(`task ${bought()[1].id}`));
		assert.deepEqual(others, []);
	});
});

/** @param {() => Promise<boolean>} isSo tried again, with what it does, until it is so */
async function eventually(isSo) {
	for (let tries = 0; tries < 20; tries++) if (await isSo()) return;
	assert.fail('not within 20 runs');
}
