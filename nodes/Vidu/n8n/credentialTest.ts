import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { checkKey } from '../gateway/checkKey';
import { readCredential } from '../gateway/credential';
import type { Credential } from '../gateway/credential';
import { redactor } from '../gateway/redact';
import type { SendRequest } from '../gateway/http';
import { sendLimited } from './httpClient';
import type { StreamResponse } from './httpClient';
import { n8nClock } from './clock';

/** Milliseconds. */
const TIMEOUT = 20_000;

/**
 * Tests a "Vidu (Vtrix) API" credential without buying anything: the gateway answers a valid key that there is no
 * such task, and refuses an invalid one.
 *
 * A function and not a request described as data: docs/decisions/2026-11-25-credential-test-is-a-function.md.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const read = readCredential(credential.data ?? {});
	if (!read.ok) return { status: 'Error', message: read.problems.join(' ') };
	const checked = await checkKey(senderOf(this, read.value), TIMEOUT);
	switch (checked.type) {
		case 'accepted':
			return { status: 'OK', message: 'The gateway accepts the API key.' };
		case 'unconfirmed':
			return {
				status: 'OK',
				message: `An API answered, but the API key could not be confirmed (HTTP ${checked.status}). Turn on Dry Run in the node to check the key without buying.`,
			};
		case 'rejected':
			return { status: 'Error', message: `${checked.error.what}. ${checked.error.next}` };
	}
}

function senderOf(context: ICredentialTestFunctions, { apiKey, baseUrl }: Credential): SendRequest {
	// n8n gives a credential test no other way to the network.
	const { request } = context.helpers;
	const redact = redactor(apiKey);
	const clock = n8nClock();
	return async ({ method, path, timeout }) => {
		const begin = async () =>
			(await request({
				method,
				uri: `${baseUrl}${path}`,
				headers: {
					Accept: 'application/json',
					'Accept-Encoding': 'identity',
					Authorization: `Bearer ${apiKey}`,
				},
				timeout,
				simple: false,
				followRedirect: false,
				resolveWithFullResponse: true,
				// As a stream, so that an endless answer is cut off, not stored.
				useStream: true,
			})) as StreamResponse;
		return await sendLimited(begin, { clock, timeout }, redact);
	};
}
