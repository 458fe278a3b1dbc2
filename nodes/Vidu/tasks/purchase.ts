import { createHash } from 'crypto';

/** Identifies a purchase: which item buys, and what. */
export interface PurchaseKey {
	/** Which run of the node in the execution; a node in a loop has several. */
	run: number;
	/** The same, counted by the node itself: after a crash, n8n may begin to count elsewhere. */
	runNumber: number;
	item: number;
	/** Which scene of a chain, from 1; undefined for an item that buys one task. */
	scene?: number;
	/** The task that the scene extends, if it is not the first. */
	extendsTask?: string;
	/** Whether the node runs as an AI tool, where every attempt has a run of its own. */
	isTool: boolean;
	/** Digest of the parameters as they stand in the editor, and of the input item. */
	inputDigest: string;
	/** Digest of the request that they came to. */
	request: string;
	/** Digest of the parameters as they stand in the editor. */
	parameters: string;
}

/** Identifies a purchase within one call of the node. */
export const partOf = ({ item, scene }: PurchaseKey): string =>
	scene === undefined ? String(item) : `${item} ${scene}`;

/** One task that is to be bought once for an item, however often n8n retries. */
export interface Purchase extends PurchaseKey {
	/** The gateway's model ID. */
	model: string;
	/** Makes the parameters at the moment they are sent: images are large, and not all items wait. */
	params: () => Promise<Record<string, unknown>>;
	/**
	 * The same without the bytes of its images: an `ImageStandIn` in the place of each inline image. Reads
	 * no file.
	 */
	preview: () => Record<string, unknown>;
	/** Whether an unclear creation may be created again at this attempt. */
	resubmitUnclear: boolean;
	/** Tasks with the same kind take about the same time: model, duration and resolution. */
	kind: string;
}

/** SHA-256 of bytes, or of a value as JSON, in hexadecimal. Equal values have equal digests. */
export const digestOf = (value: unknown): string =>
	createHash('sha256')
		.update(Buffer.isBuffer(value) ? value : (JSON.stringify(value) ?? 'undefined'))
		.digest('hex');
