import { acceptance, EXTEND_MODEL, refusal } from './client';
import { endFrameProblem } from './imageLimits';
import { startGateway, type Gateway } from './index';
import { extendedWebp, FINE, png, WIDE } from './pictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const SOURCE = { video_url: 'https://example.com/a.mp4' };

describe('images', () => {
	const extend = (images: unknown) => refusal(gateway, { ...SOURCE, images }, EXTEND_MODEL);
	const base64 = (type: string, uri: string) => `data:${type};base64,${uri.split(',')[1]}`;

	it.each<[string, string[]]>([
		['none', []],
		['a URL', ['https://example.com/a.png']],
		...Object.entries(FINE).map(([name, uri]): [string, string[]] => [name, [uri]]),
	])('accepts %s', async (_name, images) => {
		await acceptance(gateway, { ...SOURCE, images }, EXTEND_MODEL);
	});
	it('accepts ratios up to the limits', async () => {
		for (const uri of [png(399, 100), png(100, 399), extendedWebp(100, 399)]) {
			await acceptance(gateway, { ...SOURCE, images: [uri] }, EXTEND_MODEL);
		}
	});
	it.each<[string, string, unknown]>([
		['no array', '008012007', 'https://example.com/a.png'],
		['two', '008012007', [FINE.png, FINE.png]],
		['no text', '008012008', [{ url: 'https://example.com/a.png' }]],
		['bare Base64', '008012008', [FINE.png.split(',')[1]]],
		['another type', '008012008', [base64('image/gif', FINE.png)]],
		['no type', '008012008', [base64('', FINE.png)]],
		['no Base64 flag', '008012008', [FINE.png.replace(';base64', '')]],
		['not Base64', '008012008', ['data:image/png;base64,iVBORw0KGgo*']],
		['no content', '008012008', ['data:image/png;base64,']],
		['content of another type', '008012008', [base64('image/png', FINE.jpeg)]],
		['content of another type', '008012008', [base64('image/jpeg', FINE.webp)]],
		['content of another type', '008012008', [base64('image/webp', FINE.png)]],
		['exactly 4:1', '008012009', [png(400, 100)]],
		['exactly 1:4', '008012009', [png(100, 400)]],
		...Object.entries(WIDE).map(([name, uri]): [string, string, unknown] => [
			`wide ${name}`,
			'008012009',
			[uri],
		]),
	])('refuses %s with %s', async (_name, code, images) => {
		expect((await extend(images)).code).toBe(code);
	});
	it('are at most 50 MB, which no POST body can hold', () => {
		const limit = 50 * 1024 * 1024;
		const uri = (bytes: number) => {
			const data = Buffer.alloc(bytes);
			Buffer.from(FINE.png.split(',')[1], 'base64').copy(data);
			return `data:image/png;base64,${data.toString('base64')}`;
		};
		expect(endFrameProblem(uri(limit))).toBeUndefined();
		expect(endFrameProblem(uri(limit + 1))?.code).toBe('008012009');
	});
});
