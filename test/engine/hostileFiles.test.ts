/** Whatever the host of the files sends, the URL stays in the item, and nothing is kept that is too much. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { WorkflowExecute } from 'n8n-core';

import { HOSTILE_FILE_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { runHostile, textsWithControls, textsWithKey } from './hostile';
import { outputOf } from './run';
import { switchToFileStorage, switchToMemoryStorage } from './storage';

jest.mock('../../nodes/Vidu/n8n/n8nClock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

const MEGABYTE = 2 ** 20;

/** The true file, and bytes that nobody can tell from one, which take long enough that they may stall. */
const STORED: HostileName = 'path-name';
const MAY_BE_STORED: readonly HostileName[] = [STORED, 'bomb-in-bomb', 'two-encodings'];

/** Files that are too large. */
const TOO_LARGE: readonly HostileName[] = [
	...(['endless-file', 'huge-file', 'long-text', 'endless-text'] as const),
	...(['gzip-bomb', 'deflate-bomb', 'brotli-bomb'] as const),
];

const download = async (names: readonly HostileName[]) =>
	await runHostile('file', names, {
		parameters: { downloadVideo: true },
		options: { maxFileSize: 1 },
	});

/** Sizes of the files that are in n8n's storage on the disk. */
function storedSizes(): number[] {
	const folder = process.env.N8N_USER_FOLDER as string;
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => /binary_data[\\/][^\\/]+$/.test(path) && !path.endsWith('.metadata'))
		.map((path) => statSync(join(folder, path)).size);
}

test('every hostile file ends in an item with the URL, and the name of a file is the node’s own', async () => {
	await switchToMemoryStorage();
	const all = await download(HOSTILE_FILE_ANSWERS);
	const items = outputOf(all.run, 'Vidu');
	for (const [index, { json, taskId, name }] of all.ended.entries()) {
		expect(json).toMatchObject({ taskId, status: 'completed' });
		expect(json.videoUrl).toContain(taskId);
		const { binary } = items[index];
		if (binary === undefined) expect(json.downloadError).toMatch(/could not be downloaded/);
		else expect(binary.data.fileName).toBe(`vidu-${taskId}.mp4`);
		if (name === STORED) expect(binary).toBeDefined();
		if (!MAY_BE_STORED.includes(name)) expect([name, binary]).toEqual([name, undefined]);
	}
	const tooLarge = all.ended.filter(({ json }) => /too large/.test(String(json.downloadError)));
	expect(tooLarge.map(({ name }) => name)).toEqual(TOO_LARGE);
	expect(textsWithKey(all)).toEqual([]);
	expect(textsWithControls(all)).toEqual([]);
	expect(all.gateway.counts.creates).toBe(HOSTILE_FILE_ANSWERS.length);
});

test('of a file that is too large, nothing stays in n8n’s storage that the node can remove', async () => {
	await switchToFileStorage();
	const before = storedSizes();
	const { ended, gateway } = await download(TOO_LARGE);
	for (const { json } of ended) expect(json.downloadError).toMatch(/the limit is 1 MB/);
	// Another try would load all of it once more.
	expect(gateway.counts.fileHeaders).toHaveLength(TOO_LARGE.length);
	const left = storedSizes().slice(before.length);
	// The engine of n8n 1.x keeps the part that it wrote until it prunes the execution.
	const isOld = WorkflowExecute.prototype.run.length > 1;
	expect(left.length).toBeLessThanOrEqual(isOld ? TOO_LARGE.length : 0);
	for (const size of left) expect(size).toBeLessThanOrEqual(MEGABYTE);
});
