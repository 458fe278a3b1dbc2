/** Which answers never end because they come one byte at a time, or not at all? */

import type { Hostility, SendHostile } from './hostile';
import { connectionOf, drip, forEver, headText, pour } from './pouring';

const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const CHUNKED = { 'Transfer-Encoding': 'chunked' };

/** Answers whose phases drip: the bytes of the true one, then blanks that mean nothing. */
export const HOSTILE_DRIPS = {
	/** The true body one byte at a time, then blanks for ever. No length is announced. */
	'drip-body': async (hostility) => {
		write(hostility, `${headText(hostility.status, hostility.headers)}\r\n`);
		await drips(hostility, hostility.body, ' ');
	},
	/** The whole body at once, then blanks one at a time: what there is to know is there. */
	'drip-blanks': async (hostility) => {
		write(hostility, `${headText(hostility.status, hostility.headers)}\r\n`);
		write(hostility, hostility.body);
		await drips(hostility, ' ');
	},
	/** A header whose value never ends. */
	'drip-headers': async (hostility) => {
		write(hostility, `${headText(hostility.status, hostility.headers)}X-Filler: `);
		await drips(hostility, 'a');
	},
	/** A status line that never ends. */
	'drip-status': async (hostility) => {
		await drips(hostility, `HTTP/1.1 ${hostility.status} O`, 'O');
	},
	/** A whole body in a chunk, then trailers that never end. */
	'drip-trailers': async (hostility) => {
		write(hostility, `${headText(hostility.status, { ...hostility.headers, ...CHUNKED })}\r\n`);
		write(hostility, `${hostility.body.length.toString(16)}\r\n`);
		write(hostility, hostility.body);
		await drips(hostility, '\r\n0\r\nX-Filler: ', 'a');
	},
	/** 100 Continue one after the other, byte by byte. */
	'drip-continue': async (hostility) => {
		await drips(hostility, CONTINUE);
	},
	/** 100 Continue as fast as the client takes it. */
	'endless-continue': async (hostility) => {
		const many = CONTINUE.repeat(1_000);
		await pour(connectionOf(hostility.response), forEver(many), hostility.over);
	},
	/** Trailers as fast as the client takes them, behind a whole body. */
	'endless-trailers': async (hostility) => {
		write(hostility, `${headText(hostility.status, { ...hostility.headers, ...CHUNKED })}\r\n`);
		write(hostility, `${hostility.body.length.toString(16)}\r\n`);
		write(hostility, hostility.body);
		const trailer = `X-Filler: ${'a'.repeat(1_000)}\r\n`;
		const { response, over } = hostility;
		await pour(connectionOf(response), forEver('\r\n0\r\n', trailer.repeat(60)), over);
	},
	/** The head, and nothing behind it although a length is announced. */
	'stall-before-body': (hostility) => {
		const { status, headers, body } = hostility;
		const announced = { ...headers, 'Content-Length': String(body.length) };
		write(hostility, `${headText(status, announced)}\r\n`);
	},
} satisfies Record<string, SendHostile>;

const write = ({ response }: Hostility, bytes: Buffer | string) =>
	void connectionOf(response).write(bytes);

const drips = async (
	{ response, every, over }: Hostility,
	...pieces: Array<Buffer | string>
): Promise<void> => await drip(connectionOf(response), forEver(...pieces), every, over);
