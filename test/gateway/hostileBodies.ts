/** Which bodies are short enough to be read, and hostile in what they say, or quote the key? */

import type { Hostility, SendHostile } from './hostility';

type Json = Record<string, unknown>;

/** Reads like an instruction to a terminal, and like a line of a log. */
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\u009b31m\r\n2020-01-01 | error | forged\u0000\u202e';
/** Goes elsewhere when it is put into a URL or into the name of a file. */
const PATH_ID = '../../../v1/keys?all=1#\\..\\..\\etc/passwd%2f..%00';

const DEPTH = 10_000;
const URLS = 10_000;

/** Bodies made from the true one. The rest of it is still there, the ID above all. */
export const HOSTILE_BODIES = {
	/** `metadata` is an array in an array, ten thousand deep. */
	'deep-json': (hostility) => {
		const nested = '['.repeat(DEPTH) + ']'.repeat(DEPTH);
		sendText(hostility, withText(hostility, { metadata: 'HERE' }, '"HERE"', nested));
	},
	/** Keys that mean something to JavaScript, at the top, in the output and in the error. */
	'proto-keys': (hostility) => {
		const trap = '{"isAdmin":true,"status":"completed","toString":"owned","then":"owned"}';
		const traps = `"__proto__":${trap},"constructor":{"prototype":${trap}},"hasOwnProperty":1`;
		const marked = { HERE: 1, error: { HERE: 1 }, metadata: { HERE: 1 } };
		sendText(hostility, withText(hostility, marked, '"HERE":1', traps));
	},
	/** Numbers that no double holds. */
	'huge-numbers': (hostility) => {
		const numbers = ['1e999', '-1e999', '9007199254740993', '1'.repeat(400), '5e-400'];
		const [time, progress, code, cost, duration] = numbers;
		const usage = `{"cost":${cost},"discount":${time},"credits":${code},"duration":${duration}}`;
		const all = `"created_at":${time},"progress":${progress},"usage":${usage}`;
		sendText(hostility, withText(hostility, { HERE: 1 }, '"HERE":1', all));
	},
	/** An ID that is a number with more digits than a double holds. */
	'number-id': (hostility) => {
		sendText(hostility, withText(hostility, { id: 'HERE' }, '"HERE"', '12345678901234567890123'));
	},
	/** Bytes that are no UTF-8: a lone continuation, an overlong slash, a surrogate, a cut sequence. */
	'invalid-utf8': (hostility) => {
		const text = withText(
			hostility,
			{ metadata: { note: 'HERE' } },
			'HERE',
			'\x80\xc0\xaf\xed\xa0\x80\xf0\x9f',
		);
		sendBytes(hostility, Buffer.from(text, 'latin1'));
	},
	/** The mark of UTF-8 before the first byte. */
	bom: (hostility) => {
		sendBytes(hostility, Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), hostility.body]));
	},
	/** Each key twice: the true value first, then another one. */
	'duplicate-keys': (hostility) => {
		const more = '"id":"another","status":"failed","model":"another","error":"forged"';
		sendText(hostility, withText(hostility, { HERE: 1 }, '"HERE":1', more));
	},
	/** An array where an object belongs. */
	array: (hostility) => sendText(hostility, `[${hostility.body.toString()}]`),
	/** Arrays where the parts of the answer are objects or texts, and the other way round. */
	'wrong-types': (hostility) => {
		const wrong = { status: ['completed'], output: { content: 'x' }, error: [[]], usage: 'free' };
		sendText(hostility, withText(hostility, { ...wrong, metadata: [1], progress: {} }));
	},
	/** Ten thousand videos. */
	'many-urls': (hostility) => {
		const content = Array.from({ length: URLS }, (_, n) => ({
			type: 'video',
			url: `http://127.0.0.1:9/videos/${n}.mp4`,
		}));
		sendText(hostility, withText(hostility, { status: 'completed', output: [{ content }] }));
	},
	/** An ID of a million letters. */
	'long-id': (hostility) => sendText(hostility, withText(hostility, { id: 'd'.repeat(1e6) })),
	/** An ID with every control character. */
	'control-id': (hostility) => {
		const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
		sendText(hostility, withText(hostility, { id: `d7${controls}\u007f\u0085\u2028` }));
	},
	/** An ID with control characters for a terminal. */
	'escape-id': (hostility) => sendText(hostility, withText(hostility, { id: `d7${ESCAPES}` })),
	/** An ID that is a path. */
	'path-id': (hostility) => sendText(hostility, withText(hostility, { id: PATH_ID })),
	/** Every text has control characters for a terminal; the ID is the true one. */
	'escape-texts': (hostility) => {
		const error = { code: ESCAPES, error_message: ESCAPES, message: ESCAPES };
		const texts = { status: ESCAPES, model: ESCAPES, message: ESCAPES, error };
		sendText(hostility, withText(hostility, { ...texts, metadata: { [ESCAPES]: ESCAPES } }));
	},
} satisfies Record<string, SendHostile>;

