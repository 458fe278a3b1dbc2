/** In which forms can an answer quote the key that came with the request? */

import { sendText, withText } from './hostileBodies';
import type { Hostility, SendHostile } from './hostile';

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
