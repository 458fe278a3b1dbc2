/** Moves large files through n8n's engine, with files on the disk. Started by files.ts. */

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
import { SEVERAL, type FileInput } from './files';
import { observe, type Cost } from './observe';

/** A node that downloads as most nodes do: all of it in memory, then to n8n's storage. */
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

/** Prepares a file and returns the move itself, which throws unless all bytes arrived. */
type Way = (bytes: number, input: FileInput) => Promise<() => Promise<void>>;

async function run(item: INodeExecutionData, node: ReturnType<typeof viduNode>, input: FileInput) {
	inputs.set('files', [item]);
	const nodes = [plainNode('test.items', 'Items', { input: 'files' }), node];
	const connections = inARow('Items', node.name);
	const { credentials } = input.gateway;
	const ended = await startWorkflow({ nodes, connections }, { credentials }).finished;
	if (ended.data.resultData.error) throw ended.data.resultData.error;
	return outputOf(ended, node.name)[0];
}

function checkBytes(arrived: number | undefined, bytes: number): void {
	if (arrived !== bytes) throw new Error(`${arrived} bytes arrived instead of ${bytes}`);
}

const throughNode: Way = async (bytes, input) => async () => {
	const parameters = { resource: 'task', operation: 'get', downloadVideo: true };
	const node = viduNode({ ...parameters, taskId: `bytes-${bytes}` });
	const { binary } = await run({ json: {} }, node, input);
	checkBytes(binary?.data.bytes, bytes);
};

const throughMemory: Way = async (bytes, input) => async () => {
	const url = `${input.gateway.filesUrl}/synthetic?bytes=${bytes}`;
	const { binary } = await run({ json: { url } }, plainNode('bench.arraybuffer', 'Get'), input);
	checkBytes(binary?.data.bytes, bytes);
};

const plainStream: Way = async (bytes, input) => async () => {
	const folder = mkdtempSync(join(tmpdir(), 'vidu-bench-'));
	const file = createWriteStream(join(folder, 'video.mp4'));
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		get(`${input.gateway.filesUrl}/synthetic?bytes=${bytes}`, resolve).once('error', reject);
	});
	await pipeline(response, file);
	rmSync(folder, { recursive: true });
	checkBytes(file.bytesWritten, bytes);
};

/** Sends so many images from n8n's storage. */
const images =
	(count: number, parametersOf: (names: string[]) => Record<string, string>): Way =>
	async (bytes, input) => {
		const names = Array.from({ length: count }, (_none, at) => `photo${at + 1}`);
		const binary: Record<string, IBinaryData> = {};
		for (const name of names) binary[name] = await storeImage(bytes);
		const node = viduNode(parametersOf(names));
		return async () => {
			const { json } = await run({ json: {}, binary }, node, input);
			if (json.videoUrl === undefined) throw new Error('No video came back');
		};
	};

async function storeImage(bytes: number): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'workflow-1', executionId: '42' };
	const about = { data: '', mimeType: 'image/png', fileName: 'image.png' };
	return await Container.get(BinaryDataService).store(location, png(bytes), about);
}

/** A PNG of 640 × 360, most of it in a private chunk. */
function png(bytes: number): Buffer {
	const file = Buffer.alloc(bytes);
	file.write('89504e470d0a1a0a0000000d49484452000002800000016808020000005ac7d4f9', 'hex');
	file.writeUInt32BE(bytes - 33 - 12 - 12, 33);
	file.write('prVt', 37, 'latin1');
	file.write('0000000049454e44ae426082', bytes - 12, 'hex');
	return file;
}

const WAYS: Record<FileInput['way'], Way> = {
	node: throughNode,
	arraybuffer: throughMemory,
	'plain stream': plainStream,
	'end frame': images(1, ([endFrameField]) => ({
		operation: 'extend',
		videoUrl: 'https://example.com/a.mp4',
		endFrameSource: 'binary',
		endFrameField,
	})),
	'several images': images(SEVERAL, (names) => ({
		operation: 'referenceToVideo',
		referenceToVideoModel: 'viduq3_i2v_reference',
		prompt: 'A kite',
		referenceFields: names.join(', '),
	})),
};

measure(async (input: FileInput): Promise<Cost> => {
	await switchToFileStorage();
	// A first small file loads code.
	const warmUp = await WAYS[input.way](100_000, input);
	await warmUp();
	const { cost } = await observe(await WAYS[input.way](input.bytes, input));
	rmSync(process.env.N8N_USER_FOLDER as string, { recursive: true, force: true });
	return cost;
});
