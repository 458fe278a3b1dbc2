/*
 * Follows the top-level boxes of an MP4 file while it streams by, to tell a whole file from one that was
 * cut where the transfer itself does not say so. Source: ISO/IEC 14496-12, 4.2.
 */

/** Bytes of a box header with a 64-bit size. */
const LONGEST_HEADER = 16;

/** The boxes of a file that can be played: its index, and its media data or fragments of it. */
const PLAYABLE = [['moov'], ['mdat', 'moof']];

/** Watches the bytes of a file; `add` takes them in order. */
export class Mp4Watch {
	private seen = 0;

	/** Where the next box begins, counted from the start of the file. */
	private nextBox = 0;

	private header = Buffer.alloc(0);

	private beginning = Buffer.alloc(0);

	/** Types of the boxes that began so far. */
	private readonly boxes = new Set<string>();

	/** Set when the rest of the file belongs to one box, or is no MP4: nothing more can be told. */
	private isOpenEnded = false;

	/** Number of bytes so far. */
	get length(): number {
		return this.seen;
	}

	/** First bytes of the file, for a message. */
	get start(): Buffer {
		return this.beginning;
	}

	add(chunk: Buffer): void {
		if (this.beginning.length < LONGEST_HEADER * 8) {
			this.beginning = Buffer.concat([this.beginning, chunk.subarray(0, LONGEST_HEADER * 8)]);
			if (this.beginning.length >= 8 && !this.isMp4()) this.isOpenEnded = true;
		}
		const chunkStart = this.seen;
		this.seen += chunk.length;
		while (!this.isOpenEnded && this.nextBox < this.seen) {
			const from = Math.max(0, this.nextBox + this.header.length - chunkStart);
			const missing = LONGEST_HEADER - this.header.length;
			this.header = Buffer.concat([this.header, chunk.subarray(from, from + missing)]);
			if (!this.readHeader()) return;
		}
	}

	/** Whether the file is an MP4 by its first box. */
	isMp4(): boolean {
		return this.beginning.toString('latin1', 4, 8) === 'ftyp';
	}

	/** Whether the file ends in the middle of a box, or before the boxes without which it cannot be played. */
	isCut(): boolean {
		if (this.isMp4() && !PLAYABLE.every((types) => types.some((type) => this.boxes.has(type)))) {
			return true;
		}
		return !this.isOpenEnded && (this.header.length > 0 || this.nextBox > this.seen);
	}

	/** Takes the size out of a header that is complete. */
	private readHeader(): boolean {
		if (this.header.length < 8) return false;
		let size: number = this.header.readUInt32BE(0);
		if (size === 1) {
			if (this.header.length < LONGEST_HEADER) return false;
			size = Number(this.header.readBigUInt64BE(8));
		}
		this.boxes.add(this.header.toString('latin1', 4, 8));
		this.header = Buffer.alloc(0);
		// Size 0 means that the box reaches the end of the file; less than 8 is none.
		if (size < 8) this.isOpenEnded = true;
		this.nextBox += size;
		return true;
	}
}
