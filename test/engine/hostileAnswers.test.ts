/** Every hostile answer of the API ends in an outcome: one creation each, no lost ID, no key in any text. */

import { HOSTILE_API_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { reveals } from '../fuzz/words';
import { expectHarmless, runHostile } from './hostile';
import { testWith } from './testedCredential';
import { KEY, openGateway } from './vidu';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

/** The whole body has come, though the answer does not end. */
const WHOLE: readonly HostileName[] = [
	...(['close-in-chunk-size', 'long-length', 'drip-blanks', 'drip-trailers'] as const),
	'endless-trailers',
];

/** Redirects. docs/api has none. */
const REDIRECTS: readonly HostileName[] = ['key-in-headers', 'redirect-chain'];

const sorted = (names: readonly HostileName[]) => [...names].sort();

describe('to a creation', () => {
	/** The item has the task. */
	const READ: readonly HostileName[] = [
		...(['deep-json', 'proto-keys', 'huge-numbers', 'invalid-utf8', 'bom', 'wrong-types'] as const),
		...(['many-urls', 'escape-texts', 'key-raw', 'key-url-encoded', 'key-percent'] as const),
		...(['key-json-escaped', 'key-escaped-twice', 'key-base64', 'key-reversed'] as const),
		...WHOLE,
	];

	/** Unclear, and the error has the ID from the first bytes. */
	const NAMED: readonly HostileName[] = [
		...(['array', 'long-text', 'endless-text', 'gzip-bomb', 'deflate-bomb'] as const),
		...(['close-in-body', 'close-in-chunk', 'reset-in-body', 'short-length'] as const),
		...(['brotli-bomb', 'drip-body'] as const),
	];

	/** An ID that is not the task's and can be polled. */
	const OTHER_ID: readonly HostileName[] = ['number-id', 'path-id', 'duplicate-keys'];

	/** Unclear, without a usable ID. */
	const UNNAMED = HOSTILE_API_ANSWERS.filter(
		(name) => ![...READ, ...NAMED, ...OTHER_ID, ...REDIRECTS].includes(name),
	);

	test('each ends in the expected outcome after one request', async () => {
		const all = await runHostile('create', HOSTILE_API_ANSWERS);
		const { gateway, ended } = all;
		const namesOf = (is: (one: (typeof ended)[number]) => boolean) =>
			sorted(ended.filter(is).map(({ name }) => name));
		expect(namesOf(({ requests }) => requests !== 1)).toEqual([]);
		expect(gateway.counts.createRequests).toBe(HOSTILE_API_ANSWERS.length);
		expect(namesOf(({ json, taskId }) => json.taskId === taskId)).toEqual(sorted(READ));
		const isUnclear = ({ message }: { message: string }) => /may have been bought/.test(message);
		expect(namesOf((one) => isUnclear(one) && one.message.includes(one.taskId))).toEqual(
			sorted(NAMED),
		);
		expect(namesOf((one) => isUnclear(one) && !one.message.includes(one.taskId))).toEqual(
			sorted(UNNAMED),
		);
		expect(namesOf(({ message }) => /Nothing was bought/.test(message))).toEqual(sorted(REDIRECTS));
		expectHarmless(all);
	});

	test('Retry On Fail repeats no unclear creation, and still names the IDs', async () => {
		const names = [...NAMED, ...UNNAMED.slice(0, 3)].filter((name) => !/^drip|^endless/.test(name));
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1, onError: undefined };
		const { run, gateway, ended } = await runHostile('create', names, { node });
		const message = run.data.resultData.error?.message ?? '';
		expect(message).toMatch(/An earlier attempt got no clear answer/);
		expect(gateway.counts.createRequests).toBe(names.length);
		for (const { name, taskId } of ended) {
			if (NAMED.includes(name)) expect(message).toContain(taskId);
		}
	});
});

test('to a poll: each ends in an outcome that names the task, within the timeout', async () => {
	const READ: readonly HostileName[] = [
		...(['deep-json', 'proto-keys', 'huge-numbers', 'invalid-utf8', 'bom', 'many-urls'] as const),
		...WHOLE,
	];
	/** They name another task, which is given up before the timeout. */
	const OTHER_ID: readonly HostileName[] = [
		...(['number-id', 'long-id', 'control-id', 'escape-id', 'path-id', 'duplicate-keys'] as const),
	];
	/** Seconds on the node's clock. */
	const timeout = 200;
	const all = await runHostile('poll', HOSTILE_API_ANSWERS, {
		gateway: { taskSeconds: 0.5 },
		options: { timeout },
	});
	const { gateway, ended } = all;
	const { creates, createRequests } = gateway.counts;
	expect([creates, createRequests]).toEqual([ended.length, ended.length]);
	const completed = ended.filter(({ json }) => json.status === 'completed');
	expect(sorted(completed.map(({ name }) => name))).toEqual(sorted(READ));
	for (const { json, taskId } of completed) expect(json.taskId).toBe(taskId);
	const failed = ended.filter(({ name }) => !READ.includes(name));
	for (const { message, taskId } of failed) expect(message).toContain(taskId);
	const others = failed.filter(({ message }) => message.includes('answered with another task'));
	expect(sorted(others.map(({ name }) => name))).toEqual(sorted(OTHER_ID));
	const waits = failed.flatMap(
		({ message }) => /not finished after (\d+) s/.exec(message)?.[1] ?? [],
	);
	expect(waits).toHaveLength(failed.length - OTHER_ID.length - REDIRECTS.length);
	expect(Math.max(...waits.map(Number))).toBeLessThan(2 * timeout);
	expectHarmless(all);
});

describe('to the test of the credential', () => {
	const testAgainst = async (answer: HostileName) => {
		const gateway = await openGateway();
		gateway.faults = () => ({ type: 'hostile', answer, status: 200, every: 100, bytes: 4e6 });
		return await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
	};

	test.each(HOSTILE_API_ANSWERS)('%s ends it, and the message has no key', async (name) => {
		const { status, message } = await testAgainst(name);
		expect(['OK', 'Error']).toContain(status);
		expect(message.length).toBeLessThan(2_000);
		expect(reveals(message, KEY)).toBe(false);
	});

	test.each([
		['gzip-bomb', /longer than 1114112 bytes/],
		['drip-body', /did not (answer|end) in time/],
		['stall-before-body', /did not (answer|end) in time/],
	] as const)('%s is an error', async (name, message) => {
		const result = await testAgainst(name);
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	});
});
