/** Moves one large file in one way, in n8n's engine with files on the disk, and watches the cost. */

import '../test/engine/setup';

import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { inputs, nodeTypes } from '../test/engine/nodeTypes';
import { inARow, outputOf, plainNode, startWorkflow, viduNode } from '../test/engine/run';
import { switchToFileStorage } from '../test/engine/storage';
import { measure } from './child';
import { SEVERAL_IMAGES } from './download';
import type { FileInput } from './download';
import { observe, type Cost } from './observe';

/** A node that downloads as nodes usually do: all of it in memory, then to n8n's storage. */
const arraybufferNode = {
	description: { ...nodeTypes.getByNameAndVersion('test.noOp').description, name: 'arraybuffer' },
	async execute(this: IExecuteFunctions) {
		const url = this.getInputData()[0].json.url as string;
		const body = await this.helpers.httpRequest({ url, encoding: 'arraybuffer' });
		const data = await this.helpers.prepareBinaryData(body as Buffer, 'video.mp4', 'video/mp4');
		return [[{ json: {}, binary: { data }, pairedItem: { item: 0 } }]];
	},
} as INodeType;

const { getByNameAndVersion } = nodeTypes;
nodeTypes.getByNameAndVersion = (name, version) =>
	name === 'bench.arraybuffer' ? arraybufferNode : getByNameAndVersion(name, version);

/**
 * Makes ready to move a file of so many bytes, and gives the move itself, which throws unless all of it
 * arrived.
 */
type Way = (bytes: number, input: FileInput) => Promise<() => Promise<void>>;

async function run(
	items: INodeExecutionData[],
	node: ReturnType<typeof viduNode>,
	input: FileInput,
) {
	inputs.set('files', items);
	const nodes = [plainNode('test.items', 'Items', { input: 'files' }), node];
	const connections = inARow('Items', node.name);
	const { credentials } = input.gateway;
	const result = await startWorkflow({ nodes, connections }, { credentials }).finished;
	if (result.data.resultData.error) throw result.data.resultData.error;
	return outputOf(result, node.name)[0];
}

function checkFile(file: IBinaryData | undefined, bytes: number): void {
	if (file?.bytes !== bytes) throw new Error(`${file?.bytes} bytes arrived instead of ${bytes}`);
}

const throughNode: Way = async (bytes, input) => async () => {
	const parameters = { resource: 'task', operation: 'get', downloadVideo: true };
	const node = viduNode({ ...parameters, taskId: `bytes-${bytes}` });
	const item = await run([{ json: {} }], node, input);
	checkFile(item.binary?.data, bytes);
};

const throughMemory: Way = async (bytes, input) => async () => {
	const url = `${input.gateway.filesUrl}/synthetic?bytes=${bytes}`;
	const item = await run([{ json: { url } }], plainNode('bench.arraybuffer', 'Download'), input);
	checkFile(item.binary?.data, bytes);
};

const plainStream: Way = async (bytes, input) => async () => {
	const folder = mkdtempSync(join(tmpdir(), 'vidu-bench-'));
	const url = `${input.gateway.filesUrl}/synthetic?bytes=${bytes}`;
	const file = createWriteStream(join(folder, 'video.mp4'));
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		get(url, resolve).once('error', reject);
	});
	await pipeline(response, file);
	rmSync(folder, { recursive: true });
	if (file.bytesWritten !== bytes) throw new Error(`${file.bytesWritten} bytes arrived`);
};

/** Puts an image of so many bytes where n8n has the files of an item. */
async function storeImage(bytes: number): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'workflow-1', executionId: '42' };
	const about = { data: '', mimeType: 'image/png', fileName: 'image.png' };
	return await Container.get(BinaryDataService).store(location, png(bytes), about);
}

const endFrame: Way = async (bytes, input) => {
	const data = await storeImage(bytes);
	const parameters = { operation: 'extend', videoUrl: 'https://example.com/a.mp4' };
	const node = viduNode({ ...parameters, endFrameSource: 'binary', endFrameField: 'data' });
	return async () => {
		const item = await run([{ json: {}, binary: { data } }], node, input);
		if (item.json.videoUrl === undefined) throw new Error('No video came back');
	};
};

const severalImages: Way = async (bytes, input) => {
	const names = Array.from({ length: SEVERAL_IMAGES.count }, (_none, at) => `photo${at + 1}`);
	const binary: Record<string, IBinaryData> = {};
	for (const name of names) binary[name] = await storeImage(bytes);
	const parameters = { operation: 'referenceToVideo', model: 'viduq3_i2v_reference' };
	const node = viduNode({ ...parameters, prompt: 'A kite', referenceFields: names.join(', ') });
	return async () => {
		const item = await run([{ json: {}, binary }], node, input);
		if (item.json.videoUrl === undefined) throw new Error('No video came back');
	};
};

/** A PNG of so many bytes: 640 × 360, most of it in a private chunk. */
function png(bytes: number): Buffer {
	const file = Buffer.alloc(bytes);
	file.write('89504e470d0a1a0a0000000d49484452000002800000016808020000005ac7d4f9', 'hex');
	file.writeUInt32BE(bytes - 33 - 12 - 12, 33);
	file.write('prVt', 37, 'latin1');
	file.write('0000000049454e44ae426082', bytes - 12, 'hex');
	return file;
}

const WAYS = {
	node: throughNode,
	arraybuffer: throughMemory,
	'plain stream': plainStream,
	'end frame': endFrame,
	'several images': severalImages,
} satisfies Record<FileInput['way'], Way>;

measure(async (input: FileInput): Promise<Cost> => {
	await switchToFileStorage();
	const prepare = WAYS[input.way];
	// What a process loads at its first file is not what a large file costs.
	await (
		await prepare(100_000, input)
	)();
	const { cost } = await observe(await prepare(input.bytes, input));
	rmSync(process.env.N8N_USER_FOLDER as string, { recursive: true, force: true });
	return cost;
});
