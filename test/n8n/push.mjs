/** n8n's push connection: what it tells an open editor while a workflow runs. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { n8nBin } from './paths.mjs';

/**
 * Opens the session's push connection, as an editor has one open. A manual run needs none, but
 * only with one does n8n tell of its progress, and of what a node sends to the browser's console.
 *
 * @param {import('./session.mjs').Session} session its requests carry the reference from now on
 * @returns {Promise<{ messages: { type: string, data: any }[], close: () => void }>} `messages`
 *   grows while the connection is open; types are `executionStarted`, `nodeExecuteBefore`,
 *   `nodeExecuteAfter`, `nodeExecuteAfterData`, `executionFinished`, `sendConsoleMessage`
 * @throws {Error} when n8n refuses the connection
 */
export async function openPush(session) {
	// Node.js 20 has no WebSocket of its own; n8n's has, and it sets the headers that n8n checks.
	const WebSocket = createRequire(n8nBin)('ws');
	const pushRef = randomUUID();
	const address = `${session.url.replace(/^http/, 'ws')}/rest/push?pushRef=${pushRef}`;
	const headers = { cookie: session.cookie, origin: session.url };
	const socket = new WebSocket(address, { headers });
	const messages = [];
	socket.on('message', (text) => messages.push(JSON.parse(text)));
	await new Promise((resolve, reject) => {
		socket.once('open', resolve);
		socket.once('error', reject);
	});
	session.pushRef = pushRef;
	const close = () => {
		session.pushRef = undefined;
		socket.close();
	};
	return { messages, close };
}
