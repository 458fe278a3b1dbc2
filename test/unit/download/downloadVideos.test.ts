/** How large may a file get, how slow may it be, and what is it called? With a fake of n8n's two helpers. */

import { Readable } from 'node:stream';

import type { IExecuteFunctions } from 'n8n-workflow';

import { downloadAll } from '../../../nodes/Vidu/download/downloadVideos';
import { MemoryLimit, MOST_IN_MEMORY } from '../../../nodes/Vidu/download/memoryLimit';
import { VirtualClock } from '../../property/virtualClock';

const LIMIT = 1_000;

/** How an MP4 file begins that has all it needs. */
const MP4 = Buffer.from(
	'0000001066747970697368376f6d6973' + '000000086d6f6f76' + '000000086d646174',
	'hex',
);

interface Host {
	headers?: Record<string, string>;
	/** The bytes of the file, as they come. */
	bytes: (clock: VirtualClock) => AsyncIterable<Buffer> | Iterable<Buffer>;
	fileName?: string;
	/** A name from the row or the prompt. */
	name?: string;
	taskId?: string;
	urls?: string[];
	memory?: MemoryLimit;
	/** Whether n8n keeps the file in the execution. */
	isInMemory?: boolean;
}

/** Downloads from a host, and notes what went into n8n's storage. */
async function download(host: Host) {
	const { headers = {}, bytes, fileName = '', name, taskId = 't1', isInMemory = false } = host;
	const { urls: videoUrls = ['https://files.example/1'], memory = new MemoryLimit() } = host;
	const clock = new VirtualClock();
	const stored: Array<{ name: string; bytes: number }> = [];
	let requests = 0;
	const helpers = {
		httpRequest: async ({ abortSignal }: { abortSignal: AbortSignal }) => {
			requests += 1;
			const body = Readable.from(bytes(clock), { objectMode: false });
			abortSignal.addEventListener('abort', () => body.destroy(new Error('canceled')));
			return { statusCode: 200, headers: { 'content-type': 'video/mp4', ...headers }, body };
		},
		prepareBinaryData: async (file: Readable, name: string, mimeType: string) => {
			const one = { name, bytes: 0 };
			stored.push(one);
			for await (const piece of file) one.bytes += (piece as Buffer).length;
			return { data: '', fileName: name, mimeType, ...(isInMemory ? {} : { id: 'stored' }) };
		},
	};
	const work = downloadAll(
		{ helpers } as unknown as IExecuteFunctions,
		{ taskId, task: { status: 'completed', videoUrls }, name },
		{ outputField: 'data', fileName, maxFileSize: LIMIT },
		{ clock, signal: undefined, deadline: Infinity, memory },
	);
	return { ...(await clock.run(work, 10_000_000)), stored, requests: () => requests };
}

async function* endless(): AsyncGenerator<Buffer> {
	yield MP4;
	for (;;) yield Buffer.alloc(100);
}

describe('a file', () => {
	test('as large as it may be is stored, and one byte more is not', async () => {
		const whole = [MP4, Buffer.alloc(LIMIT - MP4.length)];
		expect((await download({ bytes: () => whole })).binary.data).toBeDefined();
		const more = await download({ bytes: () => [...whole, Buffer.alloc(1)] });
		expect(more.binary).toEqual({});
		expect(more.problem).toMatch(
			/the file is too large: more data kept coming; the limit is .* MB/,
		);
	});

	test('without an end ends at the limit, is never stored beyond it, and not tried again', async () => {
		const { problem, stored, requests } = await download({ bytes: endless });
		expect(problem).toMatch(/too large/);
		expect(requests()).toBe(1);
		for (const { bytes } of stored) expect(bytes).toBeLessThanOrEqual(LIMIT);
	});

	test('that announces more is refused before a byte of it is stored', async () => {
		const headers = { 'content-length': String(LIMIT + 1) };
		const { problem, stored, requests } = await download({ headers, bytes: endless });
		expect(problem).toMatch(/it has 1001 bytes; the limit is/);
		expect([stored, requests()]).toEqual([[], 1]);
	});

	test.each(['0', '-1', '1', 'x', '0x10', '1e999', ''])(
		'that says of its length %p is counted nevertheless',
		async (length) => {
			const { problem } = await download({ headers: { 'content-length': length }, bytes: endless });
			expect(problem).toMatch(/too large/);
		},
	);

	test('that drips is given up, three times', async () => {
		const bytes = async function* (clock: VirtualClock) {
			yield MP4;
			for (;;) {
				await clock.sleep(1_000);
				yield Buffer.of(0);
			}
		};
		const { problem, requests } = await download({ bytes });
		expect(problem).toMatch(/the host sent less than 30 kB in 30 seconds/);
		expect(requests()).toBe(3);
	});
});

