import { finished } from './client';
import { startGateway, type Gateway, type HostileName } from './index';
import { createOver, getText, lookOver, overTheWire, type Enough, type Wire } from './wire';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const EVERY = 2;
/** What a look at a completed task brings, and what it should have brought. */
async function seen(
	answer: HostileName,
	enough?: Enough,
	every = EVERY,
): Promise<Wire & { truth: string }> {
	const truth = JSON.stringify(await finished(gateway, { prompt: 'x' }));
	const [id] = gateway.tasks.keys();
	gateway.faults = () => ({ type: 'hostile', answer, every });
	return { truth, ...(await lookOver(gateway, id, enough)) };
}
const longerThan =
	(bytes: number): Enough =>
	({ length }) =>
		length > bytes;

describe('dripping', () => {
	it('drip-body: the true body, then blanks, byte by byte', async () => {
		const { head, body, truth, ended } = await seen('drip-body', (text) => / {9}$/.test(text));
		expect(head).not.toMatch(/content-length|transfer-encoding/i);
		expect(body.trimEnd()).toBe(truth);
		expect(ended).toBe('left');
	});
	it('takes one second for a byte, unless told', async () => {
		const times: number[] = [];
		await seen('drip-blanks', (text) => / +$/.test(text) && times.push(Date.now()) > 1, 1_000);
		expect(times[1] - times[0]).toBeGreaterThan(900);
	});
	it('drip-blanks: the whole body at once, then blanks', async () => {
		const { body, truth } = await seen('drip-blanks', (text) => / {5}$/.test(text));
		expect(body.trimEnd()).toBe(truth);
	});
	it('drip-headers: a head that never ends', async () => {
		const { text, body } = await seen('drip-headers', longerThan(200));
		expect(text).toMatch(/^HTTP\/1.1 200 OK\r\nContent-Type: .*\r\nX-Filler: a{50,}$/);
		expect(body).toBe('');
	});
	it('drip-status: a status line that never ends', async () => {
		expect((await seen('drip-status', longerThan(50))).text).toMatch(/^HTTP\/1.1 200 OO+$/);
	});
	it('drip-trailers: a whole chunked body, then no end', async () => {
		const { body, truth } = await seen('drip-trailers', (text) => /: a{9}$/.test(text));
		const chunk = `${truth.length.toString(16)}\r\n${truth}\r\n`;
		expect(body).toBe(`${chunk}0\r\nX-Filler: aaaaaaaaa`);
	});
	it('drip-continue: nothing but 100 Continue, byte by byte', async () => {
		const { text } = await seen('drip-continue', longerThan(60));
		expect(text).toMatch(/^(HTTP\/1.1 100 Continue\r\n\r\n){2}HTTP/);
	});
	it('stall-before-body: a head, and silence', async () => {
		const { head, body, truth } = await seen('stall-before-body', (text) => /\r\n\r\n/.test(text));
		expect(head).toContain(`Content-Length: ${truth.length}`);
		expect(body).toBe('');
	});
});

describe('flooding', () => {
	it('endless-continue: many megabytes of 100 Continue', async () => {
		const { text } = await seen('endless-continue', longerThan(5e6));
		expect(text.slice(0, 50)).toBe('HTTP/1.1 100 Continue\r\n\r\n'.repeat(2));
		expect(text).not.toMatch(/HTTP\/1.1 [^1]/);
	});
	it('endless-trailers: many megabytes behind the body', async () => {
		const { text, truth } = await seen('endless-trailers', longerThan(5e6));
		expect(text).toContain(`${truth}\r\n0\r\nX-Filler: aaa`);
	});
});

