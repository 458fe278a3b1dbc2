/** Is this text an image, and how large is the picture? */

/** In pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Why an image is not taken: no image of a documented type, or one of the wrong size. */
export interface Flaw {
	readonly kind: 'format' | 'size';
	readonly text: string;
}

interface Format {
	readonly types: readonly string[];
	/** Whether the bytes begin as this format's do. */
	readonly matches: (bytes: Buffer) => boolean;
	/** Width and height in pixels, or undefined when the bytes do not tell. */
	readonly size: (bytes: Buffer) => Size | undefined;
}

const FORMATS: readonly Format[] = [
	{
		types: ['image/png'],
		matches: (bytes) => bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a',
		size: (bytes) =>
			bytes.length < 24
				? undefined
				: { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) },
	},
	{
		types: ['image/jpeg', 'image/jpg'],
		matches: (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff',
		size: jpegSize,
	},
	{
		types: ['image/webp'],
		matches: (bytes) =>
			bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
		size: webpSize,
	},
];

/**
 * The content of a Base64 image, or what is wrong with its form.
 *
 * @param uri `data:image/png;base64,…`
 * @param mostBytes how long the content may be; a longer one is not decoded
 */
export function decodeImage(uri: string, mostBytes: number): Buffer | Flaw {
	const comma = uri.indexOf(',');
	const head = /^data:([^;,]+);base64$/i.exec(uri.slice(0, comma < 0 ? 0 : comma));
	const format = FORMATS.find(({ types }) => types.includes(head?.[1].toLowerCase() ?? ''));
	if (!format) {
		return { kind: 'format', text: 'must be data:image/png, jpeg, jpg or webp;base64,…' };
	}
	const base64 = uri.slice(comma + 1).replace(/={1,2}$/, '');
	if (base64 === '' || /[^A-Za-z0-9+/]/.test(base64) || base64.length % 4 === 1) {
		return { kind: 'format', text: 'is not Base64' };
	}
	if (Math.floor((base64.length * 3) / 4) > mostBytes) {
		return { kind: 'size', text: `exceeds ${mostBytes / 1024 / 1024}MB` };
	}
	const bytes = Buffer.from(base64, 'base64');
	if (!format.matches(bytes)) return { kind: 'format', text: `is not really ${format.types[0]}` };
	return bytes;
}

/** Whether the content is a PNG, JPEG or WebP file, by its first bytes. */
export function isImage(bytes: Buffer): boolean {
	return FORMATS.some(({ matches }) => matches(bytes));
}

/** Width and height in pixels, or undefined when the bytes do not tell. */
export function sizeOfImage(bytes: Buffer): Size | undefined {
	const size = FORMATS.find(({ matches }) => matches(bytes))?.size(bytes);
	return size && size.width > 0 && size.height > 0 ? size : undefined;
}

function jpegSize(bytes: Buffer): Size | undefined {
	let at = 2;
	while (at + 9 <= bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1];
		// C4, C8 and CC sit among the frame headers' numbers but are none.
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) {
			return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
		}
		at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
	}
	return undefined;
}

function webpSize(bytes: Buffer): Size | undefined {
	if (bytes.length < 30) return undefined;
	const chunk = bytes.toString('latin1', 12, 16);
	if (chunk === 'VP8 ') {
		return {
			width: bytes.readUInt16LE(26) & 0x3fff,
			height: bytes.readUInt16LE(28) & 0x3fff,
		};
	}
	if (chunk === 'VP8L') {
		const bits = bytes.readUInt32LE(21);
		return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
	}
	if (chunk !== 'VP8X') return undefined;
	return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
}
