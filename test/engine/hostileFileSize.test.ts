/** A file that is too large ends at its limit, and is not kept. By the real clock: nothing here is slow. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { WorkflowExecute } from 'n8n-core';

import type { HostileName } from '../gateway';
import { runHostile } from './hostile';
import { switchToFileStorage } from './storage';

afterEach(() => jest.restoreAllMocks());

const MEGABYTE = 2 ** 20;

/** Files that are too large. */
const TOO_LARGE: readonly HostileName[] = [
	...(['endless-file', 'huge-file', 'long-text', 'endless-text'] as const),
	...(['gzip-bomb', 'deflate-bomb', 'brotli-bomb'] as const),
];

/** Sizes of the files that are in n8n's storage on the disk. */
function storedSizes(): number[] {
	const folder = process.env.N8N_USER_FOLDER as string;
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => /binary_data[\\/][^\\/]+$/.test(path) && !path.endsWith('.metadata'))
		.map((path) => statSync(join(folder, path)).size);
}

test('of a file that is too large, nothing stays in n8n’s storage that the node can remove', async () => {
	await switchToFileStorage();
	const before = storedSizes();
	const { ended, gateway } = await runHostile('file', TOO_LARGE, {
		parameters: { downloadVideo: true },
		options: { maxFileSize: 1, pollInterval: 0.1, timeout: 60 },
	});
	for (const { json } of ended) expect(json.downloadError).toMatch(/the limit is 1 MB/);
	// Another try would load all of it once more.
	expect(gateway.counts.fileHeaders).toHaveLength(TOO_LARGE.length);
	const left = storedSizes().slice(before.length);
	// The engine of n8n 1.x keeps the part that it wrote until it prunes the execution.
	const isOld = WorkflowExecute.prototype.run.length > 1;
	expect(left.length).toBeLessThanOrEqual(isOld ? TOO_LARGE.length : 0);
	for (const size of left) expect(size).toBeLessThanOrEqual(MEGABYTE);
});
