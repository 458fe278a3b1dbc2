/** How large may a file get, how slow may it be, and what is it called? With a fake of n8n's two helpers. */

import { Readable } from 'node:stream';

import type { IExecuteFunctions } from 'n8n-workflow';

import { downloadVideos } from '../../../nodes/Vidu/download/downloadVideos';
import { VIDEO_TYPES } from '../../../nodes/Vidu/download/checkVideo';
import { VirtualClock } from '../../property/virtualClock';

const LIMIT = 1_000;

/** How an MP4 file begins that has all it needs. */
const MP4 = Buffer.from(
	'0000001066747970697368376f6d6973' + '000000086d6f6f76' + '000000086d646174',
	'hex',
);

interface Host {
	headers?: Record<string, string>;
	/** Of the file, as they come. */
	bytes: (clock: VirtualClock) => AsyncIterable<Buffer> | Iterable<Buffer>;
	fileName?: string;
	taskId?: string;
	urls?: string[];
}

/** Downloads from a host, and notes what went into n8n's storage. */
async function download({ headers = {}, bytes, fileName = '', taskId = 't1', urls }: Host) {
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
			return { data: '', fileName: name, mimeType };
		},
	};
	const work = downloadVideos(
		{ helpers } as unknown as IExecuteFunctions,
		{
			taskId,
			urls: urls ?? ['https://files.example/1'],
			outputField: 'data',
			fileName,
			maxFileSize: LIMIT,
		},
		{ clock, signal: undefined, deadline: Infinity },
	);
	const { binary, problem } = await clock.run(work, 10_000_000);
	return { binary, problem, stored, requests };
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
		expect(more.problem).toMatch(/the file is too large: it goes on and on; the limit is .* MB/);
	});

	test('that goes on and on ends at the limit, is never stored beyond it, and not tried again', async () => {
		const { problem, stored, requests } = await download({ bytes: endless });
		expect(problem).toMatch(/too large/);
		expect(requests).toBe(1);
		for (const { bytes } of stored) expect(bytes).toBeLessThanOrEqual(LIMIT);
	});

	test('that announces more is refused before a byte of it is stored', async () => {
		const headers = { 'content-length': String(LIMIT + 1) };
		const { problem, stored, requests } = await download({ headers, bytes: endless });
		expect(problem).toMatch(/it has 1001 bytes; the limit is/);
		expect([stored, requests]).toEqual([[], 1]);
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
		expect(requests).toBe(3);
	});
});

describe('the name of a file', () => {
	const named = async (headers: Record<string, string>, fileName = '', taskId = 't1') => {
		const { stored } = await download({ headers, bytes: () => [MP4], fileName, taskId });
		return stored[0]?.name;
	};

	test.each(Object.entries(VIDEO_TYPES))('of %s ends with %s', async (type, ending) => {
		expect(await named({ 'content-type': `${type.toUpperCase()}; codecs=x` })).toBe(
			`vidu-t1${ending}`,
		);
	});

	test.each(['video/x', 'video/../../etc', 'video/constructor', 'application/octet-stream', ''])(
		'of the type %p is that of an MP4',
		async (type) => {
			expect(await named({ 'content-type': type })).toBe('vidu-t1.mp4');
		},
	);

	test('comes from the host in no case', async () => {
		const disposition = 'attachment; filename="../../evil.sh"';
		expect(await named({ 'content-disposition': disposition })).toBe('vidu-t1.mp4');
	});

	test.each([
		['../../../etc/passwd', '', 'passwd.mp4'],
		['..\\..\\clip.mov', '', 'clip.mov'],
		['a\u001b[2Jb\u0000', '', 'a\ufffd[2Jb\ufffd.mp4'],
		['clip.', '', 'clip..mp4'],
		['', '../../../v1/keys?all=1#\\..\\x%2f', 'x%2f.mp4'],
		['folder/', '', 'video.mp4'],
	])('made of %p, or else of the task %p, is %p', async (fileName, taskId, expected) => {
		expect(await named({}, fileName, taskId)).toBe(expected);
	});
});

test('a type that a host makes up does no harm where it is quoted', async () => {
	const { problem } = await download({
		headers: { 'content-type': `text/\u009b31m${'x'.repeat(9_000)}` },
		bytes: () => [MP4],
	});
	expect(problem).toMatch(/the host sent "text\/\ufffd31mx+…" instead of a video/);
	expect(problem?.length).toBeLessThan(300);
});
