import { taskPath } from './address';
import { networkError, noSuchAddress } from './errors';
import type { ApiError } from './errors';
import type { GatewayResponse, SendRequest } from './http';
import { NOT_FOUND } from './judgePoll';
import { unreadableResponse } from './notTheGateway';
import { objectOf, parseResponse } from './parseResponse';

/** The result of the check of a key. */
type KeyCheck =
	| { type: 'accepted' }
	/** An answer in JSON, or an empty 404, that neither accepts the key nor refuses it. */
	| { type: 'unconfirmed'; status: number }
	| { type: 'rejected'; error: ApiError };

/** A task that cannot exist. */
const TEST_TASK_ID = 'n8n-credential-test';

/** Statuses that the real gateway may have for a task that does not exist: nobody knows its answer. */
const MAY_MEAN_MISSING: readonly number[] = [400, 404, 410, 422];

/**
 * Asks for a task that does not exist, which buys nothing (docs/api/http.md, "Check a key").
 *
 * @param timeout milliseconds
 */
export async function checkKey(send: SendRequest, timeout: number): Promise<KeyCheck> {
	const sent = await send({ method: 'GET', path: taskPath(TEST_TASK_ID), timeout });
	return 'networkError' in sent
		? { type: 'rejected', error: networkError(sent.networkError) }
		: judgeKey(sent.response);
}

function judgeKey(response: GatewayResponse): KeyCheck {
	const { status, error, parsed, reason, lasting } = parseResponse(response);
	const isJson = typeof response.body === 'object' || typeof response.body === 'number';
	if (lasting !== undefined) return { type: 'rejected', error };
	if (status >= 300 && !MAY_MEAN_MISSING.includes(status)) {
		return { type: 'rejected', error: status === 405 ? noSuchAddress(error) : error };
	}
	// A page or a text comes from another server.
	const isEmpty = response.body === '' && status === 404;
	if (!isJson && !isEmpty) return { type: 'rejected', error: unreadableResponse(response) };
	const isTask = parsed !== undefined && 'task' in parsed && parsed.ids.includes(TEST_TASK_ID);
	const isMissing = saysNoTask(status, reason?.message ?? '') || isDocumented404(status, response);
	return isTask || isMissing ? { type: 'accepted' } : { type: 'unconfirmed', status };
}

/** Any API says "Not Found" of an address, which it may repeat: the words have to speak of a task. */
function saysNoTask(status: number, said: string): boolean {
	const words = said.replace(/\S*\/\S*/g, ' ');
	return /\btask\b/i.test(words) && (status === 404 || NOT_FOUND.test(words));
}

/** Whether a 404 has a body of docs/api/http.md, "HTTP errors", that no other API is known to have. */
function isDocumented404(status: number, { body }: GatewayResponse): boolean {
	const { error, status: envelope } = { ...objectOf(body) } as Record<string, unknown>;
	const { error_message: said } = Object(error) as Record<string, unknown>;
	const { message } = Object(envelope) as Record<string, unknown>;
	return status === 404 && [said, message].some((one) => typeof one === 'string' && one !== '');
}
