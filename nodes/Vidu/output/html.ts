import type { NodeExecutionHint } from 'n8n-workflow';

import { isWebAddress } from '../text';

/*
 * n8n shows the text of a hint as HTML, so that it may have a link (n8n 1.123 and 2.41). Its
 * sanitiser keeps images. So everything that comes from a gateway or an item is escaped.
 */

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** A text inside of HTML. Quotes mean nothing there, and stay readable. */
const escapeText = (text: string): string =>
	text.replace(/[&<>]/g, (character) => ENTITIES[character]);

/** A link that opens in a new tab; undefined where the URL is neither http nor https. */
export function linkTo(url: string, text: string): string | undefined {
	if (!isWebAddress(url)) return undefined;
	const address = url.trim().replace(/[&<>"']/g, (character) => ENTITIES[character]);
	return `<a href="${address}" target="_blank">${escapeText(text)}</a>`;
}

/**
 * A hint, which n8n shows above the output.
 *
 * @param text plain text, which is escaped
 * @param html what follows it, from `linkTo`
 */
export const hint = (
	type: NonNullable<NodeExecutionHint['type']>,
	text: string,
	html = '',
): NodeExecutionHint => ({
	type,
	message: `${escapeText(text)}${html}`,
	location: 'outputPane',
});
