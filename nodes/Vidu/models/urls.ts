import { isWebAddress } from '../text';

/*
 * URLs as people have them: several in one cell, with blanks, with letters beyond ASCII.
 */

/** Signs, and what an export writes in the place of a line break or between two cells. */
const SEPARATOR = '(?:[\\s\\u200b,;|，；、]|\\\\n|<br ?/?>|"\\s*,\\s*")';
/** A word between two URLs. */
const AND = '(?:\\s+(?:and|und|&))?';
/** A line break or a tab, any separator before the next URL, and a separator before a blank. */
const BETWEEN_URLS = new RegExp(
	`[\\r\\n\\t]+|${AND}${SEPARATOR}+(?=https?://|data:)|[,;|，；、](?=\\s|$)`,
	'i',
);

/** The URLs in one text; empty ones fall out. A comma inside of a URL separates nothing. */
export const splitUrls = (text: string): string[] =>
	text
		.split(BETWEEN_URLS)
		.map((part) => part.replace(/^[\s,;|，；、]+|[\s,;|，；、]+$/g, ''))
		.filter((part) => part !== '');

/**
 * A URL as it can be sent: without blanks around it, with those inside and letters beyond ASCII encoded. Every
 * other character stays as it is, because a signature may depend on it.
 */
export function encodeUrl(text: string): string {
	const trimmed = text
		.replace(/[\r\n\t]/g, '')
		.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
		.replace(/\p{Surrogate}/gu, '\ufffd');
	const [, start, rest] = /^([a-z]+:\/\/[^/?#]*)?(.*)$/is.exec(trimmed) ?? [];
	return `${encodeHost(start ?? '')}${rest.replace(/\s/g, '%20').replace(/[^\0-\x7f]+/g, encodeURIComponent)}`;
}

function encodeHost(start: string): string {
	if (/^[\0-\x7f]*$/.test(start)) return start;
	try {
		return new URL(start).href.replace(/\/$/, '');
	} catch {
		return start;
	}
}

/** Names of machines that only the own network knows. */
const LOCAL_NAME =
	/(^|\.)(localhost|local|internal|lan|home|localdomain|corp|intranet|private|fritz\.box|home\.arpa)$/;
const LOCAL_ADDRESS =
	/^(0|10|127)\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^\[(::1?|::ffff:.*|f[cd].*|fe[89ab].*)\]$/;

/** Whether a URL leads to this machine or into a private network. */
export function isPrivateHost(url: string): boolean {
	if (!isWebAddress(url)) return false;
	const host = new URL(url).hostname.replace(/\.$/, '');
	const isName = !host.startsWith('[') && !/^[\d.]+$/.test(host);
	// One without a dot is the name of a container or of a machine in the own network.
	return isName ? LOCAL_NAME.test(host) || !host.includes('.') : LOCAL_ADDRESS.test(host);
}

const SHARE_PAGES: ReadonlyArray<{ service: string; url: RegExp }> = [
	{ service: 'Google Drive', url: /^https?:\/\/(drive|docs)\.google\.com\/(?!(u\/\d+\/)?uc\?)/i },
	{ service: 'Google Photos', url: /^https?:\/\/(photos\.app\.goo\.gl|photos\.google\.com)\//i },
	{ service: 'Dropbox', url: /^https?:\/\/((www|m)\.)?dropbox\.com\/(?!.*[?&](dl|raw)=1)/i },
	{ service: 'OneDrive', url: /^https?:\/\/(1drv\.ms|onedrive\.live\.com)\/(?!download\b)/i },
	{
		service: 'SharePoint',
		url: /^https?:\/\/[^/]+\.sharepoint\.com\/(?!.*([?&]download=1|\/download\.aspx))/i,
	},
	{ service: 'iCloud', url: /^https?:\/\/(www\.|share\.)?icloud\.com\//i },
];

/** The service whose page a link opens, instead of the file itself; undefined for any other URL. */
export const sharePageOf = (url: string): string | undefined =>
	SHARE_PAGES.find((page) => page.url.test(url.trim()))?.service;
