import { taskPath } from './address';
import { networkError, noSuchAddress } from './errors';
import type { ApiError } from './errors';
import type { GatewayResponse, SendRequest } from './http';
import { NOT_FOUND } from './judgePoll';
import { unreadableResponse } from './notTheGateway';
import { objectOf, parseResponse } from './parseResponse';

/** What the check of a key found out. */
export type KeyCheck =
	| { type: 'accepted' }
	/** An answer in JSON, or an empty 404, that neither accepts the key nor refuses it. */
	| { type: 'unconfirmed'; status: number }
	| { type: 'rejected'; error: ApiError };

/** A task that cannot exist. */
const NO_SUCH_TASK = 'n8n-credential-test';

/** Statuses that the real gateway may have for a task that does not exist: nobody knows its answer. */
const MAY_MEAN_MISSING: readonly number[] = [400, 404, 410, 422];

/**
 * Asks for a task that does not exist, which buys nothing (docs/api/http.md, "Check a key").
 *
 * @param timeout milliseconds
 */
export async function checkKey(send: SendRequest, timeout: number): Promise<KeyCheck> {
	const sent = await send({ method: 'GET', path: taskPath(NO_SUCH_TASK), timeout });
	return 'networkError' in sent
		? { type: 'rejected', error: networkError(sent.networkError) }
		: judgeKey(sent.response);
}

function judgeKey(response: GatewayResponse): KeyCheck {
	const { status, error, parsed, reason, emptyAccount } = parseResponse(response);
	const isJson = typeof response.body === 'object' || typeof response.body === 'number';
	const isSuccess = status >= 200 && status < 300;
	if (status >= 300 && !MAY_MEAN_MISSING.includes(status)) {
		return { type: 'rejected', error: status === 405 ? noSuchAddress(error) : error };
	}
	// A page or a text comes from another server.
	const isEmpty = response.body === '' && status === 404;
	if (!isJson && !isEmpty) return { type: 'rejected', error: unreadableResponse(response) };
	const said = reason?.message ?? '';
	if (emptyAccount !== undefined || (!isSuccess && ABOUT_THE_KEY.test(said))) {
		return { type: 'rejected', error };
	}
	const isTask = parsed !== undefined && 'task' in parsed && parsed.task.status !== 'failed';
	const isMissing = NOT_FOUND.test(said) || (status === 404 && isDocumented(response));
	return isTask || isMissing ? { type: 'accepted' } : { type: 'unconfirmed', status };
}

const ABOUT_THE_KEY =
	/\b(?:api[\s_-]?key|access[\s_-]?token|bearer|unauthori[sz]ed|authenticat\w*)\b/i;

/** Whether an error has one of the bodies of docs/api/http.md, "HTTP errors". */
function isDocumented({ body }: GatewayResponse): boolean {
	const { message, error, detail, status } = { ...objectOf(body) } as Record<string, unknown>;
	const texts = [error, status].map((one) => Object(one) as Record<string, unknown>);
	const said = texts.flatMap((one) => [one.message, one.error_message]);
	return [message, error, detail, ...said].some((one) => typeof one === 'string' && one !== '');
}
