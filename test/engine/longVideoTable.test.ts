import { outputOf } from './run';
import { promptsOf, storyInJson, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

describe('a table of stories', () => {
	test('comes in as JSON: objects, texts, or both', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [
				{ scenes: [{ prompt: 'a', duration: 4 }, 'b'] },
				{ scenes: '["c", {"prompt": "d", "duration": "7", "title": "The end"}]' },
			],
			parameters: storyInJson('={{ $json.scenes }}', { options: { ...QUICK, maxConcurrency: 1 } }),
		});
		expect(errorOf(run)).toBe('');
		expect(promptsOf(gateway)).toEqual(['a', 'b', 'c', 'd']);
		expect(tasksOf(gateway).map(({ params }) => params.duration)).toEqual([4, 5, 5, 7]);
		expect(outputOf(run, 'Vidu').map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
		]);
	});

	test('items run side by side, the scenes of each in order, and each story holds its place', async () => {
		const gateway = await openGateway();
		const items = ['a', 'b', 'c'].map((name) => ({ scenes: [1, 2, 3].map((n) => `${name}${n}`) }));
		const run = await runVidu({
			items,
			parameters: storyInJson('={{ $json.scenes }}', { options: { ...QUICK, maxConcurrency: 2 } }),
		});
		const order = promptsOf(gateway).map(String);
		expect(order.slice(0, 2).sort()).toEqual(['a1', 'b1']);
		// The third begins when one of the first two has ended.
		expect(order.indexOf('c1')).toBeGreaterThan(Math.min(order.indexOf('a3'), order.indexOf('b3')));
		for (const name of ['a', 'b', 'c']) {
			expect(order.filter((prompt) => prompt.startsWith(name))).toEqual(
				[1, 2, 3].map((n) => `${name}${n}`),
			);
		}
		expect(gateway.counts.peakRunning).toBe(2);
		expect(jsonOf(run).map(({ steps }) => (steps as unknown[]).length)).toEqual([3, 3, 3]);
	});
});
