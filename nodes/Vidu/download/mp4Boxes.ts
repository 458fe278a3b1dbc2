/*
 * Facts about pictures, sound and length from the boxes of an MP4. Source: ISO/IEC 14496-12, 8.2 to 8.8.
 * Every function may throw a RangeError where a box is shorter than it should be.
 */

/** A movie as its `moov` box describes it. */
export interface Movie {
	/** 0 where only the fragments know it. */
	seconds: number;
	width: number;
	height: number;
	hasAudio: boolean;
	/** Tracks by their IDs. */
	tracks: Map<number, Track>;
}

/** The numbers with which the fragments of a track are added up. */
interface Track {
	/** Units in a second. */
	timescale: number;
	/** Units of a sample that has no duration of its own. */
	sampleDuration: number;
	/** Units at which its fragments begin and end so far. */
	start?: number;
	end?: number;
}

/** Boxes of one level that are read: a real file has a few dozen. */
const MOST_BOXES = 1_000;

/** The boxes in the content of another one, up to the first that is broken. */
function boxesIn(content: Buffer): Array<[type: string, content: Buffer]> {
	const boxes: Array<[string, Buffer]> = [];
	let at = 0;
	while (at + 8 <= content.length && boxes.length < MOST_BOXES) {
		const short = content.readUInt32BE(at);
		const isLong = short === 1 && at + 16 <= content.length;
		const head = isLong ? 16 : 8;
		const rest = content.length - at;
		const size = isLong ? Number(content.readBigUInt64BE(at + 8)) : short === 0 ? rest : short;
		if (size < head || size > rest) break;
		boxes.push([
			content.toString('latin1', at + 4, at + 8),
			content.subarray(at + head, at + size),
		]);
		at += size;
	}
	return boxes;
}

const find = (content: Buffer | undefined, type: string): Buffer | undefined =>
	content && boxesIn(content).find(([name]) => name === type)?.[1];

const allOf = (content: Buffer, type: string): Buffer[] =>
	boxesIn(content).flatMap(([name, inner]) => (name === type ? [inner] : []));

/** Reads the content of a `moov` box; undefined where it has no picture that could be shown. */
export function readMovie(moov: Buffer): Movie | undefined {
	const tracks = new Map<number, Track>();
	let picture: { width: number; height: number } | undefined;
	let hasAudio = false;
	let longest = 0;
	for (const trak of allOf(moov, 'trak')) {
		const mdia = find(trak, 'mdia');
		const [tkhd, mdhd, hdlr] = [find(trak, 'tkhd'), find(mdia, 'mdhd'), find(mdia, 'hdlr')];
		if (tkhd === undefined || mdhd === undefined || hdlr === undefined) continue;
		const { timescale, seconds } = readTimes(mdhd);
		longest = Math.max(longest, seconds);
		tracks.set(tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12), { timescale, sampleDuration: 0 });
		const kind = hdlr.toString('latin1', 8, 12);
		if (kind === 'soun') hasAudio = true;
		if (kind === 'vide') picture ??= readSize(tkhd);
	}
	if (picture === undefined || picture.width === 0 || picture.height === 0) return undefined;
	const mvhd = find(moov, 'mvhd');
	const header = mvhd && readTimes(mvhd);
	const mvex = find(moov, 'mvex');
	for (const trex of mvex === undefined ? [] : allOf(mvex, 'trex')) {
		const track = tracks.get(trex.readUInt32BE(4));
		if (track !== undefined) track.sampleDuration = trex.readUInt32BE(12);
	}
	const mehd = find(mvex, 'mehd');
	const whole = mehd === undefined ? 0 : readTime(mehd, 4) / (header?.timescale ?? 0);
	const seconds = [header?.seconds ?? 0, whole, longest].find((one) => one > 0 && one < Infinity);
	return { seconds: seconds ?? 0, ...picture, hasAudio, tracks };
}

/** The times of a `mvhd` or `mdhd` box. */
function readTimes(box: Buffer): { timescale: number; seconds: number } {
	// After version and flags: two dates, the timescale, the duration. Version 1 has long dates and durations.
	const at = box[0] === 1 ? 20 : 12;
	const timescale = box.readUInt32BE(at);
	return { timescale, seconds: timescale === 0 ? 0 : readTime(box, at + 4) / timescale };
}

/** A time of 4 or, in a box of version 1, 8 bytes. All bits set mean that it is unknown: 0. */
function readTime(box: Buffer, at: number): number {
	if (box[0] !== 1) {
		const time = box.readUInt32BE(at);
		return time === 0xffffffff ? 0 : time;
	}
	const time = box.readBigUInt64BE(at);
	return time === 0xffffffffffffffffn ? 0 : Number(time);
}

/** The size at which a `tkhd` box shows its track, after its matrix turned it. */
function readSize(tkhd: Buffer): { width: number; height: number } {
	const matrix = tkhd[0] === 1 ? 52 : 40;
	const [width, height] = [36, 40].map((at) => Math.round(tkhd.readUInt32BE(matrix + at) / 65536));
	const isTurned = tkhd.readInt32BE(matrix) === 0 && tkhd.readInt32BE(matrix + 4) !== 0;
	return isTurned ? { width: height, height: width } : { width, height };
}

/** Adds the times of a fragment, the content of a `moof` box, to those of its tracks. */
export function addFragment(tracks: ReadonlyMap<number, Track>, moof: Buffer): void {
	for (const traf of allOf(moof, 'traf')) {
		const tfhd = find(traf, 'tfhd');
		const track = tfhd && tracks.get(tfhd.readUInt32BE(4));
		if (tfhd === undefined || track === undefined) continue;
		const flags = tfhd.readUIntBE(1, 3);
		const before = (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
		const each = flags & 0x8 ? tfhd.readUInt32BE(8 + before) : track.sampleDuration;
		const tfdt = find(traf, 'tfdt');
		const start = tfdt === undefined ? (track.end ?? 0) : readTime(tfdt, 4);
		const runs = allOf(traf, 'trun').map((trun) => readRun(trun, each));
		track.start ??= start;
		track.end = Math.max(
			track.end ?? 0,
			runs.reduce((sum, run) => sum + run, start),
		);
	}
}

/** The length of a `trun` box in units of its track. */
function readRun(trun: Buffer, each: number): number {
	const flags = trun.readUIntBE(1, 3);
	const count = trun.readUInt32BE(4);
	if ((flags & 0x100) === 0) return count * each;
	const size = [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
	let at = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
	let sum = 0;
	for (let sample = 0; sample < count; sample += 1, at += size) sum += trun.readUInt32BE(at);
	return sum;
}

/** The length of the longest of some tracks, by their fragments. */
export function secondsOf(tracks: ReadonlyMap<number, Track>): number {
	const lengths = [...tracks.values()].map(({ timescale, start = 0, end = 0 }) =>
		timescale === 0 ? 0 : (end - start) / timescale,
	);
	return Math.max(0, ...lengths);
}
