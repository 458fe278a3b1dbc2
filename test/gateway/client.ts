/** How do the tests talk to a gateway? They do what they are told and nothing more. */

import { connect } from 'node:net';
import { CREATE_PATH, ESTIMATE_PATH } from './api';
import { DEFAULT_KEY, type Gateway, type Params } from './index';

export const TEXT_MODEL = 'viduq2_pro_fast_text2video';
export const EXTEND_MODEL = 'viduq2_pro_extend';
export const FRAME_MODEL = 'viduq2_pro_fast_img2video';
export const FRAMES_MODEL = 'viduq2_pro_start_end2video';
export const SUBJECT_MODEL = 'viduq2_reference2video';
export const IMAGE_MODEL = 'viduq2_i2v_reference';

export interface PostOptions {
	readonly model?: unknown;
	readonly key?: string | null;
	readonly contentType?: string;
	readonly signal?: AbortSignal;
}

/** The body of a creation. */
export const bodyOf = (params: unknown, model: unknown = TEXT_MODEL): string =>
	JSON.stringify({ model, input: [{ params }] });

/** Creates a task. */
export const create = (gateway: Gateway, params: unknown, options: PostOptions = {}) =>
	post(gateway, bodyOf(params, options.model), options);

/** Asks for what the same task would cost. */
export const estimate = (gateway: Gateway, params: unknown, options: PostOptions = {}) =>
	post(gateway, bodyOf(params, options.model), options, ESTIMATE_PATH);

/** Sends any body to the create address, or to another one. */
export async function post(
	gateway: Gateway,
	body: string,
	{ key = DEFAULT_KEY, contentType = 'application/json', signal }: PostOptions = {},
	path = CREATE_PATH,
) {
	const headers = { ...authorization(key), 'Content-Type': contentType };
	const url = gateway.baseUrl + path;
	return await answerOf(await fetch(url, { method: 'POST', headers, body, signal }));
}

/** Polls a task once. */
export async function poll(gateway: Gateway, id: string, key: string | null = DEFAULT_KEY) {
	const url = `${gateway.baseUrl}${CREATE_PATH}/task/${id}`;
	return await answerOf(await fetch(url, { headers: authorization(key) }));
}

/** Creates a task that takes no time, and returns its (terminal) answer. */
export async function finished(gateway: Gateway, params: Params, model = TEXT_MODEL) {
	const prompt = `${params.prompt ?? ''} [seconds:0]`;
	return (await create(gateway, { ...params, prompt }, { model })).body;
}

/** Polls a task until it has ended, and returns the last answer. */
export async function ended(gateway: Gateway, id: string): Promise<any> {
	for (;;) {
		const { body } = await poll(gateway, id);
		if (!['in_progress', 'rendering'].includes(body.status)) return body;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

/** The URL in a documented answer. */
export const urlIn = (body: { output: [{ content: [{ url: string }] }] }): string =>
	body.output[0].content[0].url;

/**
 * Stops the gateway's clock, which has to run in this process, and returns the function that
 * moves it on by some seconds. The spy is to be restored by `jest.restoreAllMocks()`.
 */
export function stoppedClock(): (seconds: number) => void {
	let now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	return (seconds) => void (now += seconds * 1000);
}

const authorization = (key: string | null): Record<string, string> =>
	key === null ? {} : { Authorization: `Bearer ${key}` };

/** The answer, with a body of any shape: the tests find out which. */
async function answerOf(
	response: Response,
): Promise<{ status: number; headers: Headers; body: any }> {
	const { status, headers } = response;
	return { status, headers, body: await response.json() };
}

/** When a client has seen enough; by default only when the server ends the connection. */
export type Enough = (text: string) => boolean;

/** Sends bytes, and reads until it is enough, one letter a byte. */
export async function overTheWire(
	origin: string,
	sent: string,
	enough: Enough = () => false,
): Promise<{ text: string; ended: 'end' | 'reset' | 'left' }> {
	const { hostname, port } = new URL(origin);
	const socket = connect({ host: hostname, port: Number(port) });
	socket.setEncoding('latin1');
	let text = '';
	const ended = await new Promise<'end' | 'reset' | 'left'>((resolve) => {
		socket.on('data', (piece: string) => {
			text += piece;
			if (enough(text)) resolve('left');
		});
		socket.on('error', () => resolve('reset')).on('end', () => resolve('end'));
		socket.write(sent);
	});
	socket.destroy();
	return { text, ended };
}

/** A GET request as it goes over the wire. */
export const getText = (path: string, key = DEFAULT_KEY): string =>
	`GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`;

/** A creation as it goes over the wire. */
export function createText(key = DEFAULT_KEY): string {
	const body = bodyOf({ prompt: 'x [seconds:0]' });
	const head = `Host: x\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json`;
	const length = `Content-Length: ${body.length}\r\nConnection: close`;
	return `POST ${CREATE_PATH} HTTP/1.1\r\n${head}\r\n${length}\r\n\r\n${body}`;
}
