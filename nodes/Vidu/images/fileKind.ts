import { shorten } from '../text';

/*
 * The kind of a file, by its first bytes, when it is none of the images that the gateway takes.
 */

/** Brands of the `ftyp` box (ISO/IEC 14496-12; 23008-12 for HEIC; the AV1 Image File Format for AVIF). */
const BRANDS: ReadonlyArray<[brands: RegExp, kind: string]> = [
	// One of any image format, "mif1", needs the others that follow it.
	[/^(avi[fs]|m[is]f1.*avi[fs])/s, 'an AVIF image. Convert it to PNG or JPEG'],
	[
		/^(hei|hev|m[is]f1)/,
		'a HEIC photo, as iPhones take them. Convert it to JPEG, or set the camera to "Most Compatible"',
	],
	[/^crx /, 'a raw photo of a camera. Export it as PNG or JPEG'],
	[/^M4[ABP] /, 'an audio file'],
	[/^qt/, 'a QuickTime video'],
	[/^/, 'an MP4 video'],
];
/** Bytes in which a file names its brands. */
const BRANDS_END = 40;

/** The first bytes of other formats, as Latin-1. */
const SIGNATURES: ReadonlyArray<[start: RegExp, kind: string]> = [
	[/^GIF8/, 'a GIF image. Convert it to PNG or JPEG'],
	[/^BM/, 'a BMP image. Convert it to PNG or JPEG'],
	[/^(II\*\0|MM\0\*)/, 'a TIFF image. Convert it to PNG or JPEG'],
	[/^\0\0\x01\0/, 'an icon. Convert it to PNG or JPEG'],
	[/^8BPS/, 'a Photoshop file. Export it as PNG or JPEG'],
	[/^%PDF/, 'a PDF. Export the page as PNG or JPEG'],
	[/^\x1a\x45\xdf\xa3/, 'a WebM or Matroska video'],
	[/^PK\x03\x04/, 'a ZIP archive or an Office document'],
];

/** Bytes that are read of a text, which may begin with blanks and comments. */
const BEGINNING = 2_000;

/** Kinds of text, by their beginning. */
const TEXTS: ReadonlyArray<[start: RegExp, kind: string]> = [
	[/^<(!doctype svg|svg)\b/i, 'an SVG drawing. Export it as PNG'],
	[
		/^<(!doctype html|html|head|body|script|meta|title|div|p|h[1-6])\b/i,
		'a web page, not the image itself',
	],
	[/^(iVBORw0KGgo|\/9j\/|UklGR)/, 'an image as base64 text. Decode it with Convert to File'],
	[/^data:/i, 'a data URI as text. Decode it with Convert to File'],
];

/**
 * The kind of a file, in words that follow "is": a format, for some with advice, or the start of a text.
 * Undefined where the bytes say nothing.
 */
export function fileKindOf(bytes: Buffer): string | undefined {
	const start = bytes.toString('latin1', 0, 16);
	if (start.slice(4, 8) === 'ftyp') {
		const all = bytes.toString('latin1', 8, BRANDS_END);
		return BRANDS.find(([brands]) => brands.test(all))?.[1];
	}
	const signature = SIGNATURES.find(([first]) => first.test(start));
	if (signature !== undefined) return signature[1];
	// Comments and declarations come first in a page, too.
	const text = bytes
		.toString('utf8', 0, BEGINNING)
		.replace(/^(?:[\s\ufeff]+|<!--.*?-->|<\?.*?\?>)+/s, '');
	const known = TEXTS.find(([first]) => first.test(text));
	if (known !== undefined) return known[1];
	if (/^(\{\s*["}]|\[\s*(["{[\]]|-?[\d.]+\s*[,\]]))/.test(text))
		return `JSON, such as an error of an API: ${shorten(text.replace(/\s+/g, ' ').trim(), 60)}`;
	// Neither a control character nor a byte that is no UTF-8.
	const isText = text !== '' && !/[\0-\x08\x0e-\x1f\ufffd]/.test(text.slice(0, 200));
	return isText ? `a text: ${shorten(text.replace(/\s+/g, ' ').trim(), 60)}` : undefined;
}
