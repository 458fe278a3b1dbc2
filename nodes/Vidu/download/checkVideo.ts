import { sanitize } from '../gateway/sanitize';
import { shorten } from '../text';

/*
 * Whether a host sent a video, and not an error page or nothing. The bytes decide, not what the host calls
 * them. Whether the transfer is complete, Node itself notices, by the Content-Length or the chunks.
 */

/** The types of a video, with the ending of the file name: nothing from the host goes into a name. */
export const VIDEO_TYPES: Readonly<Record<string, string>> = {
	'video/mp4': '.mp4',
	'video/quicktime': '.mov',
	'video/webm': '.webm',
	'video/x-matroska': '.mkv',
};

/** First bytes of a file that tell what it is: the title of a page is among them. */
export const BYTES_TO_TELL = 4096;

/** Bytes: the head of one box of an MP4. Every other container has a longer one. */
const SMALLEST_VIDEO = 8;

/** How an image begins, as Latin-1. HEIC and AVIF are built like an MP4. */
const PICTURE =
	/^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF.{4}WEBP|.{4}ftyp(?:avi[fs]|hei|hev|m[is]f1|crx ))/s;

/** @returns why a response has no video, or undefined where its bytes decide */
export const checkStatus = (status: number): string | undefined =>
	status < 200 || status >= 300 ? `the host answered with HTTP ${status}` : undefined;

/**
 * Says what a file is.
 *
 * @param start its first bytes: all, or at least `BYTES_TO_TELL`
 * @param type the Content-Type in lower case
 * @returns its type, one of `VIDEO_TYPES`, or why it is no video
 */
export function checkContent(
	start: Buffer,
	type: string,
): { mimeType: string } | { problem: string } {
	if (start.length === 0) return { problem: 'the host sent an empty file (0 bytes)' };
	const text = start.toString('utf8', 0, BYTES_TO_TELL);
	if (/^[\s\ufeff]*</.test(text)) return { problem: describePage(text) };
	const mediaType = type.split(';')[0].trim();
	// A player's list of parts and a sentence are text, too.
	const isText = /^[\s\ufeff]*[[{]/.test(text) || /^[\t\n\r\x20-\x7e]+$/.test(text);
	const isPicture = PICTURE.test(start.toString('latin1', 0, 12));
	if (!isText && !isPicture && start.length >= SMALLEST_VIDEO) {
		const known = typeOf(start);
		if (known !== undefined) return { mimeType: known };
		if (mediaType.startsWith('video/')) {
			return { mimeType: Object.hasOwn(VIDEO_TYPES, mediaType) ? mediaType : 'video/mp4' };
		}
	}
	const isVague = type === '' || type.includes('octet-stream') || type.startsWith('video/');
	return {
		problem: isVague
			? 'the host did not send a video'
			: `the host sent "${shorten(sanitize(type))}" instead of a video`,
	};
}

/** The type of a file by its first bytes, if they are those of a video. */
function typeOf(start: Buffer): string | undefined {
	if (start.toString('latin1', 4, 8) === 'ftyp') {
		return start.toString('latin1', 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4';
	}
	if (start.readUInt32BE(0) === 0x1a45dfa3) {
		return start.subarray(0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
	}
	return undefined;
}

function describePage(text: string): string {
	const [, title = ''] = /<title[^>]{0,200}>([^<]{0,500})/i.exec(text) ?? [];
	const shown = shorten(sanitize(title).replace(/\s+/g, ' ').trim());
	return `the host sent a web page instead of a video${shown === '' ? '' : `: "${shown}"`}`;
}
