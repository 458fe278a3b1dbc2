import { get, type IncomingMessage } from 'node:http';
import { Writable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { DEFAULT_KEY, startGateway, type Gateway, type HostileName } from './index';
import { finished } from './client';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

interface Unpacked {
	readonly encoding: string | undefined;
	readonly packed: number;
	readonly bytes: number;
	readonly start: string;
	readonly end: string;
}

/** Reads a look's answer to its end without keeping it. */
async function unpack(
	answer: HostileName,
	bytes: number | undefined,
	...layers: Duplex[]
): Promise<Unpacked> {
	const { id } = await finished(gateway, { prompt: 'x' });
	gateway.faults = () => ({ type: 'hostile', answer, bytes });
	const headers = { Authorization: `Bearer ${DEFAULT_KEY}`, 'Accept-Encoding': 'identity' };
	const url = `${gateway.baseUrl}/model/v1/generation/task/${id}`;
	const response = await new Promise<IncomingMessage>((resolve) => {
		get(url, { headers }, resolve);
	});
	let packed = 0;
	response.on('data', ({ length }: Buffer) => (packed += length));
	let [read, start, end] = [0, '', ''];
	const sink = new Writable({
		write(piece: Buffer, _encoding, done) {
			if (read === 0) start = piece.toString('latin1', 0, 50);
			read += piece.length;
			end = piece.toString('latin1', piece.length - 1);
			done();
		},
	});
	await pipeline([response, ...layers, sink]);
	return { encoding: response.headers['content-encoding'], packed, bytes: read, start, end };
}
const ID = /^\{"id":"[0-9a-v]{20}"/;
const SMALL = 50e6;

it.each<[HostileName, string, () => Duplex[]]>([
	['gzip-bomb', 'gzip', () => [createGunzip()]],
	['deflate-bomb', 'deflate', () => [createInflate()]],
	['brotli-bomb', 'br', () => [createBrotliDecompress()]],
	['bomb-in-bomb', 'gzip', () => [createGunzip(), createGunzip()]],
	['two-encodings', 'gzip, gzip', () => [createGunzip(), createGunzip()]],
])('%s: a large answer in a small one', async (answer, encoding, layers) => {
	const unpacked = await unpack(answer, SMALL, ...layers());
	expect(unpacked).toMatchObject({ encoding, bytes: SMALL, end: '}' });
	expect(unpacked.start).toMatch(ID);
	expect(unpacked.packed).toBeLessThan(SMALL / 100);
});
it('gzip-bomb: 1 GB unless told', async () => {
	expect(await unpack('gzip-bomb', undefined, createGunzip())).toMatchObject({ bytes: 2 ** 30 });
});
it('long-text: 300 MB unless told', async () => {
	const { bytes, start, encoding } = await unpack('long-text', undefined);
	expect([bytes, encoding]).toEqual([300e6, undefined]);
	expect(start).toMatch(ID);
});
it('endless-text: goes on for as long as the client reads', async () => {
	const { id } = await finished(gateway, { prompt: 'x' });
	gateway.faults = () => ({ type: 'hostile', answer: 'endless-text' });
	const headers = { Authorization: `Bearer ${DEFAULT_KEY}` };
	const response = await fetch(`${gateway.baseUrl}/model/v1/generation/task/${id}`, { headers });
	let bytes = 0;
	for await (const piece of response.body!) {
		bytes += piece.length;
		if (bytes > 400e6) break;
	}
	expect(bytes).toBeGreaterThan(400e6);
});
it('false-encoding: no gzip at all', async () => {
	const { encoding, start } = await unpack('false-encoding', undefined);
	expect(encoding).toBe('gzip');
	expect(start).toMatch(ID);
});
