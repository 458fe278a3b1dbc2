/** Hides what a report must not show: the key, the prompt, images and the addresses of files. */

import { redactor } from '../../nodes/Vidu/gateway/redact';
import { sanitizeJson } from '../../nodes/Vidu/gateway/sanitize';
import { PROMPT } from './requests';

/** Hides secrets in a text, or in all texts of a parsed JSON. */
export interface ReportRedactor {
	text(text: string): string;
	json(value: unknown): unknown;
}

/** A URL in a text, up to what cannot be part of one. */
const URL_IN_TEXT = /https?:\/\/[^\s"'<>\\]+/g;

const DATA_URI = /data:[\w/+.-]+;base64,[\w+/=]*/g;

export function reportRedactor(apiKey: string): ReportRedactor {
	const redactKey = redactor(apiKey);
	const text = (value: string): string =>
		redactKey(value)
			.replaceAll(PROMPT, '[prompt]')
			.replace(DATA_URI, '[image]')
			.replace(URL_IN_TEXT, shownUrl);
	return { text, json: (value) => sanitizeJson(value, text) };
}

/** Host, file extension and names in the query. A path may hold a signature, too. */
export function shownUrl(url: string): string {
	try {
		const { protocol, host, pathname, searchParams } = new URL(url);
		const extension = /\.\w{1,5}$/.exec(pathname)?.[0] ?? '';
		const names = [...new Set(searchParams.keys())].join(', ');
		return `[${protocol}//${host}/…${extension}${names === '' ? '' : `, query: ${names}`}]`;
	} catch {
		return '[URL]';
	}
}