/** As a text stands in JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Every character as `\uXXXX`, which JSON reads as the character itself. */
const escaped = (key: string): string =>
	Array.from({ length: key.length }, (_, index) => {
		return `\\u${key.charCodeAt(index).toString(16).padStart(4, '0')}`;
	}).join('');

/** Every byte as `%XX`, which a URL may have instead of the letter. */
const percent = (key: string): string =>
	[...Buffer.from(key)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/**
 * Answers that quote the key in each text that a node may show: the status, the error, the URL of a
 * video, the metadata. The ID is the true one.
 */
export const HOSTILE_KEYS = {
	/** As it is. */
	'key-raw': (hostility) => quote(hostility, inJson(hostility.key)),
	/** As `encodeURIComponent` writes it. */
	'key-url-encoded': (hostility) => quote(hostility, encodeURIComponent(hostility.key)),
	/** With each letter as `%XX`. */
	'key-percent': (hostility) => quote(hostility, percent(hostility.key)),
	/** With each letter as `\uXXXX`. */
	'key-json-escaped': (hostility) => quote(hostility, escaped(hostility.key)),
	/** The same inside of a text that is JSON once more. */
	'key-escaped-twice': (hostility) =>
		quote(hostility, escaped(hostility.key).replaceAll('\\', '\\\\')),
	'key-base64': (hostility) => quote(hostility, Buffer.from(hostility.key).toString('base64')),
	'key-reversed': (hostility) => quote(hostility, inJson([...hostility.key].reverse().join(''))),
	/** In a page that is no JSON. */
	'key-in-page': ({ response, status, key }) => {
		const page = `<html><body>Authorization: Bearer ${key}</body></html>`;
		response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
	},
	/** In the address of a redirect, in the wait and in the status line. */
	'key-in-headers': ({ response, key }) => {
		const Location = `/elsewhere?key=${encodeURIComponent(key)}`;
		response.writeHead(302, `Found ${key}`, { Location, 'Retry-After': key }).end();
	},
} satisfies Record<string, SendHostile>;

function quote(hostility: Hostility, form: string): void {
	const said = 'the key HERE is known';
	const content = [{ type: 'video', url: 'http://127.0.0.1:9/HERE.mp4?key=HERE' }];
	const error = { code: 'HERE', error_message: said, message: said };
	const fields = { status: 'HERE', message: said, error, output: [{ content }] };
	const metadata = { note: said, HERE: 'HERE' };
	sendText(hostility, withText(hostility, { ...fields, metadata }, 'HERE', form));
}

/** The true body with other fields, wherever it has them, and then with another text in one place. */
function withText({ body }: Hostility, fields: Json, from = '', to = ''): string {
	const { data, ...rest } = JSON.parse(body.toString('utf8')) as { data?: Json };
	const changed = data ? { ...rest, data: { ...data, ...fields } } : { ...rest, ...fields };
	const text = JSON.stringify(changed);
	return from === '' ? text : text.replaceAll(from, () => to);
}

/** Sends a body whole, and nothing else. */
function sendText(hostility: Hostility, text: string): void {
	sendBytes(hostility, Buffer.from(text, 'utf8'));
}

function sendBytes({ response, status, headers }: Hostility, bytes: Buffer): void {
	response.writeHead(status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
}
