import { startGateway, type Gateway, type HostileName } from './index';
import { createText, overTheWire, type Wire } from './wire';

/** A key with letters that a URL, or JSON, writes in another way. */
const KEY = 'sk-vidu/SECRET+"0123"=';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway({ keys: [KEY] });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

async function told(answer: HostileName): Promise<Wire> {
	gateway.faults = () => ({ type: 'hostile', answer });
	return await overTheWire(gateway.baseUrl, createText(KEY));
}
const base64 = Buffer.from(KEY).toString('base64');
const units = [...KEY].map((letter) => letter.charCodeAt(0).toString(16));

it.each<[HostileName, onTheWire: string, read: string]>([
	['key-raw', 'sk-vidu/SECRET+\\"0123\\"=', KEY],
	['key-url-encoded', encodeURIComponent(KEY), encodeURIComponent(KEY)],
	['key-percent', '%73%6b%2d', units.map((unit) => `%${unit}`).join('')],
	['key-json-escaped', '\\u0073\\u006b\\u002d', KEY],
	['key-escaped-twice', '\\\\u0073\\\\u006b', units.map((unit) => `\\u00${unit}`).join('')],
	['key-base64', base64, base64],
	['key-reversed', '=\\"3210\\"+TERCES', [...KEY].reverse().join('')],
])('%s: in every text of the answer', async (answer, onTheWire, read) => {
	const { body } = await told(answer);
	expect(body).toContain(onTheWire);
	const { id, status, message, error, output, metadata } = JSON.parse(body);
	expect(gateway.tasks.has(id)).toBe(true);
	expect(status).toBe(read);
	expect(message).toContain(read);
	expect([error.code, error.message]).toEqual([read, expect.stringContaining(read)]);
	expect(output[0].content[0].url).toContain(read);
	expect(metadata).toEqual({ note: expect.stringContaining(read), [read]: read });
});
it.each<HostileName>(['key-json-escaped', 'key-base64', 'key-percent', 'key-reversed'])(
	'%s: not as it is',
	async (answer) => {
		expect((await told(answer)).text).not.toMatch(/sk-vidu|SECRET/);
	},
);
it('key-in-page: in a text that is no JSON', async () => {
	const { head, body } = await told('key-in-page');
	expect(head).toMatch(/text\/html/);
	expect(body).toContain(`Bearer ${KEY}`);
});
it('key-in-headers: in the address of a redirect and in the status line', async () => {
	const { head } = await told('key-in-headers');
	expect(head).toContain(`HTTP/1.1 302 Found ${KEY}\r\n`);
	expect(head).toContain(`Location: /elsewhere?key=${encodeURIComponent(KEY)}\r\n`);
	expect(head).toContain(`Retry-After: ${KEY}\r\n`);
});
it('nothing is quoted where no key came', async () => {
	gateway.faults = () => ({ type: 'hostile', answer: 'key-raw' });
	const { head, body } = await overTheWire(gateway.baseUrl, createText(''));
	expect(head).toMatch(/^HTTP\/1.1 401 /);
	expect(JSON.parse(body).status).toBe('');
});
