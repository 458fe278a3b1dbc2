/** Is a body read up to its limit, and no longer than its signal lets, whatever the stream does? */

import { readLimited } from '../../../nodes/Vidu/n8n/httpClient';
import type { ByteStream } from '../../../nodes/Vidu/n8n/httpClient';

type Piece = Buffer | undefined;

/** A stream that notes how many pieces were taken, and whether it was closed. */
function streamOf(next: (index: number) => Promise<Piece> | Piece) {
	const seen = { taken: 0, destroyed: 0, returned: 0 };
	const body: ByteStream = {
		destroy: () => void (seen.destroyed += 1),
		[Symbol.asyncIterator]: () => ({
			next: async () => {
				const value = await next(seen.taken);
				seen.taken += 1;
				return value === undefined ? { done: true, value } : { done: false, value };
			},
			return: async () => {
				seen.returned += 1;
				return { done: true, value: undefined };
			},
		}),
	};
	return { body, seen };
}

const never = async () => await new Promise<undefined>(() => {});
const open = () => new AbortController().signal;
const late = 'it did not end in time';
const letter = Buffer.from('ü');

it.each<[string, Array<Buffer | string>, object]>([
	['two pieces', ['{"id"', ':"x"}'], { text: '{"id":"x"}' }],
	['as many bytes as the limit', ['abcde', 'fghij'], { text: 'abcdefghij' }],
	[
		'one byte more',
		['abcde', 'fghijk'],
		{ text: 'abcdefghij', problem: 'it is longer than 10 bytes' },
	],
	['nothing', [], { text: '' }],
	['a byte order mark', ['\ufeff{}'], { text: '{}' }],
	['half letters', [letter.subarray(0, 1), letter.subarray(1)], { text: 'ü' }],
	['bytes that are no letters', [Buffer.of(0xc0, 0xaf, 0x41)], { text: '\ufffd\ufffdA' }],
])('a body with %s is read up to 10 bytes, and closed', async (_name, pieces, expected) => {
	const { body, seen } = streamOf((index) =>
		pieces[index] === undefined ? undefined : Buffer.from(pieces[index]),
	);
	expect(await readLimited(body, 10, open())).toEqual(expected);
	expect(seen.destroyed).toBe(1);
});

it('an endless body is cut: no further piece is taken, and the stream is closed', async () => {
	const { body, seen } = streamOf(() => Buffer.alloc(64, 'a'));
	const { text, problem } = await readLimited(body, 1_000, open());
	expect([text.length, problem]).toEqual([1_000, 'it is longer than 1000 bytes']);
	expect(seen).toEqual({ taken: 16, destroyed: 1, returned: 1 });
});

describe('when the signal fires', () => {
	it('a body ends, although closing it ends nothing, as on n8n 2.x', async () => {
		const ending = new AbortController();
		let goOn = (_piece: Piece) => {};
		const rest = new Promise<Piece>((resolve) => (goOn = resolve));
		const { body, seen } = streamOf((index) => (index < 1 ? Buffer.from('{"id":"x"') : rest));
		const read = readLimited(body, 100, ending.signal);
		await new Promise((resolve) => setImmediate(resolve));
		ending.abort();
		goOn(Buffer.from('late'));
		expect(await read).toEqual({ text: '{"id":"x"', problem: late });
		expect(seen.destroyed).toBe(1);
	});

	it('a body that never says more ends, too, also before its first piece', async () => {
		const ending = new AbortController();
		const read = readLimited(streamOf(never).body, 100, ending.signal);
		ending.abort();
		expect(await read).toEqual({ text: '', problem: late });
		const { body, seen } = streamOf(never);
		expect(await readLimited(body, 100, AbortSignal.abort())).toEqual({ text: '', problem: late });
		expect(seen.destroyed).toBe(1);
	});

	it('a body that breaks was too slow, whatever it says', async () => {
		const ending = new AbortController();
		const { body } = streamOf(() => {
			ending.abort();
			throw new Error('canceled');
		});
		expect(await readLimited(body, 100, ending.signal)).toEqual({ text: '', problem: late });
	});
});

it.each([
	[new Error('aborted'), 'it broke off (aborted)'],
	['a text', 'it broke off (a text)'],
	[undefined, 'it broke off (undefined)'],
])('a body that breaks with %p keeps what came before', async (error, problem) => {
	const { body } = streamOf((index) => {
		if (index > 0) throw error;
		return Buffer.from('{"id":"x"');
	});
	expect(await readLimited(body, 100, open())).toEqual({ text: '{"id":"x"', problem });
});
