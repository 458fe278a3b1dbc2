import { shorten } from '../text';
import type { ApiError } from './errors';
import { TRY_LATER } from './errorTexts';
import { explainStatus } from './explain';
import { LONGEST_QUOTE } from './failure';
import type { GatewayResponse } from './http';

/*
 * Answers that are no JSON object. Most come from something between n8n and the gateway, or from another
 * server: a page says nothing about the balance or the key.
 */

/** A web page. */
export interface Page {
	/** Its title or first heading; undefined for a page without one. */
	title?: string;
}

/** Characters of a page that are searched for its title. */
const HEAD = 4_096;

/** The page that an answer is, if it is one. XML for programs is none. */
export function pageIn({ body }: Pick<GatewayResponse, 'body'>): Page | undefined {
	if (typeof body !== 'string' || !/^[\s\ufeff\ufffd]*<[!a-z?]/i.test(body)) return undefined;
	const head = body.slice(0, HEAD);
	if (!/<(?:!doctype html|html|head|title|body|h1|center|meta|script|div|p)\b/i.test(head)) {
		return undefined;
	}
	const found = /<(?:title|h1)\b[^>]{0,200}>([^<]{1,300})</i.exec(head)?.[1] ?? '';
	const title = found.replace(/\s+/g, ' ').trim();
	return title === '' ? {} : { title: shorten(title, 100) };
}

const CHECK = 'Check the network, the proxy, and the base URL in the Vidu (Vtrix) API credential.';
const TRY_FIRST = `${TRY_LATER} If it happens again, check the network, the proxy, and the base URL in the Vidu (Vtrix) API credential.`;

/** Statuses that mean the same from every server. */
const OF_ANY_SERVER: readonly number[] = [407, 413];

/** The error for an answer that is not a JSON object, such as a web page or half an answer. */
export function unreadableResponse(response: GatewayResponse): ApiError {
	const { status, problem } = response;
	const cut = problem === undefined ? '' : `. It could not be read completely: ${problem}`;
	const isTemporary = status === 429 || status >= 500;
	const next = OF_ANY_SERVER.includes(status)
		? explainStatus(status).next
		: isTemporary
			? TRY_FIRST
			: CHECK;
	return { what: `${whatAnswered(response)}${cut}`, next, status };
}

function whatAnswered(response: GatewayResponse): string {
	const details = inBrackets(response);
	const page = pageIn(response);
	if (page?.title !== undefined) {
		return `A web page answered instead of the gateway ${details}: "${page.title}"`;
	}
	if (page !== undefined)
		return `A web page without a title answered instead of the gateway ${details}`;
	const { body } = response;
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const beginning = shorten(text.replace(/\s+/g, ' ').trim(), LONGEST_QUOTE);
	return `The answer does not look like the gateway's ${details}: ${beginning === '' ? 'it is empty' : beginning}`;
}

/** Who answered, and with which status. */
function inBrackets({ status, headers }: GatewayResponse): string {
	const server = headers.server?.replace(/\s+/g, ' ').trim() ?? '';
	return `(HTTP ${status}${server === '' ? '' : `, server: ${shorten(server, 40)}`})`;
}
