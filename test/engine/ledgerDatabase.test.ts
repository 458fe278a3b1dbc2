/** How n8n's database may behave while the node writes its purchases into the ledger. */

import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import { listen, runAgain, startSaved } from './crash';
import { FakeMemory } from './memory';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

const memory = new FakeMemory();

beforeAll(async () => await memory.install());

beforeEach(() => {
	Object.assign(memory, FakeMemory.fresh());
});

afterEach(() => jest.restoreAllMocks());

const BEFORE = /already submitted/;

test('purchases that start together are written together', async () => {
	await openGateway();
	await runVidu({ items: [{}, {}, {}, {}, {}] });
	expect(memory.writes).toBe(2);
});

test('an overwritten purchase is written again, before the creation', async () => {
	const gateway = await openGateway();
	let overwrites = 2;
	memory.meanwhile = () => {
		overwrites -= 1;
		const overwrite = () => memory.rows.set('workflow-1 Vidu', { data: ['another'] });
		if (overwrites >= 0) setTimeout(overwrite, 1);
		expect(gateway.counts.createRequests).toBe(0);
	};
	const { execution, saved } = startSaved();
	expect(errorOf(await execution.finished)).toBe('');
	memory.meanwhile = undefined;
	expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
	expect(gateway.counts.createRequests).toBe(1);
});

test('after a conflict with another process, the node tries again', async () => {
	const gateway = await openGateway();
	memory.broken = new Error('duplicate key value violates unique constraint');
	setTimeout(() => (memory.broken = undefined), 60);
	const { execution, saved } = startSaved();
	expect(errorOf(await execution.finished)).toBe('');
	expect(errorOf(await runAgain(saved))).toMatch(BEFORE);
	expect(gateway.counts.creates).toBe(1);
});

test.each([
	['fails', { broken: new Error('the database is gone') }, /the database is gone/],
	['is lost after the write', { brokenAfter: new Error('connection lost') }, /connection lost/],
	['does not answer', { hangs: true }, /it does not answer/],
])('when it %s, the node buys and warns in the log, once', async (_what, database, warning) => {
	const lines = listen();
	const gateway = await openGateway();
	Object.assign(memory, database);
	expect(errorOf(await runVidu({ items: [{}, {}] }))).toBe('');
	expect(gateway.counts.creates).toBe(2);
	const warnings = lines.filter((line) => warning.test(line));
	expect(warnings).toHaveLength(1);
	expect(warnings[0]).toMatch(/Retry execution.*node "Vidu", execution 42/);
});

test('when it fails and so does the log, the node buys all the same', async () => {
	await openGateway();
	memory.broken = new Error('disk full');
	jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {
		throw new Error('disk full');
	});
	expect(errorOf(await runVidu())).toBe('');
});

test('when it is slower than the timeout, nothing is bought', async () => {
	const gateway = await openGateway();
	memory.delay = 1500;
	const options = { ...QUICK, timeout: 1 };
	expect(errorOf(await runVidu({ parameters: { options } }))).toMatch(/time limit was reached/);
	memory.delay = 5;
	expect(gateway.counts.createRequests).toBe(0);
	expect(errorOf(await runVidu({ run: { executionId: '43' } }))).toBe('');
});

test('Stop during the write leaves no purchase, and a retry buys', async () => {
	const gateway = await openGateway();
	memory.delay = 400;
	const { execution, saved } = startSaved();
	await new Promise((resolve) => setTimeout(resolve, 250));
	const { contextData } = structuredClone(execution.data()).executionData ?? {};
	execution.stop();
	await execution.finished;
	await new Promise((resolve) => setTimeout(resolve, 1500));
	memory.delay = 5;
	expect(gateway.counts.createRequests).toBe(0);
	expect(contextData?.['node:Vidu']?.viduTasks).toMatchObject([{ state: 'preparing' }]);
	Object.assign(saved.executionData ?? {}, { contextData });
	const run = await runAgain(saved);
	expect(errorOf(run)).toBe('');
	expect(jsonOf(run)[0].status).toBe('completed');
});
