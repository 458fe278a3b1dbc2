import { create, ended, estimate, EXTEND_MODEL, look, stoppedClock, urlIn } from './client';
import { DISAGREEMENTS } from './disagreements';
import { startGateway, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway({
		taskSeconds: 0,
		answerStyle: 'disagreeing',
		tellsLength: true,
	});
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());
afterEach(() => jest.restoreAllMocks());

const lengthOf = async (url: string) => {
	const file = Buffer.from(await (await fetch(url)).arrayBuffer());
	const type = file.indexOf('mvhd');
	return file.readUInt32BE(type + 20) / file.readUInt32BE(type + 16);
};

/** What shows each of the ten, and what there is instead of what is documented. */
const SHOWN: Record<keyof typeof DISAGREEMENTS, () => Promise<void>> = {
	'bad-key': async () => expect((await look(gateway, 'nowhere', 'bad')).status).toBe(403),
	'missing-task': async () => {
		const { status, body } = await look(gateway, 'nowhere');
		expect([status, body.error.message]).toEqual([400, 'bad request']);
	},
	'unknown-model': async () => {
		const { body } = await estimate(gateway, { prompt: 'x' }, { model: 'no_such_model' });
		expect(body.data.cost).toMatch(/^0\.\d+$/);
	},
	'invalid-parameter': async () => {
		const { body } = await estimate(gateway, { prompt: 'x', duration: 1000 });
		expect(body.data.cost).toMatch(/^0\.\d+$/);
		expect((await create(gateway, { prompt: 'x', duration: 1000 })).status).toBe(400);
	},
	'preview-currency': async () => {
		expect((await estimate(gateway, { prompt: 'x' })).body.data.currency).toBe('CNY');
	},
	'status-words': async () => {
		const { id } = (await create(gateway, { prompt: '[seconds:60]' })).body;
		expect((await look(gateway, id)).body.status).toBe('rendering');
	},
	progress: async () => {
		const pass = stoppedClock();
		const { id } = (await create(gateway, { prompt: '[seconds:100]' })).body;
		pass(40);
		expect((await look(gateway, id)).body.progress).toBe(40);
	},
	'usage-when': async () => {
		const { id } = (await create(gateway, { prompt: 'x' })).body;
		const looks = [];
		for (let n = 0; n < 4; n += 1) looks.push((await look(gateway, id)).body);
		expect(looks.map(({ status }) => status)).toEqual(Array(4).fill('completed'));
		// The answer to the creation is the first to show the video.
		expect(looks.map((body) => 'usage' in body)).toEqual([false, true, true, true]);
	},
	'unknown-field': async () => {
		const { status } = await create(gateway, { prompt: 'x', no_such_field: true });
		expect([status, gateway.counts.creates]).toEqual([200, 1]);
	},
	'extension-length': async () => {
		const first = (await create(gateway, { prompt: 'x', duration: 4 })).body;
		const video_url = urlIn(await ended(gateway, first.id));
		const more = (await create(gateway, { video_url, duration: 2 }, { model: EXTEND_MODEL })).body;
		expect(await lengthOf(video_url)).toBe(4);
		expect(await lengthOf(urlIn(await ended(gateway, more.id)))).toBe(2);
	},
};

it.each(Object.entries(SHOWN))('the disagreeing style disagrees in %s', async (_name, shown) => {
	await shown();
});

it.each(Object.entries(SHOWN))('the documented style does not, in %s', async (_name, shown) => {
	gateway.answerStyle = 'documented';
	await expect(shown()).rejects.toThrow();
});
