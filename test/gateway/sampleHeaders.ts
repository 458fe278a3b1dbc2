/** Headers of the sample videos: a small file that says the length and the size that its task asked for. */

import type { Task } from './tasks';

/** A box of ISO/IEC 14496-12, by its type: where its content begins. */
const contentOf = (file: Buffer, type: string): number => file.indexOf(type, 0, 'latin1') + 4;

/** A sample as the video of a task: as long and as large as that would be, where that is known. */
export function withHeaderOf(
	{ ratio, settings, videoSeconds }: Pick<Task, 'ratio' | 'settings' | 'videoSeconds'>,
	sample: Buffer,
): Buffer {
	const long = videoSeconds === undefined ? sample : withLength(sample, videoSeconds);
	const [, lines] = /^(\d+)p$/.exec(String(settings.resolution ?? '720p')) ?? [];
	if (lines === undefined) return long;
	const [across, down] = ratio.split(':').map(Number);
	const shorter = Math.min(across, down);
	const side = (part: number) => Math.round((Number(lines) * part) / shorter);
	return withSize(long, side(across), side(down));
}

/**
 * A sample that lasts longer: its pictures follow each other more slowly.
 *
 * @param file an MP4 file with one track, and boxes of version 0 (8.2.2, 8.3.2, 8.4.2, 8.6.6)
 */
export function withLength(file: Buffer, seconds: number): Buffer {
	const copy = Buffer.from(file);
	const [mvhd, tkhd, elst, mdhd] = ['mvhd', 'tkhd', 'elst', 'mdhd'].map((type) =>
		contentOf(copy, type),
	);
	const duration = Math.round(seconds * copy.readUInt32BE(mvhd + 12));
	copy.writeUInt32BE(duration, mvhd + 16);
	copy.writeUInt32BE(duration, tkhd + 20);
	copy.writeUInt32BE(duration, elst + 8);
	copy.writeUInt32BE(Math.round(copy.readUInt32BE(mdhd + 16) / seconds), mdhd + 12);
	return copy;
}

/** A sample that a player shows larger (8.3.2). */
function withSize(file: Buffer, width: number, height: number): Buffer {
	const copy = Buffer.from(file);
	const tkhd = contentOf(copy, 'tkhd');
	copy.writeUInt32BE(width * 65536, tkhd + 76);
	copy.writeUInt32BE(height * 65536, tkhd + 80);
	return copy;
}
