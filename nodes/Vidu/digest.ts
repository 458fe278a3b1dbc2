import { createHash } from 'crypto';

/** SHA-256 of bytes, or of a value as JSON, in hexadecimal. Equal values have equal digests. */
export const digestOf = (value: unknown): string =>
	createHash('sha256')
		.update(Buffer.isBuffer(value) ? value : (JSON.stringify(value) ?? 'undefined'))
		.digest('hex');
