/** A loopback server that speaks what n8n's MiniMax and Google Gemini video nodes ask for. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

/** Enough for a file; its content does not matter to the nodes. */
const VIDEO = Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex');

/**
 * Starts it.
 *
 * @param {number} seconds that a video takes
 * @returns {Promise<{ url: string, close: () => void }>} `url` is the base of both credentials
 */
export async function startPeerServer(seconds) {
	const endsAt = new Map();
	const create = () => {
		const id = randomUUID();
		endsAt.set(id, Date.now() + seconds * 1000);
		return id;
	};
	const isDone = (id) => Date.now() >= endsAt.get(id);
	let file = '';

	/** MiniMax: create, query, look up the file. */
	const miniMax = (path, query) => {
		if (path === '/v1/video_generation') {
			return { task_id: create(), base_resp: { status_code: 0, status_msg: 'success' } };
		}
		if (path === '/v1/query/video_generation') {
			const id = query.get('task_id');
			return isDone(id) ? { status: 'Success', file_id: id } : { status: 'Processing' };
		}
		return path === '/v1/files/retrieve' ? { file: { download_url: file } } : undefined;
	};

	/** Gemini: start an operation, ask for it. */
	const gemini = (path) => {
		if (path.endsWith(':predictLongRunning')) return { name: `operations/${create()}` };
		const [, id] = /^\/v1beta\/operations\/(.+)$/.exec(path) ?? [];
		if (id === undefined) return undefined;
		const name = `operations/${id}`;
		if (!isDone(id)) return { name, done: false };
		const generatedSamples = [{ video: { uri: file } }];
		return { name, done: true, response: { generateVideoResponse: { generatedSamples } } };
	};

	const server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url, 'http://local');
		request.resume();
		request.once('end', () => {
			if (pathname === '/video.mp4') {
				response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': VIDEO.length });
				return response.end(VIDEO);
			}
			const body = miniMax(pathname, searchParams) ?? gemini(pathname);
			response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body ?? { error: { message: 'Not found' } }));
		});
	});
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${server.address().port}`;
	file = `${url}/video.mp4`;
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { url, close };
}
