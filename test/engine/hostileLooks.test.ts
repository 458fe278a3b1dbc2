/** Whatever answers a look, the task is bought once, the node ends in its time, and the ID comes out. */

import { HOSTILE_API_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { runHostile, textsWithControls, textsWithKey } from './hostile';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));
afterEach(() => jest.restoreAllMocks());

/** Answers from which the completed task can be read. */
const READ: readonly HostileName[] = [
	...(['deep-json', 'proto-keys', 'huge-numbers', 'number-id', 'invalid-utf8', 'bom'] as const),
	...(['many-urls', 'long-id', 'control-id', 'escape-id', 'path-id'] as const),
	...(['close-in-chunk-size', 'long-length', 'drip-blanks', 'drip-trailers'] as const),
	'endless-trailers',
];

/** Answers that waiting does not cure. */
const FINAL: readonly HostileName[] = ['key-in-headers', 'redirect-chain'];

/** Seconds of the node's clock. */
const TIMEOUT = 200;

test('every hostile answer to a look ends in an outcome that names the task, within its time limit', async () => {
	const all = await runHostile('look', HOSTILE_API_ANSWERS, {
		gateway: { taskSeconds: 0.05 },
		options: { timeout: TIMEOUT },
	});
	const { gateway, ended, log } = all;
	const namesOf = (is: (one: (typeof ended)[number]) => boolean) =>
		ended.filter(is).map(({ name }) => name);
	const { creates, createRequests } = gateway.counts;
	expect([creates, createRequests]).toEqual([ended.length, ended.length]);

	const isRead = ({ name }: { name: HostileName }) => READ.includes(name);
	expect(namesOf(({ json }) => json.status === 'completed')).toEqual(namesOf(isRead));
	expect(namesOf(({ json, taskId }) => json.taskId === taskId)).toEqual(namesOf(isRead));
	const failed = ended.filter((one) => !isRead(one));
	for (const { message, taskId } of failed) expect(message).toContain(`task ${taskId}: The task `);
	const late = failed.filter(({ message }) => message.includes('was not finished after'));
	expect(late.length).toBe(failed.length - FINAL.length);
	for (const { message } of late) {
		const [, seconds] = /not finished after (\d+) seconds/.exec(message) ?? [];
		expect(Number(seconds)).toBeLessThan(2 * TIMEOUT);
	}

	expect(textsWithKey(all)).toEqual([]);
	expect(textsWithControls(all)).toEqual([]);
	expect(Math.max(...ended.map(({ message }) => message.length))).toBeLessThan(2_000);
	expect(Math.max(...log.map(({ length }) => length))).toBeLessThan(2_000);
	const longest = Math.max(...ended.map(({ json }) => JSON.stringify(json).length));
	expect(longest).toBeLessThan(2 ** 20);
});
