import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { digestOf } from '../digest';
import { readBaseUrl } from '../gateway/address';
import { hideKey } from '../gateway/hideKey';
import type { HideKey } from '../gateway/hideKey';
import { encodeBody } from '../gateway/inlineImage';
import type { GatewayRequest, Send } from '../gateway/send';
import type { Clock } from '../tasks/clock';
import { sendLimited } from './limitedSend';
import type { StreamResponse } from './limitedSend';

/** A way to the gateway and a digest of its address, or why there is none. */
export type Connection = { send: Send; gateway: string } | { problem: string };

/**
 * Opens the way to the gateway that the node's credential names. The key itself is added by the
 * credential, at the last moment. Never throws.
 */
export async function connect(context: IExecuteFunctions, clock: Clock): Promise<Connection> {
	try {
		const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
		const address = readBaseUrl(String(baseUrl ?? ''), allowHttp === true);
		if ('problem' in address) return address;
		const { baseUrl: url } = address;
		const send = sendTo(context, clock, url, hideKey(String(apiKey ?? '')));
		return { send, gateway: digestOf(url) };
	} catch (error) {
		return { problem: `The Vidu API credential cannot be used: ${(error as Error).message}` };
	}
}

function sendTo(
	context: IExecuteFunctions,
	clock: Clock,
	baseUrl: string,
	withoutKey: HideKey,
): Send {
	return async (asked) =>
		await sendLimited(
			async (signal) => await request(context, baseUrl, asked, signal),
			{ clock, timeout: asked.timeout, stop: context.getExecutionCancelSignal() },
			withoutKey,
		);
}

async function request(
	context: IExecuteFunctions,
	baseUrl: string,
	{ method, path, body, timeout }: GatewayRequest,
	signal: AbortSignal,
): Promise<StreamResponse> {
	const options: IHttpRequestOptions = {
		method,
		url: `${baseUrl}${path}`,
		headers: {
			Accept: 'application/json',
			'Content-Type': 'application/json',
			'Accept-Encoding': 'identity',
		},
		body: body === undefined ? undefined : encodeBody(body),
		timeout,
		// As it arrives: an answer without end is cut off, not stored.
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
	// n8n puts the execution's signal in the place of a request's own, which would end with nothing else:
	// an accessor keeps this one.
	Object.defineProperty(options, 'abortSignal', {
		enumerable: true,
		get: () => signal,
		set: () => {},
	});
	const { httpRequestWithAuthentication } = context.helpers;
	return (await httpRequestWithAuthentication.call(context, 'viduApi', options)) as StreamResponse;
}
