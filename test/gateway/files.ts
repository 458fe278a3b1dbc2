/** The file host: which bytes does it serve, and to whom? */

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { noteRequest } from './apiServer';
import { answer } from './faults';
import type { Ratio } from './ratios';
import { bytesBody, targetOf, textReply, type Body, type Reply } from './replies';
import { idIn, isValid } from './results';
import { pictureAt } from './samplePictures';
import { withHeaderOf } from './sampleHeaders';
import { countUp, type State } from './state';
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
	if (!task || stateOf(task, state.now()).status !== 'completed' || task.marks.noUrl) {
		return textReply(404, 'Not Found');
	}
	if (!isValid(state, task, target)) {
		return textReply(403, 'The signature does not match, or has expired');
	}
	return video(bytesBody(withHeaderOf(task, sample(task.ratio))), range);
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

/**
 * Cuts an answer to one byte range (RFC 9110, section 14). Several ranges, other units and
 * headers that do not parse are ignored, as the RFC allows: the answer is then the whole file.
 *
 * @returns 200 with everything, 206 with the part, or 416 when there is no such part
 */
function ranged(whole: Reply, range = ''): Reply {
	const { size } = whole.body;
	const headers = { ...whole.headers, 'Accept-Ranges': 'bytes' };
	const asked = /^bytes=(\d*)-(\d*)$/i.exec(range.trim());
	if (!asked || (asked[1] === '' && asked[2] === '')) return { ...whole, headers };
	// `bytes=-n` asks for the last n bytes.
	const start = asked[1] === '' ? Math.max(0, size - Number(asked[2])) : Number(asked[1]);
	const last = asked[1] === '' || asked[2] === '' ? size - 1 : Number(asked[2]);
	if (asked[1] !== '' && last < start && asked[2] !== '') return { ...whole, headers };
	if (start >= size) {
		return textReply(416, 'Range Not Satisfiable', { 'Content-Range': `bytes */${size}` });
	}
	const end = Math.min(last + 1, size);
	return {
		status: 206,
		headers: { ...headers, 'Content-Range': `bytes ${start}-${end - 1}/${size}` },
		body: {
			size: end - start,
			read: (from, to) => whole.body.read(start + from, start + to),
		},
	};
}

const PIECE = Buffer.alloc(64 * 1024);
/** An `ftyp` box, and an empty `moov` box: the index without which a player plays nothing. */
const FTYP = Buffer.from('00000018667479706d703432000000006d70343269736f6d000000086d6f6f76', 'hex');
/** A media data box with a 64-bit size, so that it can hold any number of bytes. */
const MDAT_HEAD = 16;

/**
 * A file of any size that is never in memory: an `ftyp` and a `moov` box, then one `mdat` box of zeros.
 * One smaller than the heads of the boxes is cut off.
 */
function syntheticVideo(bytes: number): Body {
	const mdat = Buffer.alloc(MDAT_HEAD);
	mdat.writeUInt32BE(1, 0);
	mdat.write('mdat', 4, 'latin1');
	mdat.writeBigUInt64BE(BigInt(Math.max(bytes - FTYP.length, MDAT_HEAD)), 8);
	const head = Buffer.concat([FTYP, mdat]).subarray(0, bytes);
	return {
		size: bytes,
		*read(start, end) {
			if (start < head.length) yield head.subarray(start, Math.min(end, head.length));
			for (let at = Math.max(start, head.length); at < end; at += PIECE.length) {
				yield PIECE.subarray(0, Math.min(PIECE.length, end - at));
			}
		},
	};
}
