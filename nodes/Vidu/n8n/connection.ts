import type { IExecuteFunctions } from 'n8n-workflow';

import { readBaseUrl } from '../gateway/address';
import { hideKey, readAnswered, readNoAnswer } from '../gateway/answers';
import { encodeBody } from '../gateway/inlineImage';
import type { Send } from '../gateway/send';

/** A way to the gateway, or why there is none. */
export type Connection = { send: Send } | { problem: string };

/**
 * Opens the way to the gateway that the node's credential names. The key itself is added by the
 * credential, at the last moment. Never throws.
 */
export async function connect(context: IExecuteFunctions): Promise<Connection> {
	try {
		const { apiKey, baseUrl, allowHttp } = await context.getCredentials('viduApi');
		const address = readBaseUrl(String(baseUrl ?? ''), allowHttp === true);
		if ('problem' in address) return address;
		return { send: sendTo(context, address.baseUrl, hideKey(String(apiKey ?? ''))) };
	} catch (error) {
		return { problem: `The Vidu API credential cannot be used: ${(error as Error).message}` };
	}
}

function sendTo(
	context: IExecuteFunctions,
	baseUrl: string,
	withoutKey: (text: string) => string,
): Send {
	return async ({ method, path, body, timeout }) => {
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				'viduApi',
				{
					method,
					url: `${baseUrl}${path}`,
					headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
					body: body === undefined ? undefined : encodeBody(body),
					timeout,
					// As text: what cannot be read as JSON is shown as it came.
					encoding: 'text',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
				},
			);
			return { answer: readAnswered(response, withoutKey) };
		} catch (error) {
			return { noAnswer: readNoAnswer(error, withoutKey) };
		}
	};
}
