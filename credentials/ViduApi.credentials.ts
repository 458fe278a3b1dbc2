import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readBaseUrl, taskPath } from '../nodes/Vidu/gateway/address';
import { HTTP_ERRORS } from '../nodes/Vidu/gateway/explanations';

/** A task that cannot exist: asking for it tells whether the key is accepted, and buys nothing. */
const NO_SUCH_TASK = 'n8n-credential-test';

/** The API key of the Vtrix model gateway. */
export class ViduApi implements ICredentialType {
	name = 'viduApi';

	displayName = 'Vidu API';

	icon: Icon = { light: 'file:../nodes/Vidu/vidu.svg', dark: 'file:../nodes/Vidu/vidu.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-vidu/n8n-nodes-vidu#the-api-key';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'From the API keys page of your Vtrix account',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://cloud.vtrix.ai',
			description: 'Address of the gateway. The key is sent nowhere else.',
		},
		{
			displayName: 'Allow Plain HTTP',
			name: 'allowHttp',
			type: 'boolean',
			default: false,
			description:
				'Whether the base URL may start with http://. Anybody on the way can then read the key. Not needed for an address on this machine.',
		},
	];

	/**
	 * Adds the key to a request, if it goes to the base URL and may go there.
	 *
	 * @throws {Error} when the base URL may not be used, or the request goes somewhere else
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const address = readBaseUrl(String(credentials.baseUrl ?? ''), credentials.allowHttp === true);
		if ('problem' in address) throw new Error(address.problem);
		const { url, baseURL } = requestOptions;
		const target = URL.canParse(url, baseURL) ? new URL(url, baseURL).origin : `"${url}"`;
		if (target !== new URL(address.baseUrl).origin) {
			throw new Error(
				`The Vidu API credential sends its key to ${address.baseUrl} only, not to ${target}.`,
			);
		}
		const headers = {
			...requestOptions.headers,
			Authorization: `Bearer ${String(credentials.apiKey)}`,
		};
		return { ...requestOptions, headers };
	}

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "") }}',
			url: taskPath(NO_SUCH_TASK),
			disableFollowRedirect: true,
			// A task that is not found is what a key that is accepted gets.
			ignoreHttpStatusErrors: { ignore: true, except: refusals() },
		},
		rules: refusals().map((status) => ({
			type: 'responseCode',
			properties: {
				value: status,
				message: explain(status),
			},
		})),
	};
}

/** Every status that means something else than "accepted, but there is no such task". */
function refusals(): number[] {
	const statuses = [301, 302, 303, 307, 308, 405, ...Object.keys(HTTP_ERRORS).map(Number)];
	return statuses.filter((status) => status !== 404);
}

function explain(status: number): string {
	const known = HTTP_ERRORS[status];
	return known
		? `${known.what}. ${known.next}`
		: `The gateway answered with HTTP ${status}. Check the base URL.`;
}
