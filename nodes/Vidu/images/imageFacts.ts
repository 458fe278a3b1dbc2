/*
 * Format and size of an image, from its first bytes and its structure, for the three documented formats.
 * EXIF rotation is not read: it turns the image by quarters, and a ratio between 1:4 and 4:1 stays one when
 * width and height change places.
 * Sources: PNG specification (W3C) 5.3 and 11.2, JPEG (ITU T.81) annex B, WebP (RFC 9649).
 */

/** Format and size of an image. `width` and `height` in pixels, as stored. */
export interface ImageFacts {
	mimeType: 'image/png' | 'image/jpeg' | 'image/webp';
	width: number;
	height: number;
	/** Whether the file ends where its format says that it does. */
	isWhole: boolean;
}

/** Reads an image's header; undefined when the bytes are none of png, jpeg and webp. */
export function parseImageHeader(bytes: Buffer): ImageFacts | undefined {
	try {
		return readPng(bytes) ?? readJpeg(bytes) ?? readWebp(bytes);
	} catch {
		// Reading past the end: the header is cut off.
		return undefined;
	}
}

function readPng(bytes: Buffer): ImageFacts | undefined {
	if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') return undefined;
	const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
	let at = 8;
	let isWhole = false;
	while (!isWhole && at + 12 <= bytes.length) {
		isWhole = bytes.toString('latin1', at + 4, at + 8) === 'IEND';
		at += 12 + bytes.readUInt32BE(at);
	}
	return { mimeType: 'image/png', ...size, isWhole: isWhole && at <= bytes.length };
}

const START_OF_SCAN = 0xda;

function readJpeg(bytes: Buffer): ImageFacts | undefined {
	if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
	let size: { width: number; height: number } | undefined;
	for (let at = 2; ;) {
		// Any number of 0xff may stand before a marker.
		while (bytes.readUInt8(at) === 0xff && bytes.readUInt8(at + 1) === 0xff) at += 1;
		if (bytes.readUInt8(at) !== 0xff) return undefined;
		const marker = bytes.readUInt8(at + 1);
		if (marker === START_OF_SCAN) {
			if (size === undefined) return undefined;
			// Inside a scan 0xff is always followed by 0x00 or a restart, so this is the end marker; a
			// thumbnail's own end stands before the scan.
			return { mimeType: 'image/jpeg', ...size, isWhole: bytes.indexOf('ffd9', at, 'hex') !== -1 };
		}
		if (isStartOfFrame(marker)) {
			size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
		}
		at += 2 + bytes.readUInt16BE(at + 2);
	}
}

/** SOF0 to SOF15, without DHT (c4), JPG (c8) and DAC (cc) which stand among them. */
const isStartOfFrame = (marker: number): boolean =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readWebp(bytes: Buffer): ImageFacts | undefined {
	if (bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
	if (bytes.toString('latin1', 8, 12) !== 'WEBP') return undefined;
	const isWhole = 8 + bytes.readUInt32LE(4) <= bytes.length;
	const size = webpSize(bytes, bytes.toString('latin1', 12, 16));
	return size && { mimeType: 'image/webp', ...size, isWhole };
}

function webpSize(bytes: Buffer, chunk: string) {
	if (chunk === 'VP8 ') {
		return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
	}
	if (chunk === 'VP8L') {
		const bits = bytes.readUInt32LE(21);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (chunk === 'VP8X') {
		return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
	}
	return undefined;
}
