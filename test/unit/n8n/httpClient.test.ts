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
	['UTF-16', [Buffer.from('{"x"}', 'utf16le')], { text: '{"x"}' }],
	['UTF-16 and its mark', [Buffer.from('\ufeff{}', 'utf16le')], { text: '{}' }],
	['UTF-16, high byte first', [Buffer.from('{"x"}', 'utf16le').swap16()], { text: '{"x"}' }],
	['its mark', [Buffer.from('\ufeff{}', 'utf16le').swap16()], { text: '{}' }],
	['a NUL', ['\0{"x"}'], { text: '\0{"x"}' }],
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

describe('a body that is longer, whose end is waited for,', () => {
	const long = 'it is longer than 10 bytes';
	const read = async (pieces: Array<Buffer | undefined>, most = 100_000) =>
		await readLimited(streamOf((index) => pieces[index]).body, 10, open(), most);

	it('gives its last bytes', async () => {
		const pieces = ['abcde', 'fghij', 'k', 'lm'].map((text) => Buffer.from(text));
		expect(await read(pieces)).toEqual({ text: 'abcdefghij', problem: long, end: 'klm' });
	});

	it('gives no more than 16 KB, however it is cut into pieces', async () => {
		for (const size of [7, 1_000, 40_000]) {
			const all = Buffer.alloc(80_000, 'abcdefghijklm');
			const pieces = Array.from({ length: Math.ceil(80_000 / size) }, (_, index) =>
				all.subarray(index * size, (index + 1) * size),
			);
			const { text, end } = await read(pieces);
			expect([text, end]).toEqual(['abcdefghij', all.subarray(-16_384).toString()]);
		}
	});

	it('gives characters of UTF-16', async () => {
		const all = Buffer.from(`{"${'ü'.repeat(20_000)}ab`, 'utf16le');
		const { end } = await read([all.subarray(0, 2_001), all.subarray(2_001)]);
		expect(end).toMatch(/^ü{8190}ab$/);
	});

	it('gives none where it is cut, or longer than what is waited for', async () => {
		const piece = Buffer.from('abcdefghijkl');
		expect(await read([piece, piece, piece], 30)).toEqual({ text: 'abcdefghij', problem: long });
		const { body, seen } = streamOf(() => piece);
		await readLimited(body, 10, open(), 30);
		expect(seen).toEqual({ taken: 3, destroyed: 1, returned: 1 });
	});

	it('is not waited for when the signal fires', async () => {
		const ending = new AbortController();
		const { body } = streamOf((index) => (index < 2 ? Buffer.from('abcdefg') : never()));
		const reading = readLimited(body, 10, ending.signal, 100_000);
		await new Promise((resolve) => setImmediate(resolve));
		ending.abort();
		expect(await reading).toEqual({ text: 'abcdefgabc', problem: long });
	});
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
