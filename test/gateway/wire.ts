/** A client that speaks no HTTP: it sends a text over a connection and shows what comes back. */

import { connect } from 'node:net';
import { TEXT_MODEL } from './client';
import { DEFAULT_KEY, type Gateway } from './index';

/** What went over the wire. */
export interface Wire {
	/** Everything that came, one letter a byte. */
	readonly text: string;
	/** Everything before the first empty line, and what came behind it. */
	readonly head: string;
	readonly body: string;
	/** What ended it: the server (`end`, or `reset`), or this client, which had seen enough. */
	readonly ended: 'end' | 'reset' | 'left';
}

/** When a client has seen enough; by default only when the server ends the connection. */
export type Enough = (text: string) => boolean;

/** Sends bytes, and reads until it is enough. */
export async function overTheWire(
	origin: string,
	sent: string,
	enough: Enough = () => false,
): Promise<Wire> {
	const { hostname, port } = new URL(origin);
	const socket = connect({ host: hostname, port: Number(port) });
	socket.setEncoding('latin1');
	let text = '';
	const ended = await new Promise<Wire['ended']>((resolve) => {
		socket.on('data', (piece: string) => {
			text += piece;
			if (enough(text)) resolve('left');
		});
		socket.on('error', () => resolve('reset')).on('end', () => resolve('end'));
		socket.write(sent);
	});
	socket.destroy();
	const [head, ...rest] = text.split('\r\n\r\n');
	return { text, head, body: rest.join('\r\n\r\n'), ended };
}

/** A GET request that asks for the connection to be closed. */
export const getText = (path: string, key = DEFAULT_KEY): string =>
	`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`;

/** A creation, as the example in docs/api/http.md. */
export function createText(key = DEFAULT_KEY): string {
	const params = { prompt: 'x [seconds:0]' };
	const body = JSON.stringify({ model: TEXT_MODEL, input: [{ params }] });
	const head = `Host: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json`;
	const length = `Content-Length: ${body.length}\r\nConnection: close`;
	return `POST /model/v1/generation HTTP/1.1\r\n${head}\r\n${length}\r\n\r\n${body}`;
}

/** Creates a task over the wire. */
export const createOver = async (gateway: Gateway, enough?: Enough): Promise<Wire> =>
	await overTheWire(gateway.baseUrl, createText(), enough);

/** Looks at a task over the wire. */
export const lookOver = async (gateway: Gateway, id: string, enough?: Enough): Promise<Wire> =>
	await overTheWire(gateway.baseUrl, getText(`/model/v1/generation/task/${id}`), enough);
