/** Is a body read up to its limit and no longer than its signal lets, whatever the stream does? */

import { readLimited } from '../../../nodes/Vidu/n8n/httpClient';
import type { ByteStream } from '../../../nodes/Vidu/n8n/httpClient';

/** A stream of some pieces, which notes how much of it was taken and whether it was destroyed. */
function streamOf(next: (nth: number) => Promise<Buffer | undefined> | Buffer | undefined) {
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

const pieces = (...texts: string[]) =>
	streamOf((nth) => (nth < texts.length ? Buffer.from(texts[nth]) : undefined));

const never = async () => await new Promise<undefined>(() => {});
const open = () => new AbortController().signal;

describe('a body that ends', () => {
	test('is read whole', async () => {
		const { body, seen } = pieces('{"id"', ':"x"}');
		expect(await readLimited(body, 100, open())).toEqual({ text: '{"id":"x"}' });
		expect(seen.destroyed).toBe(1);
	});

	test('exactly at the limit is whole, and one byte more is not', async () => {
		expect(await readLimited(pieces('abc', 'de').body, 5, open())).toEqual({ text: 'abcde' });
		expect(await readLimited(pieces('abc', 'def').body, 5, open())).toEqual({
			text: 'abcde',
			problem: 'it is longer than 5 bytes',
		});
	});

	test('may be empty, have a mark at its start, letters in two pieces, and bytes that are none', async () => {
		expect(await readLimited(pieces().body, 5, open())).toEqual({ text: '' });
		expect(await readLimited(pieces('\ufeff{}').body, 50, open())).toEqual({ text: '{}' });
		const letter = Buffer.from('ü');
		const halves = streamOf((nth) => (nth < 2 ? letter.subarray(nth, nth + 1) : undefined));
		expect(await readLimited(halves.body, 50, open())).toEqual({ text: 'ü' });
		const broken = streamOf((nth) => (nth < 1 ? Buffer.of(0xc0, 0xaf, 0x41) : undefined));
		expect(await readLimited(broken.body, 50, open())).toEqual({ text: '\ufffd\ufffdA' });
	});
});

describe('a body that does not', () => {
	test('is cut at the limit: no piece more is taken, and the stream is let go', async () => {
		const { body, seen } = streamOf(() => Buffer.alloc(64, 'a'));
		const { text, problem } = await readLimited(body, 1_000, open());
		expect([text.length, problem]).toEqual([1_000, 'it is longer than 1000 bytes']);
		expect(seen).toEqual({ taken: 16, destroyed: 1, returned: 1 });
	});

	test('ends when the signal fires, although destroying it ends nothing, as on n8n 2.x', async () => {
		const ending = new AbortController();
		const { body, seen } = streamOf((nth) => (nth < 1 ? Buffer.from('{"id":"x"') : never()));
		const read = readLimited(body, 100, ending.signal);
		await new Promise((resolve) => setImmediate(resolve));
		ending.abort();
		expect(await read).toEqual({ text: '{"id":"x"', problem: 'it did not end in time' });
		expect(seen.destroyed).toBe(1);
	});

	test('is not begun when the signal fired before', async () => {
		const ended = AbortSignal.abort();
		const { body, seen } = streamOf(never);
		expect(await readLimited(body, 100, ended)).toEqual({
			text: '',
			problem: 'it did not end in time',
		});
		expect(seen.destroyed).toBe(1);
	});

	test('adds nothing to what was read when it goes on after the signal', async () => {
		const ending = new AbortController();
		let goOn = (_piece: Buffer) => {};
		const { body } = streamOf((nth) =>
			nth < 1 ? Buffer.from('a') : new Promise<Buffer>((resolve) => (goOn = resolve)),
		);
		const read = readLimited(body, 100, ending.signal);
		await new Promise((resolve) => setImmediate(resolve));
		ending.abort();
		goOn(Buffer.from('late'));
		expect((await read).text).toBe('a');
	});
});

test.each([
	[new Error('aborted'), 'it broke off (aborted)'],
	['a text', 'it broke off (a text)'],
	[undefined, 'it broke off (undefined)'],
])('a body that breaks with %p keeps what came before', async (error, problem) => {
	const { body } = streamOf((nth) => {
		if (nth > 0) throw error;
		return Buffer.from('{"id":"x"');
	});
	expect(await readLimited(body, 100, open())).toEqual({ text: '{"id":"x"', problem });
});

test('a body that breaks because of the signal was too slow, whatever it says', async () => {
	const ending = new AbortController();
	const { body } = streamOf(() => {
		ending.abort();
		throw new Error('canceled');
	});
	expect(await readLimited(body, 100, ending.signal)).toEqual({
		text: '',
		problem: 'it did not end in time',
	});
});
