import type { IDataObject } from 'n8n-workflow';

import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

/*
 * What a workflow of a newer version of the node, or an expression, may ask for and this version does not
 * know. It is refused by its name: read as something else, it would buy or wait for the wrong thing.
 */

const items = [{ wanted: 'textToVideo', about: 'video' }, {}];

/** What is asked for, and by which name it is refused. n8n leaves expressions in these two fields as they are. */
const UNKNOWN: Array<[string, IDataObject, string]> = [
	[
		'operation',
		{ operation: 'danceToVideo' },
		'no operation "danceToVideo" of the resource "video"',
	],
	['resource', { resource: 'audio', operation: 'speak' }, 'no resource "audio"'],
	[
		'operation of Task',
		{ resource: 'task', operation: 'cancel', taskId: 't1' },
		'no operation "cancel" of the resource "task"',
	],
	[
		'mixture of both',
		{ resource: 'task', operation: 'extend', taskId: 't1' },
		'no operation "extend" of the resource "task"',
	],
	[
		'operation by an expression',
		{ operation: '={{ $json.wanted }}' },
		'no operation "{{ $json.wanted }}" of the resource "video"',
	],
	[
		'resource by an expression',
		{ resource: '={{ $json.about }}' },
		'no resource "{{ $json.about }}"',
	],
	[
		'operation that every object has',
		{ operation: 'constructor' },
		'no operation "constructor" of the resource "video"',
	],
];

describe.each(UNKNOWN)('an unknown %s', (_what, parameters, name) => {
	it('is refused by its name, and nothing is asked of the gateway', async () => {
		const gateway = await openGateway();
		const said = errorOf(await runVidu({ parameters, items }));
		expect(said).toContain(name);
		expect(said).toMatch(/Nothing was bought.*update the node.*video: textToVideo.*task: wait/s);
		expect(gateway.requests).toEqual([]);
	});

	it.each([
		['continueRegularOutput', 0],
		['continueErrorOutput', 1],
	] as const)('fails every item with %s', async (onError, output) => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters, items, node: { onError } });
		expect(errorOf(run)).toBe('');
		const failed = jsonOf(run, output);
		expect(failed).toHaveLength(2);
		for (const [item, { error }] of failed.entries()) {
			expect(error).toContain(`Item ${item}: `);
			expect(error).toContain(name);
		}
		expect(gateway.requests).toEqual([]);
	});
});

describe('after a try that bought, an unknown operation', () => {
	/** The first try buys, and its wait is too short. */
	async function buyFirst() {
		const gateway = await openGateway({ taskSeconds: 60 });
		const options = { ...QUICK, timeout: 1 };
		const failed = await runVidu({ parameters: { options } });
		expect(errorOf(failed)).toMatch(/was not finished/);
		const [taskId] = gateway.tasks.keys();
		gateway.requests.length = 0;
		return { gateway, failed, taskId };
	}

	it('names the task that was bought', async () => {
		const { gateway, failed, taskId } = await buyFirst();
		const parameters = { operation: 'danceToVideo' };
		const said = errorOf(await retryVidu(failed, { parameters }));
		expect(said).toContain('no operation "danceToVideo"');
		expect(said).toContain(`Item 0: task ${taskId}, running`);
		expect(gateway.requests).toEqual([]);
	});

	it('names it with "continue on fail", too', async () => {
		const { gateway, failed, taskId } = await buyFirst();
		const node = { onError: 'continueRegularOutput' } as const;
		const run = await retryVidu(failed, { parameters: { operation: 'danceToVideo' }, node });
		const [{ error }] = jsonOf(run);
		expect(error).toContain('no operation "danceToVideo"');
		expect(error).toMatch(new RegExp(`^Item 0, task ${taskId}: .*Operation: Wait`));
		expect(gateway.requests).toEqual([]);
	});
});

it('a name without end is cut, so that the message stays readable', async () => {
	await openGateway();
	const said = errorOf(await runVidu({ parameters: { operation: 'x'.repeat(10_000) } }));
	expect(said.length).toBeLessThan(1_000);
});
