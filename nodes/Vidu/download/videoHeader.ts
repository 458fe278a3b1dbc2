import { addFragment, readMovie, secondsOf } from './mp4Boxes';
import type { Movie } from './mp4Boxes';

/** The facts in the header of a video file, and the size of the file. */
export interface VideoFacts {
	/** To a hundredth. */
	seconds: number;
	/** Pixels, as a player shows it. */
	width: number;
	height: number;
	hasAudio: boolean;
	bytes: number;
}

/** Bytes of one box that are held: the header of a minute of video has some 50 kB. */
const MOST_HELD = 4 * 1024 * 1024;

/** Boxes of a file that are read, fragments with them. */
const MOST_BOXES = 10_000;

/** Bytes of the head of a box: the size, the type, and the size once more if it is a long one. */
const SHORT_HEAD = 8;
const LONG_HEAD = 16;

/**
 * Reads the header of an MP4 file as it streams by, wherever in the file it is. Holds one box of at most 4 MB
 * at a time, and passes over everything else by its size. Never throws: of a file that cannot be read, there
 * are no facts.
 */
export class VideoHeader {
	private bytes = 0;
	private boxes = 0;
	/** Whether what follows cannot be read. */
	private isOver = false;
	private movie: Movie | undefined;

	/** The bytes of the next box's head that arrived. */
	private readonly head = Buffer.alloc(LONG_HEAD);
	private headLength = 0;

	/** Bytes of the current box that are still to come. */
	private toCome = 0;
	/** Its type and what arrived of it, if it is one to read. */
	private held: { type: string; content: Buffer } | undefined;

	/** Takes the next bytes of the file. */
	push(chunk: Buffer): void {
		this.bytes += chunk.length;
		try {
			let at = 0;
			while (at < chunk.length && !this.isOver) at += this.take(chunk.subarray(at));
		} catch {
			this.isOver = true;
		}
	}

	/** The facts in the header, known at the end of the file; undefined if it cannot be read. */
	facts(): VideoFacts | undefined {
		if (this.movie === undefined || (this.isOver && this.movie.seconds === 0)) return undefined;
		const { width, height, hasAudio, tracks } = this.movie;
		const seconds = Math.round((this.movie.seconds || secondsOf(tracks)) * 100) / 100;
		const isLength = seconds > 0 && Number.isFinite(seconds);
		return isLength ? { seconds, width, height, hasAudio, bytes: this.bytes } : undefined;
	}

	/** @returns how many of the bytes it took; at least one */
	private take(chunk: Buffer): number {
		if (this.toCome === 0) return this.takeHead(chunk);
		const taken = Math.min(this.toCome, chunk.length);
		if (this.held !== undefined) {
			const { content } = this.held;
			chunk.copy(content, content.length - this.toCome, 0, taken);
		}
		this.toCome -= taken;
		if (this.toCome === 0) this.read();
		return taken;
	}

	private takeHead(chunk: Buffer): number {
		const isLong = this.headLength >= SHORT_HEAD && this.head.readUInt32BE(0) === 1;
		const wanted = isLong ? LONG_HEAD : SHORT_HEAD;
		const taken = chunk.copy(this.head, this.headLength, 0, wanted - this.headLength);
		this.headLength += taken;
		if (this.headLength === wanted) this.begin(wanted);
		return taken;
	}

	/** Begins a box whose head is there, or the rest of the head of a long one. */
	private begin(headLength: number): void {
		const short = this.head.readUInt32BE(0);
		if (short === 1 && headLength === SHORT_HEAD) return;
		this.headLength = 0;
		this.boxes += 1;
		// A size of 0: the rest of the file. Only media has it, and what comes before is known by then.
		if (short === 0) {
			this.toCome = Infinity;
			return;
		}
		this.toCome = (short === 1 ? Number(this.head.readBigUInt64BE(8)) : short) - headLength;
		if (this.toCome < 0 || this.boxes > MOST_BOXES) this.isOver = true;
		const type = this.head.toString('latin1', 4, 8);
		const isHeader = type === 'moov' && this.movie === undefined;
		const isFragment = type === 'moof' && this.movie?.seconds === 0;
		if ((isHeader || isFragment) && this.toCome <= MOST_HELD && this.toCome > 0) {
			this.held = { type, content: Buffer.alloc(this.toCome) };
		}
	}

	private read(): void {
		if (this.held === undefined) return;
		const { type, content } = this.held;
		this.held = undefined;
		if (type === 'moov') this.movie = readMovie(content);
		else if (this.movie !== undefined) addFragment(this.movie.tracks, content);
	}
}
