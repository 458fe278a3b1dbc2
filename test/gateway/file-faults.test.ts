import { get, type IncomingMessage } from 'node:http';
import { EXTEND_MODEL, finished, urlIn } from './client';
import { startGateway, type Fault, type Gateway } from './index';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

interface Received {
	readonly headers: IncomingMessage['headers'];
	readonly bytes: number;
	readonly error?: string;
}
/** Reads a file, and after 150 ms without a byte gives up. */
async function download(fault: Fault): Promise<Received> {
	gateway.faults = undefined;
	const url = urlIn(await finished(gateway, { video_url: 'http://a/b' }, EXTEND_MODEL));
	gateway.faults = () => fault;
	const request = get(url);
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		request.on('response', resolve).on('error', reject);
	});
	const { headers } = response;
	response.setTimeout(150, () => request.destroy());
	let bytes = 0;
	try {
		for await (const piece of response) bytes += piece.length;
		return { headers, bytes };
	} catch (error) {
		return { headers, bytes, error: (error as NodeJS.ErrnoException).code };
	}
}
/** Of the sample for 16:9. */
const size = 2463;
const length = { 'content-type': 'video/mp4', 'content-length': String(size) };

it('truncate: fewer bytes than announced', async () => {
	const received = await download({ type: 'truncate', bytes: 1000 });
	expect(received).toMatchObject({ bytes: 1000, error: 'ECONNRESET', headers: length });
});
it('truncate: fewer bytes, and no length', async () => {
	const fault: Fault = { type: 'truncate', bytes: 1000, contentLength: 'none' };
	const { headers, bytes, error } = await download(fault);
	expect([bytes, error]).toEqual([1000, undefined]);
	expect(headers).not.toHaveProperty('content-length');
	expect(headers).not.toHaveProperty('transfer-encoding');
});
it('html: a page instead', async () => {
	const { headers, error } = await download({ type: 'html' });
	expect([headers['content-type'], error]).toEqual(['text/html; charset=utf-8', undefined]);
});
it('empty: no bytes', async () => {
	const { headers, bytes, error } = await download({ type: 'empty' });
	expect([headers['content-length'], bytes, error]).toEqual(['0', 0, undefined]);
});
it('stall-body: some bytes, then silence', async () => {
	const received = await download({ type: 'stall-body', bytes: 1000 });
	expect(received).toMatchObject({ bytes: 1000, error: 'ECONNRESET', headers: length });
});
it('reset-body: some bytes, then a reset', async () => {
	const { headers, bytes, error } = await download({ type: 'reset-body', bytes: 1000 });
	expect(headers).toMatchObject(length);
	expect(error).toBe('ECONNRESET');
	expect(bytes).toBeLessThanOrEqual(1000);
});
it('any other', async () => {
	await expect(download({ type: 'reset' })).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(await download({ type: 'status', status: 404, body: 'gone' })).toMatchObject({
		bytes: 4,
	});
	expect(await download({ type: 'delay', ms: 20 })).toMatchObject({ bytes: size });
});
