/** Which part of a file does a `Range` header ask for? */

import { textReply, type Reply } from './replies';

/**
 * Cuts an answer to one byte range (RFC 9110, section 14). Several ranges, other units and
 * headers that do not parse are ignored, as the RFC allows: the answer is then the whole file.
 *
 * @param whole the answer without a range
 * @param range the request's `Range` header
 * @returns 200 with everything, 206 with the part, or 416 when there is no such part
 */
export function ranged(whole: Reply, range: string | undefined): Reply {
	const { size } = whole.body;
	const headers = { ...whole.headers, 'Accept-Ranges': 'bytes' };
	const asked = /^bytes=(\d*)-(\d*)$/i.exec(range?.trim() ?? '');
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
