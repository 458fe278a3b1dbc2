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

/**
 * Reads the credential's base URL, and removes trailing slashes. Over plain http anybody on the way could read
 * the key, so http needs the owner's permission unless the host is this machine. No problem repeats the text: a key may
 * have been pasted into it.
 */
export function parseBaseUrl(text: string, allowHttp: boolean): Result<string> {
	const trimmed = text.trim().replace(/\/+$/, '');
	let url: URL;
	try {
		url = new URL(trimmed);
	} catch {
		return invalid(
			'The base URL of the Vidu (Vtrix) API credential is not a URL. Use one such as https://cloud.vtrix.ai.',
		);
	}
	if (url.username !== '' || url.password !== '' || /[?#@]/.test(trimmed)) {
		return invalid(
			'The base URL of the Vidu (Vtrix) API credential holds more than an address (a login, a query or a fragment). Leave only the part such as https://cloud.vtrix.ai.',
		);
	}
	if (url.protocol === 'https:') return ok(trimmed);
	if (url.protocol !== 'http:') {
		return invalid(
			'The base URL of the Vidu (Vtrix) API credential must start with https://, such as https://cloud.vtrix.ai.',
		);
	}
	if (allowHttp || isLoopback(url.hostname)) return ok(trimmed);
	return invalid(
		'The base URL of the Vidu (Vtrix) API credential starts with http:// and is not encrypted, so anybody on the way could read the API key. Use https://, or turn on "Allow Plain HTTP" in the credential if you trust the network.',
	);
}

/** Whether a host is this machine itself: localhost, 127.0.0.0/8 or ::1. */
export const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
