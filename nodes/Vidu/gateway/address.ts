/** Where tasks are created; a query appends `/task/{id}`. Source: the gateway's documentation. */
export const GENERATION_PATH = '/model/v1/generation';

/** Path of the query of one task. Whatever the ID is, it names no other place of the gateway. */
export function taskPath(taskId: string): string {
	// Half of a surrogate pair has no encoding.
	const encoded = encodeURIComponent(taskId.replace(/\p{Surrogate}/gu, '\ufffd'));
	// A URL's parser takes "." and ".." for steps in the path, encoded or not.
	return `${GENERATION_PATH}/task/${/^\.{1,2}$/.test(taskId) ? encoded.replaceAll('.', '%252E') : encoded}`;
}

/** The base URL to use, or why it may not be used. */
export type Address = { baseUrl: string } | { problem: string };

/**
 * Reads the credential's base URL. Trailing slashes are fine. Plain http would send the key readable
 * to everybody on the way, so it is refused unless the owner allowed it or it never leaves the machine.
 *
 * @returns `baseUrl` without a trailing slash, or `problem`, a sentence for the user
 */
export function parseBaseUrl(text: string, allowHttp: boolean): Address {
	const trimmed = text.trim().replace(/\/+$/, '');
	let url: URL;
	try {
		url = new URL(trimmed);
	} catch {
		return {
			problem: `The base URL "${trimmed}" of the Vidu API credential is not a URL. Use one such as https://cloud.vtrix.ai.`,
		};
	}
	if (url.username !== '' || url.password !== '' || /[?#@]/.test(trimmed)) {
		return {
			problem:
				'The base URL of the Vidu API credential holds more than an address (a login, a query or a fragment). Leave only the part such as https://cloud.vtrix.ai.',
		};
	}
	if (url.protocol === 'https:') return { baseUrl: trimmed };
	if (url.protocol !== 'http:') {
		return {
			problem: `The base URL of the Vidu API credential starts with ${url.protocol}//, but only https:// can be used.`,
		};
	}
	if (allowHttp || isLoopback(url.hostname)) return { baseUrl: trimmed };
	return {
		problem: `The base URL http://${url.host} of the Vidu API credential is not encrypted, so anybody on the way could read the API key. Use https://, or turn on "Allow Plain HTTP" in the credential if you trust the network.`,
	};
}

/** Whether a host is this machine itself: localhost, 127.0.0.0/8 or ::1. */
export const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
