/** What may be shown of an answer: everything but the key, the prompt and the addresses of files. */

import { redactor } from '../../nodes/Vidu/gateway/redact';
import { sanitizeJson } from '../../nodes/Vidu/gateway/sanitize';

/** Takes what is secret out of a text, or out of all texts of a parsed JSON. */
export interface Redact {
	text(text: string): string;
	json(value: unknown): unknown;
}

/** A URL in a text, up to what cannot be part of one. */
const URL_IN_TEXT = /https?:\/\/[^\s"'<>\\]+/g;

const DATA_URI = /data:[\w/+.-]+;base64,[\w+/=]*/g;

/**
 * @param secrets texts that must not be shown, such as the prompt
 */
export function redactor(apiKey: string, secrets: readonly string[]): Redact {
	const withoutKey = redactor(apiKey);
	const text = (given: string): string => {
		let shown = withoutKey(given);
		for (const secret of secrets) shown = shown.replaceAll(secret, '[prompt]');
		return shown.replace(DATA_URI, '[picture]').replace(URL_IN_TEXT, shownUrl);
	};
	return { text, json: (value) => sanitizeJson(value, text) };
}

/** Host, kind of file and names in the query; a path may hold a signature, too. */
export function shownUrl(given: string): string {
	try {
		const { protocol, host, pathname, searchParams } = new URL(given);
		const kind = /\.\w{1,5}$/.exec(pathname)?.[0] ?? '';
		const names = [...new Set(searchParams.keys())].join(', ');
		return `[${protocol}//${host}/…${kind}${names === '' ? '' : `, query: ${names}`}]`;
	} catch {
		return '[URL]';
	}
}
