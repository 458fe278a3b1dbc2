/** The part of n8n's context that an operation needs to read one item. */

import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import type { CheckedJob } from '../../nodes/Vidu/input/checkedJob';
import { operations } from '../../nodes/Vidu/operations/registry';
import { withDefaults } from './editor';

/** Files of the item by input field. */
export type Files = Record<string, { bytes: Buffer; fileName?: string }>;

/** Counts of what was read, by input field. */
export type Reads = Record<string, number>;

/** An item with parameters, to which the editor adds the defaults of the rest, and with files. */
export function itemContext(
	entered: Record<string, unknown>,
	files: Files = {},
	reads: Reads = {},
): IExecuteFunctions {
	const parameters = { ...withDefaults(entered as never), ...entered };
	const fileOf = (field: string) => {
		if (!Object.hasOwn(files, field)) throw new Error(`There is no file in "${field}"`);
		return files[field];
	};
	const context = {
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			Object.hasOwn(parameters, name) ? parameters[name as never] : fallback,
		getInputData: () => [{ json: {}, binary: files }],
		getNode: () => ({ parameters: entered }),
		helpers: {
			assertBinaryData: (_item: number, field: string): IBinaryData => ({
				id: field,
				data: 'filesystem',
				mimeType: 'application/octet-stream',
				fileName: fileOf(field).fileName,
			}),
			getBinaryMetadata: async (id: string) => ({ fileSize: fileOf(id).bytes.length }),
			getBinaryDataBuffer: async (_item: number, field: string) => {
				reads[field] = (reads[field] ?? 0) + 1;
				return fileOf(field).bytes;
			},
		},
	};
	return context as unknown as IExecuteFunctions;
}

/** The item as an operation reads it. */
export async function readItem(
	entered: { operation: string } & Record<string, unknown>,
	files: Files = {},
	reads: Reads = {},
): Promise<CheckedJob> {
	const operation = operations.find(({ value }) => value === entered.operation);
	if (operation === undefined) throw new Error(`No operation ${entered.operation}`);
	const call = { run: 0, runNumber: 0, isTool: false, rawParameters: [], parameters: '' };
	const context = itemContext({ resource: 'video', ...entered }, files, reads);
	return await operation.readJob(context, 0, call);
}

/** Why an item is refused; none when it is not. */
export async function problemsWith(...item: Parameters<typeof readItem>): Promise<string[]> {
	const read = await readItem(...item);
	return read.ok ? [] : read.problems;
}

/** The parameters that are sent for an item. */
export async function paramsOf(...item: Parameters<typeof readItem>) {
	const read = await readItem(...item);
	if (!read.ok) throw new Error(read.problems.join('; '));
	const { target } = read.value.job;
	if (target.type !== 'purchase') throw new Error('It buys nothing');
	return await target.purchase.params();
}

/** A PNG of that many pixels and bytes: a header, a private chunk with nothing in it, and an end. */
export function pngOf(width: number, height: number, bytes = 100): Buffer {
	const file = Buffer.alloc(bytes);
	file.write('89504e470d0a1a0a0000000d49484452', 'hex');
	file.writeUInt32BE(width, 16);
	file.writeUInt32BE(height, 20);
	file.write('0802000000', 24, 'hex');
	file.writeUInt32BE(bytes - 33 - 12 - 12, 33);
	file.write('prVt', 37, 'latin1');
	file.write('0000000049454e44ae426082', bytes - 12, 'hex');
	return file;
}

/** The same as a file with a name. */
export const file = (...size: Parameters<typeof pngOf>) => ({
	bytes: pngOf(...size),
	fileName: 'a.png',
});

/** The same in a data URI. */
export const uriOf = (bytes: Buffer): string => `data:image/png;base64,${bytes.toString('base64')}`;

/** An image on the web. */
export const urlOf = (name: string): string => `https://example.com/${name}.png`;
