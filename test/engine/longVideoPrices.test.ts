/** What a story would cost: each scene is a purchase, and what is bought costs nothing more. */

import type { IDataObject } from 'n8n-workflow';

import { promptsOf, story, storyInJson } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const SCENES = ['a', 'b', 'c'];
const limited = (maxCost: number, more: IDataObject = {}) =>
	story(SCENES, { options: { ...QUICK, maxCost }, ...more });

/** What each scene would cost. */
async function pricesOf(parameters: IDataObject): Promise<number[]> {
	const run = await runVidu({ parameters: { ...parameters, dryRun: true } });
	expect(errorOf(run)).toBe('');
	const steps = jsonOf(run)[0].steps as IDataObject[];
	return steps.map(({ estimatedCost }) => Number(estimatedCost));
}

test('a dry run gives every scene with its price, and their sum, and buys nothing', async () => {
	const gateway = await openGateway();
	const run = await runVidu({ parameters: story(SCENES, { dryRun: true }) });
	const [{ steps, estimatedCost, currency }] = jsonOf(run);
	const scenes = steps as IDataObject[];
	expect(scenes.map(({ params }) => (params as IDataObject).prompt)).toEqual(SCENES);
	expect(scenes.map(({ scene }) => scene)).toEqual([1, 2, 3]);
	expect(scenes[1]).toMatchObject({
		model: 'viduq2_pro_extend',
		params: { video_url: expect.stringMatching(/^https:/) },
	});
	const sum = scenes.reduce((all, scene) => all + Number(scene.estimatedCost), 0);
	expect(sum).toBeGreaterThan(0);
	expect(Number(estimatedCost)).toBeCloseTo(sum, 8);
	expect(currency).toBe('USD');
	expect(gateway.counts.createRequests).toBe(0);
});

test('Max Cost holds for all scenes of all items', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	const whole = (await pricesOf(story(SCENES))).reduce((sum, price) => sum + price, 0);
	const two = (maxCost: number) => ({
		items: [{ s: SCENES }, { s: SCENES }],
		parameters: storyInJson('={{ $json.s }}', { options: { ...QUICK, maxCost } }) as IDataObject,
	});
	expect(errorOf(await runVidu(two(whole * 1.9)))).toMatch(/The 2 items would cost about/);
	expect(gateway.counts.createRequests).toBe(0);
	expect(errorOf(await runVidu(two(whole * 2.1)))).toBe('');
	expect(gateway.counts.creates).toBe(6);
});

test('a retry is held against what is left to buy', async () => {
	const gateway = await openGateway();
	const prices = await pricesOf(story(SCENES));
	gateway.faults = ({ kind, n }) =>
		kind === 'create' && n === 2 ? { type: 'status', status: 402 } : undefined;
	const failed = await runVidu({ parameters: story(SCENES) });
	expect(errorOf(failed)).toMatch(/scene 3 of 3/);
	gateway.faults = undefined;
	const refused = await retryVidu(failed, { parameters: limited(prices[2] * 0.9) });
	expect(errorOf(refused)).toMatch(/Item 0 would cost about/);
	// What the tries before it bought is not lost with the error.
	for (const id of gateway.tasks.keys()) expect(errorOf(refused)).toContain(id);
	const run = await retryVidu(failed, { parameters: limited(prices[2] * 1.1) });
	expect(errorOf(run)).toBe('');
	expect(promptsOf(gateway)).toEqual(SCENES);
});
