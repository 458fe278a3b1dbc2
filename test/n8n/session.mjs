/** A logged-in session with n8n's internal REST API, the one that its editor uses. */

/** The account that the tests set up in a fresh n8n. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olive',
	lastName: 'Owner',
	password: 'Only-for-tests-1',
};

/** An answer of n8n with a status of 400 or more. */
export class RestError extends Error {
	/**
	 * @param {string} request method and path
	 * @param {number} status
	 * @param {unknown} body parsed, where it is JSON
	 */
	constructor(request, status, body) {
		const said = typeof body === 'object' && body !== null ? (body.message ?? body) : body;
		super(`${request}: ${status} ${typeof said === 'string' ? said : JSON.stringify(said)}`);
		this.name = 'RestError';
		this.status = status;
		this.body = body;
	}
}

/**
 * A session. All its requests carry the login's cookie.
 *
 * @typedef {object} Session
 * @property {string} url n8n's address
 * @property {string} cookie `n8n-auth=...`
 * @property {(method: string, path: string, body?: unknown) => Promise<any>} request the `data` of
 *   n8n's answer, or the whole answer where it has none; throws {@link RestError}
 */

function cookieOf(response) {
	const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
	return cookies.find((cookie) => cookie.startsWith('n8n-auth='));
}

async function bodyOf(response) {
	const text = await response.text();
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

function createSession(url) {
	const session = { url, cookie: '', request };

	async function request(method, path, body) {
		const headers = { 'content-type': 'application/json', cookie: session.cookie };
		const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
		const response = await fetch(url + path, init);
		session.cookie = cookieOf(response) ?? session.cookie;
		const answer = await bodyOf(response);
		if (response.status >= 400) throw new RestError(`${method} ${path}`, response.status, answer);
		return answer?.data ?? answer;
	}

	return session;
}

/**
 * Sets up the owner of a fresh n8n and is logged in as that owner.
 *
 * @param {string} url n8n's address, without a slash at the end
 * @param {typeof OWNER} [owner]
 * @returns {Promise<Session>}
 * @throws {RestError} 400 when there is an owner already
 */
export async function setUpOwner(url, owner = OWNER) {
	const session = createSession(url);
	await session.request('POST', '/rest/owner/setup', owner);
	return session;
}
