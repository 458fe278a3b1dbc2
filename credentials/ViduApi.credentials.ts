import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { readCredential } from '../nodes/Vidu/gateway/credential';
import { NOT_ALLOWED } from '../nodes/Vidu/gateway/networkError';

/** The API key of the Vtrix model gateway. The node tests it, see `testCredential`. */
export class ViduApi implements ICredentialType {
	name = 'viduApi';

	displayName = 'Vidu (Vtrix) API';

	icon: Icon = { light: 'file:../nodes/Vidu/vidu.svg', dark: 'file:../nodes/Vidu/vidu.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-vidu/n8n-nodes-vidu#the-api-key';

	properties: INodeProperties[] = [
		{
			displayName:
				'Create a key under API Keys in your <a href="https://vtrix.ai" target="_blank">Vtrix account</a>. A key from vidu.com does not work here.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of your Vtrix account',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://cloud.vtrix.ai',
			description: 'Address of the gateway. The key is sent only there.',
		},
		{
			displayName: 'Allow Plain HTTP',
			name: 'allowHttp',
			type: 'boolean',
			default: false,
			description:
				'Whether the base URL may start with http://. The key is then sent unencrypted, and others on the network can read it. Not needed for an address on this machine.',
		},
	];

	/**
	 * Adds the key to a request to the base URL.
	 *
	 * @throws {Error} if the key or the base URL may not be used, or the request goes somewhere else
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const read = readCredential(credentials);
		if (!read.ok) throw notAllowed(read.problems.join(' '));
		const { apiKey, baseUrl } = read.value;
		const { url, baseURL } = requestOptions;
		const target = URL.canParse(url, baseURL) ? new URL(url, baseURL).origin : `"${url}"`;
		if (target !== new URL(baseUrl).origin) {
			throw notAllowed(
				`The Vidu (Vtrix) API credential sends its key to ${baseUrl} only, not to ${target}.`,
			);
		}
		const headers = { ...requestOptions.headers, Authorization: `Bearer ${apiKey}` };
		return { ...requestOptions, headers };
	}
}

/** An error whose code says that the request never left n8n. */
const notAllowed = (message: string): Error =>
	Object.assign(new Error(message), { code: NOT_ALLOWED });
