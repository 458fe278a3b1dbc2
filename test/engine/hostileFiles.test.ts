/** A hostile file host costs the file at most: the item keeps the URL, and nothing else is stored. */

import { HOSTILE_FILE_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { expectHarmless, runHostile } from './hostile';
import { outputOf } from './run';
import { switchToMemoryStorage } from './storage';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

/** The whole file. */
const STORED: HostileName = 'path-name';
/**
 * Bytes that nothing distinguishes from a video; they may time out. The host of `short-length` announces a part
 * of the file as the whole.
 */
const MAY_BE_STORED: readonly HostileName[] = [
	...([STORED, 'bomb-in-bomb', 'two-encodings', 'short-length'] as const),
	...(['video-as-text', 'broken-header', 'many-boxes'] as const),
];

test('every hostile file ends in an item with the URL, and the node chooses the name of the file', async () => {
	await switchToMemoryStorage();
	const all = await runHostile('file', HOSTILE_FILE_ANSWERS, {
		parameters: { downloadVideo: true },
		options: { maxFileSize: 1 },
	});
	const items = outputOf(all.run, 'Vidu');
	for (const [index, { json, taskId, name }] of all.ended.entries()) {
		expect(json).toMatchObject({ taskId, status: 'completed' });
		expect(json.videoUrl).toContain(taskId);
		const { binary } = items[index];
		if (binary === undefined) expect(json.downloadError).toMatch(/could not be downloaded/);
		else expect(binary.data.fileName).toBe(`${name}.mp4`);
		if (name === STORED) expect(binary).toBeDefined();
		if (!MAY_BE_STORED.includes(name)) expect([name, binary]).toEqual([name, undefined]);
	}
	expectHarmless(all);
	expect(all.gateway.counts.creates).toBe(HOSTILE_FILE_ANSWERS.length);
});
