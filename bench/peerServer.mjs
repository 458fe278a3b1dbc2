/** A loopback server that speaks the part of MiniMax's and Gemini's APIs that n8n's video nodes use. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** The nodes only pass it on. */
const VIDEO = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');

/**
 * Starts it.
 *
 * @param {number} seconds that a video takes
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startPeerServer(seconds) {
	const ends = new Map();
	const create = () => {
		const id = randomUUID();
		ends.set(id, Date.now() + seconds * 1000);
		return id;
	};
	const isDone = (id) => Date.now() >= ends.get(id);

	/** By method and start of the path; the rest of the path is the task's ID. */
	const answers = {
		'POST /v2/video_generation': () => ({ task_id: create() }),
		'GET /v2/query/video_generation/': (id, url) => ({
			task: isDone(id) ? { status: 'succeeded', content: { url } } : { status: 'running' },
		}),
		'POST /v1beta/models/': () => ({ name: `operations/${create()}` }),
		'GET /v1beta/operations/': (id, uri) => {
			const name = `operations/${id}`;
			if (!isDone(id)) return { name };
			const generatedSamples = [{ video: { uri } }];
			return { name, done: true, response: { generateVideoResponse: { generatedSamples } } };
		},
	};

	const server = createServer((request, response) => {
		const { pathname } = new URL(request.url, 'http://local');
		const file = `http://${request.headers.host}/video.mp4`;
		const wanted = `${request.method} ${pathname}`;
		request.resume();
		request.once('end', () => {
			if (pathname === '/video.mp4') {
				response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': VIDEO.length });
				return response.end(VIDEO);
			}
			const start = Object.keys(answers).find((one) => wanted.startsWith(one));
			response.writeHead(start ? 200 : 404, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answers[start]?.(wanted.slice(start.length), file) ?? {}));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { url: `http://127.0.0.1:${server.address().port}`, close };
}
