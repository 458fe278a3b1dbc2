import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';

/** The path that creates tasks. Source: docs/api/http.md, "Endpoints". */
export const GENERATION_PATH = '/model/v1/generation';

/** The path that queries one task. No ID leads to another path of the gateway. */
export function taskPath(taskId: string): string {
	// Half a surrogate pair cannot be encoded.
	const encoded = encodeURIComponent(taskId.replace(/\p{Surrogate}/gu, '\ufffd'));
	// URL parsers resolve "." and ".." in a path, encoded or not.
	return `${GENERATION_PATH}/task/${/^\.{1,2}$/.test(taskId) ? encoded.replaceAll('.', '%252E') : encoded}`;
}

/** The API's own path, or a part of it, that was pasted after the address. Source: docs/api/http.md, "Endpoints". */
const OWN_PATH =
	/(?:\/+v1|\/+model(?:\/+v1(?:\/+generations?(?:\/+(?:precharge|tasks?(?:\/+[^/]*)?))?)?)?)+\/*$/i;

/** Mistakes that a URL parser accepts: not exactly two slashes after the scheme, or a second address. */
const MENDED = /^https?:(?!\/\/[^/])|\/https?:/i;

/**
 * Reads the credential's base URL. Removes trailing slashes and the API's own path. Over plain http others on the
 * network could read the key, so http needs the owner's permission unless the host is this machine. No problem repeats
 * the text: a key may have been pasted into it.
 */
export function parseBaseUrl(text: string, allowHttp: boolean): Result<string> {
	const trimmed = withoutOwnPath(text.trim()).replace(/\/+$/, '');
	let url: URL | undefined;
	try {
		url = new URL(trimmed);
	} catch {
		url = undefined;
	}
	if (url === undefined || MENDED.test(trimmed)) {
		return invalid(`The ${NAME} is not a URL. Enter an address, ${EXAMPLE}.`);
	}
	if (url.username !== '' || url.password !== '' || /[?#@]/.test(trimmed)) {
		return invalid(
			`The ${NAME} contains a login, a query or a fragment. Enter only the address, ${EXAMPLE}.`,
		);
	}
	if (url.protocol === 'https:') return ok(trimmed);
	if (url.protocol !== 'http:') {
		return invalid(`The ${NAME} must start with https://, ${EXAMPLE}.`);
	}
	if (allowHttp || isLoopback(url.hostname)) return ok(trimmed);
	return invalid(
		`The ${NAME} starts with http:// and is not encrypted, so others on the network could read the API key. Use https://. If you trust the network, turn on "Allow Plain HTTP" in the credential.`,
	);
}

const NAME = 'base URL in the Vidu (Vtrix) API credential';
const EXAMPLE = 'e.g. https://cloud.vtrix.ai';

function withoutOwnPath(text: string): string {
	const [, origin = text, path = ''] = /^([a-z]+:\/\/[^/]+)(\/.*)$/i.exec(text) ?? [];
	return `${origin}${path.replace(OWN_PATH, '')}`;
}

/** Whether a host is this machine itself: localhost, 127.0.0.0/8 or ::1. */
export const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
