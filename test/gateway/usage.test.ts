import { EXTEND_MODEL, finished, TEXT_MODEL } from './client';
import { startGateway, type Gateway, type UsageStyle } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

/** What a text to video task and an extension report, each of 5 s in 720p. */
async function usages(style: UsageStyle) {
	gateway.usage = style;
	const text = await finished(gateway, { prompt: 'x' });
	const video_url = 'https://example.com/a.mp4';
	return [text.usage, (await finished(gateway, { video_url }, EXTEND_MODEL)).usage];
}

const credits = (model: string) => ({ model, duration: 5, resolution: '720p', credits: 30 });
const cost = (value: unknown) => ({ cost: value, discount: 0 });

it.each<[UsageStyle, unknown, unknown]>([
	['documented', cost('0.1500'), credits(EXTEND_MODEL)],
	['cost', cost('0.1500'), cost('0.1500')],
	['credits', credits(TEXT_MODEL), credits(EXTEND_MODEL)],
	['double', cost('0.3000'), cost('0.3000')],
	['number', cost(0.15), cost(0.15)],
	['empty', cost(''), cost('')],
	['null', cost(null), cost(null)],
	['none', undefined, undefined],
])('usage is reported as asked for: %s', async (style, text, extend) => {
	expect(await usages(style)).toEqual([text, extend]);
});

it('is as the options say after a reset', async () => {
	const other = await startGateway({ usage: 'none' });
	other.usage = 'cost';
	expect((await finished(other, { prompt: 'x' })).usage).toEqual(cost('0.1500'));
	other.reset();
	expect(await finished(other, { prompt: 'x' })).not.toHaveProperty('usage');
	await other.close();
});
