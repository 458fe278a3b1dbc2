/** What can a host send that is asked for a video? */

import { drip, end, headOf, pour, write, type SendHostile } from './hostility';

const PIECE = Buffer.alloc(64 * 1024);
/** A terabyte. */
const HUGE = 1e12;

/** Answers of the file host. Those without an end begin with the true file. */
export const HOSTILE_FILES = {
	/** A file that never ends, and says nothing about its length. */
	'endless-file': async (hostility) => {
		write(hostility, headOf(hostility));
		await pour(hostility, hostility.body, PIECE);
	},
	/** A file that announces a terabyte, and goes about sending it. */
	'huge-file': async (hostility) => {
		write(hostility, headOf(hostility, { 'Content-Length': String(hostility.length(HUGE)) }));
		await pour(hostility, hostility.body, PIECE);
	},
	/** A file that announces two bytes, and never ends. */
	'lying-length': async (hostility) => {
		write(hostility, headOf(hostility, { 'Content-Length': '2' }));
		await pour(hostility, hostility.body, PIECE);
	},
	/** A length that is no number. */
	'no-number-length': (hostility) => {
		end(hostility, headOf(hostility, { 'Content-Length': '0x7fffffff' }), hostility.body);
	},
	/** Byte by byte, for ever: the true file, then zeros. */
	'drip-file': async (hostility) => {
		write(hostility, headOf(hostility));
		await drip(hostility, hostility.body, Buffer.of(0));
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
	/** A name with control characters for a terminal, and ends like a page. */
	'script-name': (hostility) => {
		// Node itself refuses to send such a header.
		const name = 'attachment; filename="video.mp4\u001b[31m.html"';
		const length = String(hostility.body.length);
		const headers = { 'Content-Disposition': name, 'Content-Length': length };
		end(hostility, headOf(hostility, headers), hostility.body);
	},
	/** The true file by the name of a text. */
	'video-as-text': ({ response, status, headers, body }) => {
		response.writeHead(status, { ...headers, 'Content-Type': 'text/plain' }).end(body);
	},
	/** A header that announces tracks, dates and boxes as large as a number can be. */
	'broken-header': ({ response, status, headers, body }) => {
		const broken = Buffer.from(body);
		const start = broken.indexOf('mvhd') + 4;
		broken.fill(0xff, start, Math.max(start, broken.indexOf('mdia') - 4));
		response.writeHead(status, headers).end(broken);
	},
	/** The true file after a hundred thousand empty boxes. */
	'many-boxes': ({ response, status, headers, body }) => {
		const box = Buffer.from('0000000866726565', 'hex');
		const boxes = Array.from({ length: 100_000 }, () => box);
		const start = Math.max(0, body.indexOf('moov') - 4);
		const file = Buffer.concat([body.subarray(0, start), ...boxes, body.subarray(start)]);
		response.writeHead(status, headers).end(file);
	},
	/** A page that says that it is a video. */
	'page-as-video': ({ response, status, headers }) => {
		response.writeHead(status, headers).end('<!DOCTYPE html><script>alert(1)</script>');
	},
} satisfies Record<string, SendHostile>;
