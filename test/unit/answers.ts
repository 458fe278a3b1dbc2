/** Answers of a gateway, for a client that is tested without a network. */

import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import type { GatewayRequest, GatewayResponse, SendRequest } from '../../nodes/Vidu/gateway/http';

export type Sent = Awaited<ReturnType<SendRequest>>;

/** An answer with a JSON body, or with a text as it is. */
export function answer(status: number, body: unknown, headers: GatewayResponse['headers'] = {}) {
	const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
	const raw = { statusCode: status, headers, text };
	return { response: decodeResponse(raw, (said) => said) };
}

/** No answer at all. */
export const noAnswer = (code?: string, syscall?: string) => ({
	networkError: { code, syscall, message: `${syscall ?? 'request'} failed: ${code ?? 'no code'}` },
});

/** Gives one answer to every request and remembers the requests. */
export function sendWith(result: Sent) {
	const requests: GatewayRequest[] = [];
	const send: SendRequest = async (request) => {
		requests.push(request);
		return result;
	};
	return { send, requests };
}
