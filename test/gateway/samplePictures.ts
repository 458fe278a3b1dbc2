/** A real picture of any size, to be sent inline or fetched: one colour, and few bytes. */

import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const MOST_SIDE = 10_000;

/**
 * A PNG file with one bit for each pixel.
 *
 * @param width in pixels
 * @param height in pixels
 */
export function pngFile(width: number, height: number): Buffer {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head[8] = 1;
	const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', head),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** The same as a data URI. */
export const pngUri = (width: number, height: number): string =>
	`data:image/png;base64,${pngFile(width, height).toString('base64')}`;

/** The picture at the file host's address `/pictures/<width>x<height>.png`, if it names one. */
export function pictureAt(path: string): Buffer | undefined {
	const [, width, height] = /^\/pictures\/([1-9]\d*)x([1-9]\d*)\.png$/.exec(path) ?? [];
	if (width === undefined || Math.max(Number(width), Number(height)) > MOST_SIDE) return undefined;
	return pngFile(Number(width), Number(height));
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	body.copy(framed, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
