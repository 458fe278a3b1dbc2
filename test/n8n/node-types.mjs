/** n8n's descriptions of the node and credential types that it has loaded, and their icons. */

/** @typedef {import('./session.mjs').Session} Session */

/**
 * The descriptions of a node type, as the editor gets them.
 *
 * @param {Session} session
 * @param {string} type say `n8n-nodes-base.set`; a tool variant ends with `Tool`
 * @returns {Promise<object[]>} one per group of versions; none when it is not loaded
 */
export async function readNodeType(session, type) {
	const all = await session.request('GET', '/types/nodes.json');
	return all.filter(({ name }) => name === type);
}

/**
 * The description of a credential type, as the editor gets it.
 *
 * @param {Session} session
 * @param {string} type say `httpHeaderAuth`
 * @returns {Promise<object | undefined>}
 */
export async function readCredentialType(session, type) {
	const all = await session.request('GET', '/types/credentials.json');
	return all.find(({ name }) => name === type);
}

/**
 * The fields that the editor shows of a node that never ran.
 *
 * @param {Session} session
 * @param {string} path say `video/textToVideo`
 * @returns {Promise<object>} a JSON schema
 * @throws {import('./session.mjs').RestError} 404 when n8n has none
 */
export const readOutputSchema = async (session, path) =>
	await session.request('GET', `/schemas/n8n-nodes-vidu.vidu/1.0.0/${path}.json`);

/**
 * Fetches the icons that a description names.
 *
 * @param {Session} session
 * @param {{ iconUrl?: string | { light: string, dark: string } }} description
 * @returns {Promise<{ light: string, dark: string }>} the SVG texts
 * @throws {import('./session.mjs').RestError} 404 when n8n does not serve the file
 * @throws {Error} when the description names none
 */
export async function readIcons(session, { iconUrl }) {
	if (!iconUrl) throw new Error('the description has no icon file');
	const { light, dark } = typeof iconUrl === 'string' ? { light: iconUrl, dark: iconUrl } : iconUrl;
	return {
		light: await session.request('GET', `/${light}`),
		dark: await session.request('GET', `/${dark}`),
	};
}
