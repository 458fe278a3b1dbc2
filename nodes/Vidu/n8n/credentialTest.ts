import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { getTask } from '../gateway/client';
import { readCredential } from '../gateway/credential';
import type { Credential } from '../gateway/credential';
import { redactor } from '../gateway/redact';
import type { SendRequest } from '../gateway/http';
import { sendLimited } from './httpClient';
import type { StreamResponse } from './httpClient';
import { n8nClock } from './clock';

/** A task that cannot exist: asking for it tells whether the key is accepted, and buys nothing. */
const NO_SUCH_TASK = 'n8n-credential-test';

/** Milliseconds. */
const TIMEOUT = 20_000;

/**
 * Tests a "Vidu (Vtrix) API" credential without buying anything: a valid key gets the answer that there is no such
 * task, an invalid one is refused (docs/api/http.md, "Check a key").
 *
 * A function and not a request described as data: docs/decisions/2026-11-25-credential-test-is-a-function.md.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const read = readCredential(credential.data ?? {});
	if (!read.ok) return { status: 'Error', message: read.problems.join(' ') };
	const response = await getTask(senderOf(this, read.value), NO_SUCH_TASK, TIMEOUT);
	if (response.type === 'notFound' || response.type === 'task') {
		return { status: 'OK', message: 'The gateway accepts the API key.' };
	}
	return { status: 'Error', message: `${response.error.what}. ${response.error.next}` };
}

function senderOf(context: ICredentialTestFunctions, { apiKey, baseUrl }: Credential): SendRequest {
	// The one way to the network that n8n gives to a credential test.
	const { request } = context.helpers;
	const withoutKey = redactor(apiKey);
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
				// As it arrives: an answer without end is cut off, not stored.
				useStream: true,
			})) as StreamResponse;
		return await sendLimited(begin, { clock, timeout }, withoutKey);
	};
}
