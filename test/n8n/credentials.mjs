/** Credentials over n8n's internal REST API. */

/**
 * Creates a credential.
 *
 * @param {import('./session.mjs').Session} session
 * @param {{ name: string, type: string, data: Record<string, unknown> }} credential
 * @returns {Promise<{ id: string, name: string, type: string }>} a node refers to it as
 *   `credentials: { [type]: { id, name } }`
 * @throws {import('./session.mjs').RestError} 400 when the type is unknown or a field is missing
 */
export async function createCredential(session, { name, type, data }) {
	const created = await session.request('POST', '/rest/credentials', { name, type, data });
	return { id: created.id, name: created.name, type: created.type };
}

/**
 * Tests a stored credential, as the editor's "Test" does.
 *
 * @param {import('./session.mjs').Session} session
 * @param {{ id: string, name: string, type: string }} credential
 * @param {Record<string, unknown>} [data] values to test instead of the stored ones, all of them
 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>} as the editor shows it
 */
export async function testCredential(session, { id, name, type }, data) {
	const stored = data ?? (await readCredential(session, id)).data;
	const credentials = { id, name, type, data: stored };
	return await session.request('POST', '/rest/credentials/test', { credentials });
}

/**
 * Reads a stored credential with its values, secrets blanked by n8n's placeholder, which n8n takes
 * back for "unchanged".
 *
 * @param {import('./session.mjs').Session} session
 * @param {string} id
 * @returns {Promise<{ id: string, name: string, type: string, data: Record<string, unknown> }>}
 */
export async function readCredential(session, id) {
	return await session.request('GET', `/rest/credentials/${id}?includeData=true`);
}
