import { sanitize } from '../gateway/sanitize';
import { shorten } from '../text';

/*
 * Whether a host sent a video, and not an error page or nothing. Whether the transfer is complete, Node
 * itself notices, by the Content-Length or the chunks.
 */

/** The types of a video, with the ending of the file name: nothing from the host goes into a name. */
export const VIDEO_TYPES: Readonly<Record<string, string>> = {
	'video/mp4': '.mp4',
	'video/quicktime': '.mov',
	'video/webm': '.webm',
	'video/x-matroska': '.mkv',
	'video/x-msvideo': '.avi',
};

/** Bytes: the head of one box of an MP4. Every other container has a longer one. */
const SMALLEST_VIDEO = 8;

/**
 * Checks the head of a response.
 *
 * @param type its Content-Type in lower case
 * @returns why it is no video, or undefined
 */
export function checkHead(status: number, type: string): string | undefined {
	if (status < 200 || status >= 300) return `the host answered with HTTP ${status}`;
	const isVideo = type.startsWith('video/') || type.startsWith('application/mp4') || isVague(type);
	return isVideo ? undefined : `the host sent "${shorten(sanitize(type))}" instead of a video`;
}

/**
 * Checks the content of a file.
 *
 * @param start its first bytes
 * @returns why it is no video, or undefined
 */
export function checkContent(size: number, start: Buffer, type: string): string | undefined {
	if (size === 0) return 'the host sent an empty file (0 bytes)';
	const isText = /^[\s\ufeff]*[<{[]/.test(start.toString('utf8'));
	const isMp4 = start.toString('latin1', 4, 8) === 'ftyp';
	const isTooShort = size < SMALLEST_VIDEO;
	const isNone = isText || isTooShort || (isVague(type) && !isMp4);
	return isNone ? 'what the host sent is no video' : undefined;
}

const isVague = (type: string) => type === '' || type.includes('octet-stream');
