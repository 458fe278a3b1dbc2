/** What can a host send that is asked for a video? */

import type { Hostility, SendHostile } from './hostile';
import { connectionOf, drip, forEver, headText, pour } from './pouring';

const PIECE = Buffer.alloc(64 * 1024);
/** A terabyte. */
const HUGE = 1e12;

/** Answers of the file host. Those that go on and on begin with the true file. */
export const HOSTILE_FILES = {
	/** A file that never ends, and says nothing about its length. */
	'endless-file': async (hostility) => {
		start(hostility);
		await pours(hostility);
	},
	/** A file that announces a terabyte, and goes about sending it. */
	'huge-file': async (hostility) => {
		start(hostility, { 'Content-Length': String(hostility.length(HUGE)) });
		await pours(hostility);
	},
	/** A file that announces two bytes, and never ends. */
	'lying-length': async (hostility) => {
		start(hostility, { 'Content-Length': '2' });
		await pours(hostility);
	},
	/** A length that is no number. */
	'no-number-length': (hostility) => {
		start(hostility, { 'Content-Length': '0x7fffffff' });
		connectionOf(hostility.response).end(hostility.body);
	},
	/** One byte at a time, for ever: the true file, then zeros. */
	'drip-file': async (hostility) => {
		const { response, body, every, over } = hostility;
		start(hostility);
		await drip(connectionOf(response), forEver(body, Buffer.of(0)), every, over);
	},
	/** A name that leads out of the folder, in both of the forms that a name can have. */
	'path-name': ({ response, status, headers, body }) => {
		const name = '../../../../etc/cron.d/owned';
		const encoded = encodeURIComponent(name);
		response.writeHead(status, {
			...headers,
			'Content-Disposition': `attachment; filename="${name}"; filename*=UTF-8''${encoded}`,
			'Content-Length': body.length,
		});
		response.end(body);
	},
	/** A name that tells a terminal what to do, and ends like a page. */
	'script-name': (hostility) => {
		const { response, body } = hostility;
		// Node itself refuses to send such a header.
		const name = 'attachment; filename="video.mp4\u001b[31m.html"';
		const length = String(body.length);
		start(hostility, { 'Content-Disposition': name, 'Content-Length': length });
		connectionOf(response).end(body);
	},
	/** A page that says that it is a video. */
	'page-as-video': ({ response, status, headers }) => {
		response.writeHead(status, headers).end('<!DOCTYPE html><script>alert(1)</script>');
	},
} satisfies Record<string, SendHostile>;

function start({ response, status, headers }: Hostility, more: Record<string, string> = {}): void {
	connectionOf(response).write(`${headText(status, { ...headers, ...more })}\r\n`);
}

async function pours({ response, body, over }: Hostility): Promise<void> {
	await pour(connectionOf(response), forEver(body, PIECE), over);
}
