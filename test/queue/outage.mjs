/** A door before the gateway that can be shut: connections are then refused, as of a dead host. */
import { connect, createServer } from 'node:net';
import { freePort } from '../n8n/n8n.mjs';

/**
 * Opens a door to a server on loopback.
 *
 * @param {string} url the server's address
 * @returns {Promise<{ url: string, shut: () => Promise<void>, open: () => Promise<void> }>} `shut`
 *   cuts every connection too; the server after it continues
 */
export async function openDoor(url) {
	const target = Number(new URL(url).port);
	const port = await freePort();
	const sockets = new Set();
	let server;

	async function open() {
		server = createServer((incoming) => {
			const outgoing = connect(target, '127.0.0.1');
			for (const [one, other] of [
				[incoming, outgoing],
				[outgoing, incoming],
			]) {
				sockets.add(one);
				one.on('error', () => {});
				one.on('close', () => {
					sockets.delete(one);
					other.destroy();
				});
				one.pipe(other);
			}
		});
		await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
	}

	async function shut() {
		const closed = new Promise((resolve) => server.close(resolve));
		for (const socket of sockets) socket.resetAndDestroy();
		await closed;
	}

	await open();
	return { url: `http://127.0.0.1:${port}`, shut, open };
}
