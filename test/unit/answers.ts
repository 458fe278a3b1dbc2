/** Answers of a gateway, for a client that is tested without a network. */

import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import type { GatewayResponse, GatewayRequest, NetworkError, Send } from '../../nodes/Vidu/gateway/http';

/** An answer with a JSON body, or with a text as it is. */
export const answer = (
	status: number,
	body: unknown,
	headers: GatewayResponse['headers'] = {},
): { answer: GatewayResponse } => ({
	answer: decodeResponse(
		{
			statusCode: status,
			headers,
			text: typeof body === 'string' ? body : (JSON.stringify(body) ?? ''),
		},
		(text) => text,
	),
});

/** No answer at all. */
export const noAnswer = (code?: string, syscall?: string): { noAnswer: NetworkError } => ({
	noAnswer: { code, syscall, message: `${syscall ?? 'request'} failed: ${code ?? 'no code'}` },
});

/** Gives one answer to every request and remembers the requests. */
export function sendWith(result: Awaited<ReturnType<Send>>) {
	const requests: GatewayRequest[] = [];
	const send: Send = async (request) => {
		requests.push(request);
		return result;
	};
	return { send, requests };
}