describe('the connection is closed', () => {
	it.each<[HostileName, RegExp]>([
		['close-before-status', /^$/],
		['close-in-status', /^HTTP\/1.1 20$/],
		['close-in-headers', /^HTTP\/1.1 200 OK\r\nContent-Type: application\/json; charset=u$/],
		['close-before-body', /^HTTP[^{]*Content-Length: \d{3}\r\n\r\n$/],
		['close-in-body', /Content-Length: \d{3}\r\n\r\n\{"id":"[0-9a-v]{20}".*[^}]$/],
		['close-in-chunk', /chunked\r\n\r\n[0-9a-f]{3}\r\n\{"id":"[0-9a-v]{20}".*[^}]$/],
		['close-in-chunk-size', /chunked\r\n\r\n[0-9a-f]{3}\r\n\{"id":.*\}\r\n1$/],
	])('%s', async (answer, shape) => {
		const { text, ended } = await seen(answer);
		expect(text).toMatch(shape);
		expect(ended).toBe('end');
	});
	it('reset-in-body', async () => {
		const { text, ended } = await seen('reset-in-body');
		expect(text).not.toMatch(/\}$/);
		expect(ended).toBe('reset');
	});
	it('after a purchase', async () => {
		for (const answer of ['close-before-status', 'close-in-body', 'reset-in-body'] as const) {
			gateway.faults = () => ({ type: 'hostile', answer });
			await createOver(gateway);
		}
		expect(gateway.counts).toMatchObject({ createRequests: 3, creates: 3 });
	});
});

describe('lengths', () => {
	it.each<[HostileName, (length: number) => string[]]>([
		['short-length', (length) => [`Content-Length: ${length >> 1}`]],
		['long-length', (length) => [`Content-Length: ${length + 1_000}`]],
		['two-lengths', (length) => ['Content-Length: 1', `Content-Length: ${length}`]],
	])('%s', async (answer, lengths) => {
		const { head, body, truth } = await seen(answer);
		expect(body).toBe(truth);
		expect(head.match(/Content-Length: \d+/g)).toEqual(lengths(truth.length));
	});
	it('absurd-chunk: 2^72 bytes', async () => {
		const { body, truth } = await seen('absurd-chunk');
		expect(body).toBe(`ffffffffffffffffff\r\n${truth}`);
	});
	it('long-chunk-extension: a megabyte of it', async () => {
		const { body, truth } = await seen('long-chunk-extension');
		expect(body.length - truth.length).toBeGreaterThan(2 ** 20);
		expect(body.endsWith(`\r\n${truth}\r\n0\r\n\r\n`)).toBe(true);
	});
});

describe('heads', () => {
	it('long-header: a megabyte', async () => {
		const { head, body, truth } = await seen('long-header');
		expect(/X-Filler: (a+)/.exec(head)![1]).toHaveLength(2 ** 20);
		expect(body).toBe(truth);
	});
	it('many-headers: fifty thousand', async () => {
		const { head, body, truth } = await seen('many-headers');
		expect(head.split('\r\nX-Filler: a')).toHaveLength(50_001);
		expect(body).toBe(truth);
	});
	it('redirect-chain: a thousand, each to the next one, then the truth', async () => {
		const { head } = await seen('redirect-chain');
		expect(head).toMatch(/^HTTP\/1.1 302 /);
		let path = /Location: (\S+)/i.exec(head)?.[1];
		let last = '';
		let hops = 0;
		for (; path !== undefined; hops++) {
			const wire = await overTheWire(gateway.baseUrl, getText(path));
			last = wire.body;
			path = /Location: (\S+)/i.exec(wire.head)?.[1];
		}
		expect(hops).toBe(1_000);
		expect(last).toContain([...gateway.tasks.keys()][0]);
	});
	it('switch-protocols: a 101 that nobody asked for', async () => {
		const { head } = await seen('switch-protocols', (text) => /\}$/.test(text));
		expect(head).toMatch(/^HTTP\/1.1 101 .*\r\nConnection: Upgrade\r\n/);
	});
	it('not-http: another protocol', async () => {
		expect((await seen('not-http')).text).toMatch(/^SSH-/);
	});
});
