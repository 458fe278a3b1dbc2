/** Whatever answers a creation, the task is bought once, and its ID is not lost where it came. */

import { HOSTILE_API_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { runHostile, textsWithControls, textsWithKey } from './hostile';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

/** Answers that can be read in spite of all: the item has the task. */
const READ: readonly HostileName[] = [
	...(['deep-json', 'proto-keys', 'huge-numbers', 'invalid-utf8', 'bom', 'wrong-types'] as const),
	...(['many-urls', 'escape-texts', 'key-raw', 'key-url-encoded', 'key-percent'] as const),
	...(['key-json-escaped', 'key-escaped-twice', 'key-base64', 'key-reversed'] as const),
	// All of the body has come, though the answer does not end.
	...(['close-in-chunk-size', 'long-length', 'drip-blanks', 'drip-trailers'] as const),
	'endless-trailers',
];

/** Unclear, and the ID that stands in the first bytes is named. */
const NAMED: readonly HostileName[] = [
	...(['array', 'long-text', 'endless-text', 'gzip-bomb', 'deflate-bomb', 'brotli-bomb'] as const),
	...(['close-in-body', 'close-in-chunk', 'reset-in-body', 'short-length', 'drip-body'] as const),
];

/** Unclear, and no ID came, or none that could be asked for. */
const UNNAMED: readonly HostileName[] = [
	...(['long-id', 'control-id', 'escape-id', 'bomb-in-bomb', 'two-encodings'] as const),
	...(['false-encoding', 'key-in-page', 'close-before-status', 'close-in-status'] as const),
	...(['close-in-headers', 'close-before-body', 'two-lengths', 'absurd-chunk'] as const),
	...(['long-chunk-extension', 'drip-headers', 'drip-status', 'drip-continue'] as const),
	...(['endless-continue', 'stall-before-body', 'long-header', 'many-headers'] as const),
	...(['switch-protocols', 'not-http'] as const),
];

/** Another ID than the true one came, and it can be asked for: it is what there is. */
const OTHER_ID: readonly HostileName[] = ['number-id', 'path-id', 'duplicate-keys'];

/** Redirects: refused. No page of docs/api has them. */
const REFUSED: readonly HostileName[] = ['key-in-headers', 'redirect-chain'];

test('every hostile answer to a creation ends in an outcome, and none is followed by another request', async () => {
	const all = await runHostile('create', HOSTILE_API_ANSWERS);
	const { gateway, ended, log } = all;
	const namesOf = (is: (one: (typeof ended)[number]) => boolean) =>
		ended.filter(is).map(({ name }) => name);

	expect(namesOf(({ requests }) => requests !== 1)).toEqual([]);
	expect(gateway.counts.createRequests).toBe(HOSTILE_API_ANSWERS.length);

	expect(namesOf(({ json, taskId }) => json.taskId === taskId)).toEqual(
		HOSTILE_API_ANSWERS.filter((name) => READ.includes(name)),
	);
	const unclear = ended.filter(({ message }) => /may have been created/.test(message));
	expect(unclear.filter((one) => one.message.includes(one.taskId)).map(({ name }) => name)).toEqual(
		HOSTILE_API_ANSWERS.filter((name) => NAMED.includes(name)),
	);
	expect(
		unclear.filter((one) => !one.message.includes(one.taskId)).map(({ name }) => name),
	).toEqual(HOSTILE_API_ANSWERS.filter((name) => UNNAMED.includes(name)));
	expect(namesOf(({ message }) => /was not created/.test(message)).sort()).toEqual(REFUSED);
	expect(READ.length + NAMED.length + UNNAMED.length + OTHER_ID.length + REFUSED.length).toBe(
		HOSTILE_API_ANSWERS.length,
	);

	expect(textsWithKey(all)).toEqual([]);
	expect(textsWithControls(all)).toEqual([]);
	expect(Math.max(...ended.map(({ message }) => message.length))).toBeLessThan(2_000);
	expect(Math.max(...log.map(({ length }) => length))).toBeLessThan(2_000);
	const longest = Math.max(...ended.map(({ json }) => JSON.stringify(json).length));
	expect(longest).toBeLessThan(2 ** 20);
});

test('none of the unclear ones is sent by a later try either, and the ID is still named', async () => {
	const names = [...NAMED, ...UNNAMED.slice(0, 3)].filter((name) => !/^drip|^endless/.test(name));
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, onError: undefined };
	const { run, gateway, ended } = await runHostile('create', names, { node });
	const message = run.data.resultData.error?.message ?? '';
	expect(message).toMatch(/An earlier try of this execution got no clear answer/);
	expect(gateway.counts.createRequests).toBe(names.length);
	for (const { name, taskId } of ended) {
		if (NAMED.includes(name)) expect(message).toContain(taskId);
	}
});
