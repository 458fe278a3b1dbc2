/** Whatever the host of the files sends, the URL stays in the item, and nothing is kept that is too much. */

import { HOSTILE_FILE_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { runHostile, textsWithControls, textsWithKey } from './hostile';
import { outputOf } from './run';
import { switchToMemoryStorage } from './storage';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

/** The true file, and bytes that nobody can tell from one, which take long enough that they may stall. */
const STORED: HostileName = 'path-name';
const MAY_BE_STORED: readonly HostileName[] = [STORED, 'bomb-in-bomb', 'two-encodings'];

const download = async (names: readonly HostileName[]) =>
	await runHostile('file', names, {
		parameters: { downloadVideo: true },
		options: { maxFileSize: 1 },
	});

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
	expect(textsWithKey(all)).toEqual([]);
	expect(textsWithControls(all)).toEqual([]);
	expect(all.gateway.counts.creates).toBe(HOSTILE_FILE_ANSWERS.length);
});
