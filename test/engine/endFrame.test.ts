import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Container } from '@n8n/di';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { BinaryDataService } from 'n8n-core';
import { switchToFileStorage, switchToMemoryStorage } from './storage';
import { errorOf, openGateway, runVidu } from './vidu';

const picture = (name: string) => readFileSync(join(__dirname, '../files', name));

const EXTEND: IDataObject = {
	operation: 'extend',
	videoUrl: 'https://example.com/a.mp4',
	endFrameSource: 'binary',
};

async function stored(
	bytes: Buffer,
	fileName: string,
	mimeType: string,
): Promise<INodeExecutionData> {
	const about: IBinaryData = { data: '', mimeType, fileName };
	const location = { type: 'execution' as const, workflowId: 'workflow-1', executionId: '42' };
	const data = await Container.get(BinaryDataService).store(location, bytes, about);
	return { json: {}, binary: { data } };
}

const imagesOf = (gateway: Awaited<ReturnType<typeof openGateway>>) =>
	[...gateway.tasks.values()].map(({ params }) => params.images);

describe.each([
	['memory', switchToMemoryStorage],
	['the filesystem', switchToFileStorage],
] as const)('an end frame from a file in %s', (_name, use) => {
	beforeAll(async () => {
		await use();
	});

	test.each([
		['plain.png', 'image/png'],
		['rotated.jpg', 'image/jpeg'],
		['progressive.jpg', 'image/jpeg'],
		['lossy.webp', 'image/webp'],
		['lossless.webp', 'image/webp'],
		['extended.webp', 'image/webp'],
	])('%s is sent with the type of its bytes', async (name, type) => {
		const gateway = await openGateway();
		const bytes = picture(name);
		const run = await runVidu({
			items: [await stored(bytes, 'frame.txt', 'text/plain')],
			parameters: EXTEND,
		});
		expect(errorOf(run)).toBe('');
		expect(imagesOf(gateway)).toEqual([[`data:${type};base64,${bytes.toString('base64')}`]]);
	});

	test.each([
		['nothing', Buffer.alloc(0), /is empty \(0 bytes\)/],
		['half a picture', picture('plain.png').subarray(0, 60), /cut off/],
		['a gif that is called png', picture('picture.gif'), /must be a png, jpeg or webp/],
		['a line', picture('10000x10.png'), /10000 × 10 pixels.*between 1:4 and 4:1/],
		['60 MB', Buffer.alloc(60 * 1024 * 1024), /60\.0 MB; the limit is 50 MB/],
		[
			'16 MB',
			bigPng(16 * 1024 * 1024),
			/makes the request 21\.3 MB; the limit is 20 MB.*URL instead/,
		],
	])('%s is refused before anything is submitted', async (_what, bytes, message) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [await stored(bytes, 'frame.png', 'image/png')],
			parameters: EXTEND,
		});
		expect(errorOf(run)).toMatch(message);
		expect(errorOf(run)).toMatch(/End Frame, input data field "data" \(frame\.png\)/);
		expect(gateway.requests).toEqual([]);
	});
});

/** A whole png of a given size: its bytes stand in a private chunk. */
function bigPng(size: number): Buffer {
	const small = picture('plain.png');
	const chunk = Buffer.alloc(size);
	chunk.writeUInt32BE(size - 12, 0);
	chunk.write('prIv', 4, 'latin1');
	const end = small.length - 12;
	return Buffer.concat([small.subarray(0, end), chunk, small.subarray(end)]);
}

describe('an end frame from the field End Frame URL', () => {
	const send = async (endFrameUrl: string) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: { ...EXTEND, endFrameSource: 'url', endFrameUrl } });
		return { images: imagesOf(gateway)[0], error: errorOf(run) };
	};

	test('a URL is passed on', async () => {
		const url = 'https://example.com/frame.png';
		expect(await send(url)).toEqual({ images: [url], error: '' });
	});

	test('a data URI with the wrong type, and bare base64, get the right one', async () => {
		const base64 = picture('lossy.webp').toString('base64');
		const right = { images: [`data:image/webp;base64,${base64}`], error: '' };
		expect(await send(`data:image/png;base64,${base64}`)).toEqual(right);
		expect(await send(base64)).toEqual(right);
	});

	test('what is no image is refused', async () => {
		const text = Buffer.from('this is only a text of some length, not an image').toString('base64');
		expect((await send(text)).error).toMatch(/End Frame URL must be a png, jpeg or webp/);
		expect((await send('data:image/png;base64,')).error).toMatch(/End Frame URL is empty/);
	});
});
