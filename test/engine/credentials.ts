import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { ViduApi } from '../../credentials/ViduApi.credentials';

/** The same as n8n's own credentials helper, for the one credential type of this package. */
export function credentialsHelper(
	credentials: ICredentialDataDecryptedObject,
	beforeReading = async () => {},
) {
	const type = new ViduApi();
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: () => type.properties,
		getDecrypted: async () => {
			await beforeReading();
			return { ...credentials };
		},
		getCredentials: async () => ({ id: '1', name: 'Vidu' }),
		updateCredentials: async () => {},
		updateCredentialsOauthTokenData: async () => {},
		preAuthentication: async () => undefined,
		authenticate: async (
			decrypted: ICredentialDataDecryptedObject,
			_typeName: string,
			options: IHttpRequestOptions,
		) => await type.authenticate(decrypted, options),
	};
}
