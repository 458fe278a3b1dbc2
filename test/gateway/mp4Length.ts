/** A sample whose header says how long the video would be that it stands for. */

/**
 * @param file an MP4 file with a `mvhd` box of version 0 (ISO/IEC 14496-12, 8.2.2)
 * @param seconds what it is to say; its pictures stay as they are
 */
export function withLength(file: Buffer, seconds: number): Buffer {
	const copy = Buffer.from(file);
	// Behind the type: version and flags, two times, the time scale, the duration; four bytes each.
	const type = copy.indexOf('mvhd', 0, 'latin1');
	const timescale = copy.readUInt32BE(type + 16);
	copy.writeUInt32BE(Math.round(seconds * timescale), type + 20);
	return copy;
}
