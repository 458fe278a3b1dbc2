import { promptsOf, SCENES, story } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

/* What a story costs is the sum of its scenes; what an earlier try bought of it costs nothing now. */

const limited = (maxCost: number, more = {}) => ({
	...story(SCENES, { options: { ...QUICK, maxCost } }),
	...more,
});

describe('the price of a story', () => {
	test('is told scene by scene in a dry run, which buys nothing and asks once for scenes alike', async () => {
		const gateway = await openGateway();
		const [json] = jsonOf(await runVidu({ parameters: story(SCENES, { dryRun: true }) }));
		expect(json).toMatchObject({ dryRun: true, currency: 'USD' });
		const steps = json.steps as Array<{ scene: number; model: string; estimatedCost: number }>;
		expect(steps.map(({ scene }) => scene)).toEqual([1, 2, 3, 4]);
		expect(steps.map(({ model }) => model)).toEqual([
			'viduq2_pro_fast_text2video',
			...['viduq2_pro_extend', 'viduq2_pro_extend', 'viduq2_pro_extend'],
		]);
		const sum = steps.reduce((total, { estimatedCost }) => total + estimatedCost, 0);
		expect(json.estimatedCost).toBeCloseTo(sum, 9);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 2 });
	});

	test('above Max Cost, nothing of it is bought', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: limited(0.2) });
		expect(errorOf(run)).toMatch(/^Item 0 would cost about .* USD; Max Cost is 0\.2\. Nothing was/);
		expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 2 });
	});

	test('up to Max Cost, every scene is bought', async () => {
		const gateway = await openGateway();
		expect(jsonOf(await runVidu({ parameters: limited(100) }))[0].status).toBe('completed');
		expect(promptsOf(gateway)).toEqual(SCENES);
	});

	test('counts, at a retry, the scenes that are missing and no others', async () => {
		const gateway = await openGateway();
		const failing = SCENES.map((prompt, index) => (index === 2 ? `${prompt} [fail]` : prompt));
		const bought = await runVidu({ parameters: limited(100, story(failing)) });
		expect(errorOf(bought)).toMatch(/scene 3 of 4/);
		expect(gateway.counts.creates).toBe(3);
		const dear = await retryVidu(bought, { parameters: limited(0.1) });
		expect(errorOf(dear)).toMatch(/Max Cost is 0\.1\. Nothing was bought/);
		expect(gateway.counts.creates).toBe(3);
		const last = gateway.requests.filter(({ path }) => path.endsWith('/precharge')).at(-1);
		expect(last?.body).toMatchObject({ model: 'viduq2_pro_extend' });
		// Two extensions are missing, each for what one of five seconds costs.
		const rest = await retryVidu(dear, { parameters: limited(0.3) });
		expect(jsonOf(rest)[0].status).toBe('completed');
		expect(promptsOf(gateway).slice(3)).toEqual(SCENES.slice(2));
	});
});
