/** The chat of n8n's editor: what it shows while a workflow waits for a person. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nBin } from './paths.mjs';

/** Milliseconds; n8n itself polls every three seconds. */
const LONGEST_WAIT = 30_000;

/** n8n's own messages to the chat window. */
const OWN = /^n8n\|/;

/**
 * Opens the chat on an execution that waits, as the editor does.
 *
 * @param {import('./session.mjs').Session} session
 * @param {string} executionId
 * @param {string} [token] the execution's resume token, where it has one
 * @returns {{ messages: any[], next: (n: number) => Promise<any>, close: () => void }} `messages` are
 *   texts, or `{ text, buttons }` with the links of the buttons; `next` waits for the one with that number
 */
export function openChat(session, executionId, token = '') {
	const query = new URLSearchParams({ sessionId: 'tests', executionId, isPublic: 'false', token });
	const { WebSocket } = createRequire(n8nBin)('ws');
	const socket = new WebSocket(`${session.url.replace(/^http/, 'ws')}/chat?${query}`);
	const messages = [];
	socket.addEventListener('message', ({ data }) => {
		if (data === 'n8n|heartbeat') socket.send('n8n|heartbeat-ack');
		if (OWN.test(data)) return;
		messages.push(data.startsWith('{') ? JSON.parse(data) : data);
	});
	const next = async (n) => {
		const deadline = Date.now() + LONGEST_WAIT;
		while (messages.length <= n) {
			if (Date.now() > deadline)
				throw new Error(`the chat said no more than ${messages.length} times`);
			await sleep(100);
		}
		return messages[n];
	};
	return { messages, next, close: () => socket.close() };
}
