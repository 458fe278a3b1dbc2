import { DRY } from './dryRuns';
import { errorOf, openGateway, QUICK, runVidu } from './vidu';

test('everything is checked as in a real run', async () => {
	const gateway = await openGateway();
	const run = await runVidu({ parameters: { ...DRY, duration: 99 } });
	expect(errorOf(run)).toMatch(/Duration \(Seconds\) must be a whole number from 1 to 8/);
	const many = await runVidu({
		items: [{}, {}],
		parameters: { dryRun: true, options: { maxTasks: 1 } },
	});
	expect(errorOf(many)).toMatch(/would buy 2 videos/);
	expect(gateway.counts.estimates).toBe(0);
});

test.each(['yes', '', null, 1])('Dry Run must be clear: %p buys nothing', async (value) => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ dry: value }],
		parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
	});
	expect(errorOf(run)).toMatch(/Dry Run must be true or false/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 0 });
});

test('it is on for all items or for none', async () => {
	const gateway = await openGateway();
	const run = await runVidu({
		items: [{ dry: true }, { dry: false }, { dry: 'TRUE' }],
		parameters: { dryRun: '={{ $json.dry }}', options: QUICK },
	});
	expect(errorOf(run)).toMatch(/Dry Run is on for 2 items and off for 1\. Nothing was bought/);
	expect(gateway.counts).toMatchObject({ createRequests: 0, estimates: 0 });
});
