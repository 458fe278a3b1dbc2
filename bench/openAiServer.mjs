/** A loopback server that speaks as much of OpenAI's videos API as n8n's node for it asks for. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** Enough for a file; its content does not matter to the node. */
const VIDEO = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');

/**
 * Starts it.
 *
 * @param {number} seconds that a video takes
 * @returns {Promise<{ url: string, close: () => void }>} `url` is what the credential's Base URL gets
 */
export async function startOpenAiServer(seconds) {
	const endsAt = new Map();
	const server = createServer((request, response) => {
		const [, , videos, id, content] = new URL(request.url, 'http://local').pathname.split('/');
		const send = (status, body) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		request.resume();
		request.once('end', () => {
			if (videos !== 'videos') return send(404, { error: { message: 'Not found' } });
			if (request.method === 'POST') {
				const created = `video_${randomUUID()}`;
				endsAt.set(created, Date.now() + seconds * 1000);
				return send(200, { id: created, object: 'video', status: 'queued', error: null });
			}
			if (content === 'content') {
				response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': VIDEO.length });
				return response.end(VIDEO);
			}
			const status = Date.now() >= endsAt.get(id) ? 'completed' : 'in_progress';
			send(200, { id, object: 'video', status, error: null });
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { url: `http://127.0.0.1:${server.address().port}/v1`, close };
}
