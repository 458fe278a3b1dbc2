/** The file host: which bytes does it serve, and to whom? */

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { answer } from './faults';
import { countUp } from './counts';
import { withLength } from './mp4Length';
import { ranged } from './ranges';
import { bytesBody, textReply, type Body, type Reply } from './replies';
import { idIn, isValid } from './signing';
import { noteRequest, targetOf, type State } from './state';
import { syntheticVideo } from './synthetic';
import type { Ratio } from './ratios';
import { pictureAt } from './samplePictures';
import { stateOf } from './tasks';

const samples = new Map<Ratio, Buffer>();

/** Serves one request to the file host: `/videos/<task>.mp4`, `/pictures/WxH.png`, `/synthetic?bytes=N`. */
export async function serveFile(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const exchange = noteRequest(state, 'files', request, response);
	const target = targetOf(request);
	const path = target.pathname;
	const n = state.counts.fileHeaders.push(request.headers) - 1;
	if (request.method === 'GET') countUp(state.counts.downloads, path);
	const fault = state.faults?.({ kind: 'file', n, taskId: idIn(path), path });
	const process = () => {
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			return textReply(405, 'Method Not Allowed', { Allow: 'GET, HEAD' });
		}
		return file(state, target, request.headers.range);
	};
	await answer(fault, exchange, process, state.closing);
}

function file(state: State, target: URL, range: string | undefined): Reply {
	if (target.pathname === '/synthetic') {
		const bytes = Number(target.searchParams.get('bytes') || NaN);
		if (!Number.isSafeInteger(bytes) || bytes < 0) {
			return textReply(400, 'bytes must be a whole number');
		}
		return video(syntheticVideo(bytes), range);
	}
	const picture = pictureAt(target.pathname);
	if (picture) {
		return { status: 200, headers: { 'Content-Type': 'image/png' }, body: bytesBody(picture) };
	}
	const task = state.tasks.get(idIn(target.pathname) ?? '');
	if (!task || stateOf(task, Date.now()).status !== 'completed' || task.marks.noUrl) {
		return textReply(404, 'Not Found');
	}
	if (!isValid(state, task, target)) {
		return textReply(403, 'The signature does not match, or has expired');
	}
	const { videoSeconds } = task;
	const bytes = sample(task.ratio);
	const isTold = state.options.tellsLength === true && videoSeconds !== undefined;
	return video(bytesBody(isTold ? withLength(bytes, videoSeconds) : bytes), range);
}

function video(body: Body, range: string | undefined): Reply {
	return ranged({ status: 200, headers: { 'Content-Type': 'video/mp4' }, body }, range);
}

function sample(ratio: Ratio): Buffer {
	const known = samples.get(ratio);
	if (known) return known;
	const bytes = readFileSync(join(__dirname, 'videos', `${ratio.replace(':', 'x')}.mp4`));
	samples.set(ratio, bytes);
	return bytes;
}