describe('the name of a file', () => {
	const named = async (host: Partial<Host>) => {
		const { stored } = await download({ bytes: () => [MP4], ...host });
		return stored[0]?.name;
	};

	test.each([
		[MP4, 'a.mp4'],
		[Buffer.from('1a45dfa39f4282847765626d', 'hex'), 'a.webm'],
		[Buffer.from('000000146674797071742020', 'hex'), 'a.mov'],
	])('has the ending of its bytes (%#)', async (bytes, expected) => {
		for (const type of ['video/mp4', 'video/webm', 'text/plain', '']) {
			const headers = { 'content-type': type };
			expect(await named({ headers, name: 'a', bytes: () => [bytes] })).toBe(expected);
		}
	});

	test('comes from the host in no case', async () => {
		const disposition = 'attachment; filename="../../evil.sh"';
		const headers = { 'content-disposition': disposition };
		expect(await named({ headers })).toBe('vidu-t1.mp4');
	});

	test.each([
		['', 'a-kite', 'a-kite.mp4'],
		['', undefined, 'vidu-t1.mp4'],
		['my clip', 'a-kite', 'my clip.mp4'],
		['photo.jpg', 'a-kite', 'photo.mp4'],
		['clip.MOV', undefined, 'clip.mp4'],
		['clip.mp4', undefined, 'clip.mp4'],
		['Hotel St.Anton', undefined, 'Hotel St.Anton.mp4'],
		['v1.2', undefined, 'v1.2.mp4'],
		['clip. ', undefined, 'clip.mp4'],
		['../../../etc/passwd', undefined, 'passwd.mp4'],
		['..\\..\\clip.mov', undefined, 'clip.mp4'],
		['a\u001b[2Jb\u0000', undefined, 'a\ufffd[2Jb\ufffd.mp4'],
		['folder/', 'a-kite', 'a-kite.mp4'],
		['.jpg', 'a-kite', 'a-kite.mp4'],
	])('made of the File Name %p, or else of %p, is %p', async (fileName, name, expected) => {
		expect(await named({ fileName, name })).toBe(expected);
	});

	test.each([
		['../../../v1/keys?all=1#\\..\\x%2f', 'x%2f.mp4'],
		['/', 'video.mp4'],
	])('made of the task ID %p is %p', async (taskId, expected) => {
		expect(await named({ taskId })).toBe(expected);
	});

	test('of the next videos of a task is numbered', async () => {
		const urls = ['https://files.example/1', 'https://files.example/2'];
		const { stored, binary } = await download({ bytes: () => [MP4], name: 'a', urls });
		expect(stored.map(({ name }) => name)).toEqual(['a.mp4', 'a-1.mp4']);
		expect(Object.keys(binary)).toEqual(['data', 'data_1']);
	});
});

describe('an n8n that keeps files in memory', () => {
	/** A limit that has so many bytes left. */
	const withRoom = (bytes: number) => {
		const memory = new MemoryLimit();
		memory.add(MOST_IN_MEMORY - bytes);
		memory.stored({ data: '', mimeType: '' }, MOST_IN_MEMORY - bytes);
		return memory;
	};

	test('downloads files up to the limit, and requests none beyond it', async () => {
		const memory = withRoom(2 * MP4.length);
		const host: Host = { bytes: () => [MP4], isInMemory: true, memory };
		expect((await download(host)).problem).toBeUndefined();
		expect((await download(host)).problem).toBeUndefined();
		const { binary, problem, isMemoryFull, requests } = await download(host);
		expect([binary, isMemoryFull, requests()]).toEqual([{}, true, 0]);
		expect(problem).toMatch(/keeps files in memory.* 200 MB/);
	});

	test('does not begin a file that announces too much, and ends one that does not', async () => {
		const memory = withRoom(MP4.length);
		const headers = { 'content-length': String(MP4.length + 1) };
		const announced = await download({ headers, bytes: () => [MP4], isInMemory: true, memory });
		expect([announced.isMemoryFull, announced.stored]).toEqual([true, []]);
		const silent = await download({ bytes: endless, isInMemory: true, memory });
		expect([silent.isMemoryFull, silent.requests()]).toEqual([true, 1]);
		// A file that was not kept takes no room.
		const fits = await download({ bytes: () => [MP4], isInMemory: true, memory });
		expect(fits.problem).toBeUndefined();
	});

	test('is not one that stores them elsewhere, however much that is', async () => {
		const memory = new MemoryLimit();
		memory.add(MOST_IN_MEMORY);
		memory.stored({ data: '', mimeType: '', id: 'a' }, MOST_IN_MEMORY);
		memory.add(MOST_IN_MEMORY);
		memory.stored({ data: '', mimeType: '', id: 'b' }, MOST_IN_MEMORY);
		expect((await download({ bytes: () => [MP4], memory })).problem).toBeUndefined();
		expect(memory.isOver(MOST_IN_MEMORY + 1)).toBe(false);
	});
});

test('a type that a host makes up does no harm where it is quoted', async () => {
	const { problem } = await download({
		headers: { 'content-type': `text/\u009b31m${'x'.repeat(9_000)}` },
		bytes: () => ['The link expired'].map((text) => Buffer.from(text)),
	});
	expect(problem).toMatch(/the host sent "text\/\ufffd31mx+…" instead of a video/);
	expect(problem?.length).toBeLessThan(300);
});
