/** Do the examples with a data table buy each row once, write back to it, and buy nothing in a dry run? */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as rest from './rest.mjs';
import { gateway, session, until } from './suite.mjs';
import { assertPrices, bought, dryRunOff, load, pick, run, start } from './table-examples.mjs';

const SLOW = '[seconds:300]';
const FAILS = '[fail]';

const statuses = async (table) => pick(await table.rows(), 'status').flat();

describe('a data table of products', () => {
	const NAME = 'products-data-table';
	const VIDU = 'Image to Video';
	const photo = (name) => `https://example.com/${name}.png`;
	let table;
	let real;

	before(async () => {
		gateway.reset();
		await run(await load(NAME));
		table = await rest.dataTable(session, 'Vidu products');
		real = await load(NAME, dryRunOff(VIDU));
	});

	test('the first run makes an empty table; a dry run shows prices and notes only problems', async () => {
		assert.deepEqual(await table.rows(), []);
		await table.add([
			{ product: 'Mug', photo: photo('mug'), prompt: 'Steam rises' },
			{ product: 'Lamp', photo: '', prompt: 'It lights up' },
			{ product: 'Chair', photo: photo('chair'), prompt: `It turns ${FAILS}` },
			{ product: 'Old', photo: photo('old'), prompt: 'Made before', status: 'done' },
		]);
		const execution = await run(await load(NAME));
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
		const execution = await start(real);
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
		await run(await load(NAME));
		table = await rest.dataTable(session, 'Vidu queue');
		real = await load(NAME, dryRunOff('Submit'));
	});

	test('a dry run shows prices and submits nothing, and there is nothing to collect', async () => {
		await table.add([
			{ prompt: 'A red kite' },
			{ prompt: '' },
			{ prompt: `A fox ${FAILS}` },
			{ prompt: `A slow boat ${SLOW}` },
		]);
		const id = await load(NAME);
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
			kind === 'poll' ? { type: 'status', status: 401, body: { message: 'no' } } : undefined;
		await run(real, SCHEDULE);
		gateway.faults = undefined;
		const boat = (await table.rows())[3];
		assert.equal(boat.status, 'submitted');
		assert.ok(boat.problem.length > 0);
		const execution = await run(real, SCHEDULE);
		assert.equal(rest.itemsOf(execution, 'Get').length, 1);
	});
});

/** @param {() => Promise<boolean>} isSo tried again, with what it does, until it is so */
async function eventually(isSo) {
	for (let tries = 0; tries < 20; tries++) if (await isSo()) return;
	assert.fail('not within 20 runs');
}
