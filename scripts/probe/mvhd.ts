/** How long a video is, by the header of its file. Source: ISO/IEC 14496-12, 4.2 and 8.2.2. */

/** The box types on the way to the movie header. */
const PATH = ['moov', 'mvhd'];

/**
 * @param file the whole file
 * @returns seconds; undefined when the file has no movie header
 */
export function lengthOf(file: Buffer): number | undefined {
	let start = 0;
	let end = file.length;
	for (const type of PATH) {
		const box = findBox(file, type, start, end);
		if (box === undefined) return undefined;
		[start, end] = box;
	}
	const isLong = file[start] === 1;
	// After version and flags: two times, the time scale, the duration.
	const timescaleAt = start + (isLong ? 20 : 12);
	if (end < timescaleAt + (isLong ? 12 : 8)) return undefined;
	const timescale = file.readUInt32BE(timescaleAt);
	const duration = isLong
		? Number(file.readBigUInt64BE(timescaleAt + 4))
		: file.readUInt32BE(timescaleAt + 4);
	return timescale === 0 ? undefined : duration / timescale;
}

/** Where the contents of a box begin and end. */
function findBox(
	file: Buffer,
	type: string,
	start: number,
	end: number,
): [number, number] | undefined {
	let at = start;
	while (at + 8 <= end) {
		const short = file.readUInt32BE(at);
		const isLong = short === 1 && at + 16 <= end;
		const size = isLong ? Number(file.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short;
		if (size < 8) return undefined;
		if (file.toString('latin1', at + 4, at + 8) === type) {
			return [at + (isLong ? 16 : 8), Math.min(at + size, end)];
		}
		at += size;
	}
	return undefined;
}
