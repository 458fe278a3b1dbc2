/** Which heads of an answer are hostile in themselves? */

import type { SendHostile } from './hostile';
import { connectionOf, headText } from './pouring';
import { targetOf } from './state';

const REDIRECTS = 1_000;

/** Answers with a true body, if any, behind a head that does harm. */
export const HOSTILE_HEADS = {
	/** One header of a megabyte. */
	'long-header': ({ response, status, headers, body }) => {
		const filler = { ...headers, 'X-Filler': 'a'.repeat(2 ** 20) };
		connectionOf(response).write(
			`${headText(status, filler)}Content-Length: ${body.length}\r\n\r\n`,
		);
		connectionOf(response).end(body);
	},
	/** Fifty thousand headers. */
	'many-headers': ({ response, status, headers, body }) => {
		const many = 'X-Filler: a\r\n'.repeat(50_000);
		const head = `${headText(status, headers)}${many}Content-Length: ${body.length}\r\n\r\n`;
		connectionOf(response).write(head);
		connectionOf(response).end(body);
	},
	/** A thousand redirects, each to the next one, and then the true answer. */
	'redirect-chain': ({ response, status, headers, body }) => {
		const target = targetOf(response.req);
		const hop = Number(target.searchParams.get('hop') ?? 0) + 1;
		target.searchParams.set('hop', String(hop));
		const { pathname, search } = target;
		if (hop > REDIRECTS) response.writeHead(status, headers).end(body);
		else response.writeHead(302, { Location: pathname + search }).end();
	},
	/** A change of protocol that nobody asked for. */
	'switch-protocols': ({ response, body }) => {
		const head = { Connection: 'Upgrade', Upgrade: 'websocket' };
		connectionOf(response).write(`${headText(101, head)}\r\n`);
		connectionOf(response).write(body);
	},
	/** Another protocol altogether. */
	'not-http': ({ response }) => void connectionOf(response).end('SSH-2.0-OpenSSH_9.9\r\n'),
} satisfies Record<string, SendHostile>;
