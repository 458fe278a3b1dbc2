import type { GatewayResponse } from './http';
import { cleanId, ENDING, idInLocation, idNamedInJson, idNamedInText } from './namedId';
import type { Redact } from './redact';
import { openReasons } from './reason';
import { sanitizeJson, sanitize } from './sanitize';

/** A response as it was read. */
interface RawResponse {
	statusCode: number;
	headers: Readonly<Record<string, string | undefined>>;
	text: string;
	/** Why the text is not whole. */
	problem?: string;
	/** The last characters of an answer whose text is too long to be kept. */
	end?: string;
}

/** Decodes a response. All text that is shown or kept is sanitised first, then searched for the key. */
export function decodeResponse(
	{ statusCode, headers, text, problem, end }: RawResponse,
	redact: Redact,
): GatewayResponse {
	const clean = (one: string | undefined) => (one === undefined ? one : redact(sanitize(one)));
	const sanitized = sanitize(text);
	const body = decodeBody(sanitized, redact, problem !== undefined);
	const location = clean(headers.location);
	const namedId =
		typeof body === 'string'
			? idInText(body, { text, problem, end }, clean)
			: // JSON keeps the last one of two values with one name.
				(idNamedInJson(body) ?? idNamedInText(clean(text.slice(0, MOST_UNREADABLE)) ?? ''));
	const named = namedId ?? idInLocation(location, [201, 303].includes(statusCode));
	// An ID comes out unescaped, perhaps with a part of the key that the text had escaped.
	const isShown = named !== undefined && cleanId(clean(named)) === named;
	return {
		status: statusCode,
		headers: { ...headers, location, server: clean(headers.server) },
		body,
		...(isShown ? { namedId: named } : {}),
		...(problem === undefined ? {} : { problem: clean(problem) }),
	};
}

/** The ID in the text of an answer that is no JSON. A page is no answer of the gateway's, and names none. */
function idInText(
	body: string,
	{ text, problem, end }: Pick<RawResponse, 'text' | 'problem' | 'end'>,
	clean: (text: string) => string | undefined,
): string | undefined {
	const beginning = clean(text.slice(0, MOST_UNREADABLE)) ?? '';
	if (/^\s*<[!a-z]/i.test(body)) return undefined;
	// The end of a text that is cut may be anything.
	const last = end ?? (problem === undefined ? text.slice(-ENDING) : '');
	return idNamedInText(beginning, clean(last)) ?? idNamedInText(body);
}

/** Parsed JSON, or the beginning of a text that is none. */
function decodeBody(text: string, redact: Redact, isCut: boolean): unknown {
	try {
		const parse = (json: string) => sanitizeJson(JSON.parse(quoteLongIds(json)), redact);
		return openReasons(parse(text), parse);
	} catch {
		const endsEarly = isCut || text.length > MOST_UNREADABLE;
		const beginning = redact(sanitize(text.slice(0, MOST_UNREADABLE)), endsEarly);
		// Nothing parsed this text, so any character of the key may still be escaped.
		const plain = sanitize(beginning.replace(ESCAPES, unescaped));
		const redacted = redact(plain, endsEarly);
		return redacted === plain ? beginning : redacted;
	}
}

/** Characters in JSON and in a URL; invisible ones may stand between those of the key. */
const ESCAPES = /\\{1,4}u([\da-f]{4})|%(?:25){0,3}([\da-f]{2})/gi;

const unescaped = (_escape: string, inJson?: string, inUrl?: string): string =>
	String.fromCharCode(parseInt(inJson ?? inUrl ?? '', 16));

/** Characters that are kept of an answer that is no JSON: a message quotes its beginning. */
const MOST_UNREADABLE = 16_384;

/** A number with more digits than JavaScript keeps would name another task. */
const quoteLongIds = (text: string): string =>
	text.replace(/("[\w-]{0,40}id"\s*:\s*)(\d{16,})(?=\s*[,}])/gi, '$1"$2"');
