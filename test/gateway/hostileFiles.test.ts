import { finished, urlIn } from './client';
import { startGateway, type Gateway, type HostileName } from './index';
import { getText, overTheWire, type Enough, type Wire } from './wire';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

/** What the file host sends for a video. */
async function fetched(answer: HostileName, enough?: Enough): Promise<Wire> {
	const { pathname, search } = new URL(urlIn(await finished(gateway, { prompt: 'x' })));
	gateway.faults = ({ kind }) =>
		kind === 'file' ? { type: 'hostile', answer, every: 1 } : undefined;
	return await overTheWire(gateway.filesUrl, getText(pathname + search), enough);
}
/** How an MP4 file begins. */
const FTYP = /^\0\0\0.ftyp/s;
const much: Enough = ({ length }) => length > 20e6;

it('endless-file: no length, no end', async () => {
	const { head, body, ended } = await fetched('endless-file', much);
	expect(head).toMatch(/Content-Type: video\/mp4/);
	expect(head).not.toMatch(/content-length|transfer-encoding/i);
	expect(body).toMatch(FTYP);
	expect(ended).toBe('left');
});
it('huge-file: a terabyte is announced, and more comes than anybody wants', async () => {
	const { head, body } = await fetched('huge-file', much);
	expect(head).toMatch(/Content-Length: 1000000000000$/m);
	expect(body).toMatch(FTYP);
});
it('lying-length: two bytes are announced, and more comes', async () => {
	const { head, ended } = await fetched('lying-length', much);
	expect(head).toMatch(/Content-Length: 2$/m);
	expect(ended).toBe('left');
});
it('no-number-length: a length that is no number', async () => {
	const { head, body } = await fetched('no-number-length');
	expect(head).toMatch(/Content-Length: 0x7fffffff$/m);
	expect(body).toMatch(FTYP);
});
it('drip-file: byte by byte', async () => {
	const sizes: number[] = [];
	const { body } = await fetched('drip-file', ({ length }) => sizes.push(length) > 50);
	expect(body.slice(4, 8)).toBe('ftyp');
	expect(sizes[50] - sizes[40]).toBeLessThan(100);
});
it('path-name: a name that leads out of the folder', async () => {
	const { head, body } = await fetched('path-name');
	expect(head).toContain('filename="../../../../etc/cron.d/owned"');
	expect(head).toContain("filename*=UTF-8''..%2F..%2F");
	expect(body).toMatch(FTYP);
});
it('script-name: a name that tells a terminal what to do', async () => {
	expect((await fetched('script-name')).head).toContain('filename="video.mp4\u001b[31m.html"');
});
it('page-as-video: no video', async () => {
	const { head, body } = await fetched('page-as-video');
	expect(head).toMatch(/Content-Type: video\/mp4/);
	expect(body).toContain('<script>');
});
it.each<[HostileName, RegExp]>([
	['close-in-status', /^HTTP\/1.1 20$/],
	['close-in-headers', /Accept-Ranges: b$/],
	['close-before-body', /Content-Length: \d+\r\n\r\n$/],
	['close-in-body', /\0\0\0.ftyp/s],
])('%s: of a file', async (answer, shape) => {
	const { text, ended } = await fetched(answer);
	expect(text).toMatch(shape);
	expect(ended).toBe('end');
});
it('redirect-chain: keeps the signature of the file', async () => {
	const { head } = await fetched('redirect-chain');
	expect(head).toMatch(/Location: \/videos\/\S+Signature=\S+hop=1/);
});
