import type { IBinaryData } from 'n8n-workflow';

/** Bytes of files that one call of the node puts into an execution. */
export const MOST_IN_MEMORY = 200 * 1024 * 1024;

/**
 * Counts the bytes that a call downloads, where n8n keeps files in the execution itself: as base64, in memory,
 * and in its database. Which it does shows with the first file that is stored.
 */
export class MemoryLimit {
	private isInMemory = false;
	private bytes = 0;

	/** Counts bytes that arrive. */
	add(bytes: number): void {
		this.bytes += bytes;
	}

	/** Takes back the bytes of a file that was not kept. */
	remove(bytes: number): void {
		this.bytes -= bytes;
	}

	/** Notes where n8n put a file: one that is stored outside of the execution has an ID. */
	stored({ id }: IBinaryData, bytes: number): void {
		if (id === undefined) this.isInMemory = true;
		else this.remove(bytes);
	}

	/** Whether more bytes would be too many. */
	isOver(more = 0): boolean {
		return this.isInMemory && this.bytes + more > MOST_IN_MEMORY;
	}
}
