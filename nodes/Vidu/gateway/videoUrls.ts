import { isWebAddress } from '../text';
import { record } from './envelope';
import { REPLACEMENT } from './sanitize';

/** Characters of a URL, and how many of one task are kept. */
const LONGEST_URL = 8_192;
const MOST_URLS = 100;

/**
 * The URLs of the videos in a task's `output`: `output[].content[].url`, or `output[].url` in older answers
 * (docs/api/http.md, "Query a task"). Results of another kind, such as a cover picture, are passed over. What
 * is surely a video comes first: a picture must not be extended.
 *
 * @param baseUrl the gateway's, with which a relative URL is joined
 */
export function readVideoUrls(output: unknown, baseUrl?: string): string[] {
	const entries = Array.isArray(output) ? output : [output];
	const results = entries.flatMap(resultsOf).flatMap(({ type, url }) => {
		const address = addressOf(url, baseUrl);
		return address === undefined ? [] : [{ address, isVideo: isVideo(type, address) }];
	});
	const videos = results.filter((one) => one.isVideo === true);
	const others = results.filter((one) => one.isVideo === undefined);
	return [...videos, ...others].slice(0, MOST_URLS).map(({ address }) => address);
}

/** A part of `content` without a type has that of its entry. */
function resultsOf(entry: unknown): Array<{ type?: unknown; url?: unknown }> {
	const fields = record.safeParse(entry);
	if (!fields.success) return [];
	const { content, type } = fields.data;
	if (!Array.isArray(content)) return [fields.data];
	return content.flatMap((part: unknown) => {
		const result = record.safeParse(part);
		return result.success ? [{ type, ...result.data }] : [];
	});
}

const SAYS_VIDEO = /video/i;
const SAYS_OTHER = /image|img|picture|photo|cover|thumb|poster|audio|music|text|subtitle/i;
const VIDEO_ENDING = 'mp4|m4v|mov|webm|mkv|avi|m3u8|mpe?g';
const VIDEO_PATH = new RegExp(`\\.(?:${VIDEO_ENDING})$`, 'i');
const OTHER_PATH =
	/\.(?:png|jpe?g|jfif|webp|gif|bmp|tiff?|avif|hei[cf]|svg|ico|mp3|m4a|wav|aac|flac|ogg|opus|json|txt|xml|html?|srt|vtt|ass|pdf|zip)$/i;

/** Whether a result is a video: its type decides, then the ending of its path. Undefined when neither says. */
function isVideo(type: unknown, address: string): boolean | undefined {
	const word = typeof type === 'string' ? type : '';
	const says = SAYS_VIDEO.test(word);
	if (says !== SAYS_OTHER.test(word)) return says;
	const { pathname } = new URL(address);
	if (VIDEO_PATH.test(pathname)) return true;
	return OTHER_PATH.test(pathname) ? false : undefined;
}

/** No word such as "pending" that is sent instead of a URL. */
const RELATIVE = new RegExp(
	`^(?:\\.{0,2}/|[\\w-]+(?:/\\S*)?\\.(?:${VIDEO_ENDING})(?:[?#]|$))`,
	'i',
);

/** An absolute http or https URL as it was sent, or a relative one joined with the base URL. */
function addressOf(url: unknown, baseUrl: string | undefined): string | undefined {
	if (typeof url !== 'string' || url.includes(REPLACEMENT)) return undefined;
	const sent = url.trim();
	const address = isWebAddress(sent) ? sent : joined(sent, baseUrl);
	return address !== undefined && address.length <= LONGEST_URL ? address : undefined;
}

function joined(url: string, baseUrl: string | undefined): string | undefined {
	if (baseUrl === undefined || !RELATIVE.test(url)) return undefined;
	try {
		return new URL(url, `${baseUrl}/`).href;
	} catch {
		return undefined;
	}
}
