import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { pngFile } from '../gateway';
import type { Gateway } from '../gateway';

/** A file in n8n's current storage. */
export async function storeFile(
	bytes: Buffer,
	fileName = 'picture.png',
	mimeType = 'image/png',
): Promise<IBinaryData> {
	const about: IBinaryData = { data: '', mimeType, fileName };
	const location = { type: 'execution' as const, workflowId: 'workflow-1', executionId: '42' };
	return await Container.get(BinaryDataService).store(location, bytes, about);
}

/** An item with a file in each of the named fields: its bytes, or the size of an image such as `320x180`. */
export async function itemWith(
	files: Record<string, string | Buffer>,
	json: IDataObject = {},
): Promise<INodeExecutionData> {
	const binary: Record<string, IBinaryData> = {};
	for (const [field, file] of Object.entries(files)) {
		binary[field] = await storeFile(typeof file === 'string' ? imageOf(file) : file);
	}
	return { json, binary };
}

/** The image at the file host's `/pictures/<size>.png`. */
export function imageOf(size: string): Buffer {
	const [width, height] = size.split('x').map(Number);
	return pngFile(width, height);
}

/** The same as the node sends a file. */
export const uriOf = (size: string): string =>
	`data:image/png;base64,${imageOf(size).toString('base64')}`;

/** The bodies of all creations, in order. */
export const bodiesOf = ({ requests }: Gateway): unknown[] =>
	requests.flatMap(({ method, path, body }) =>
		method === 'POST' && path.endsWith('/generation') ? [body] : [],
	);

/** Their parameters. */
export const paramsOf = (gateway: Gateway): Array<Record<string, unknown>> =>
	(bodiesOf(gateway) as Array<{ input: Array<{ params: Record<string, unknown> }> }>).map(
		({ input }) => input[0].params,
	);

/** A valid png of about that many MB: its bytes are in a private chunk. */
export function megabytes(count: number): Buffer {
	const small = imageOf('300x300');
	const chunk = Buffer.alloc(count * 1024 * 1024);
	chunk.writeUInt32BE(chunk.length - 12, 0);
	chunk.write('prIv', 4, 'latin1');
	const end = small.length - 12;
	return Buffer.concat([small.subarray(0, end), chunk, small.subarray(end)]);
}
