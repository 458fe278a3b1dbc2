import type { IDataObject } from 'n8n-workflow';

import { promptsOf, story, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

describe('a scene that fails at the provider', () => {
	test('is named with every task so far, the last URL, and how to go on', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: story(['a', 'b', 'c [fail]', 'd']) });
		const [first, second, third] = tasksOf(gateway);
		const said = errorOf(run);
		expect(said).toMatch(new RegExp(`^Item 0, scene 3 of 4, task ${third.id}: The task failed: `));
		expect(said).toMatch(new RegExp(`scene 1: task ${first.id}, completed, http\\S+${first.id}`));
		expect(said).toMatch(new RegExp(`scene 2: task ${second.id}, completed, http\\S+${second.id}`));
		expect(said).toContain(`scene 3: task ${third.id}, failed`);
		expect(said).toMatch(/Scenes 1 to 2 are paid and kept\. Retry On Fail.*go on at scene 3\./);
		expect(said).toMatch(new RegExp(`Extend with Video URL http\\S+${second.id}\\.mp4\\?\\S+$`));
		expect(gateway.counts.creates).toBe(3);
	});

	test('is bought again by a retry, and only that one', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
			parameters: story(['a', 'b [fail]', 'c']),
		});
		expect(errorOf(run)).toMatch(/scene 2 of 3/);
		expect(promptsOf(gateway)).toEqual(['a', 'b [fail]', 'b [fail]', 'b [fail]']);
	});

	test('leaves the other stories alone', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [{ s: ['a', 'b'] }, { s: ['c', 'd [fail]', 'e'] }, { s: ['f'] }],
			parameters: storyInJson('={{ $json.s }}') as IDataObject,
		});
		const said = errorOf(run);
		expect(said).toMatch(/^1 of 3 items failed\.\nItem 1, scene 2 of 3, task/);
		const lines = said.split('\n');
		for (const { id } of tasksOf(gateway)) {
			expect(
				lines.filter((line) => /^Item \d, scene \d: task/.test(line) && line.includes(id)),
			).toHaveLength(1);
		}
		expect(gateway.counts.creates).toBe(5);
	});

	test('goes to the Error output with all that is known', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: story(['a', 'b [fail]']),
			node: { onError: 'continueErrorOutput' },
		});
		const [{ error }] = jsonOf(run, 1);
		for (const { id } of tasksOf(gateway)) expect(error).toContain(id);
		expect(jsonOf(run)).toEqual([]);
	});
});
