import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { IRun } from 'n8n-workflow';

import { jsonOf, openGateway, QUICK, runVidu } from './vidu';

const hintsOf = (run: IRun) =>
	(run.data.resultData.runData.Vidu[0].hints ?? []).map(({ message }) => message);

afterEach(() => jest.restoreAllMocks());

/** The lines of the server's log about a cost. */
function listen(): string[] {
	const lines: string[] = [];
	jest
		.spyOn(Container.get(Logger), 'info')
		.mockImplementation((...said) => void lines.push(String(said[0])));
	return lines;
}

const three = [{ p: 'a' }, { p: 'b' }, { p: 'c' }];

test('a hint and the log say what the videos did cost', async () => {
	const lines = listen();
	await openGateway();
	const run = await runVidu({ items: three });
	expect(hintsOf(run)).toContain('3 videos for 0.45 USD');
	expect(lines.filter((line) => line.includes('0.45 USD'))).toEqual([
		'Vidu: 3 videos for 0.45 USD (node "Vidu", workflow workflow-1, execution 42)',
	]);
});

test.each([
	['credits', '3 videos for 90 credits'],
	['number', '3 videos for 0.45 USD'],
	['double', '3 videos for 0.90 USD'],
	['empty', '3 videos, whose cost the gateway did not say'],
	['none', '3 videos, whose cost the gateway did not say'],
] as const)('where the gateway sends %s: %s', async (usage, words) => {
	await openGateway({ usage });
	expect(hintsOf(await runVidu({ items: three }))).toContain(words);
});

test('what failed is not counted, and the log has the rest though the node fails', async () => {
	const lines = listen();
	await openGateway();
	await runVidu({ items: [{ p: '[fail]' }, { p: 'b' }], parameters: { prompt: '={{ $json.p }}' } });
	expect(lines.join()).toMatch(/Vidu: 1 video for 0\.15 USD/);
});

test('a video that is not waited for has no cost yet', async () => {
	await openGateway({ taskSeconds: 60 });
	const run = await runVidu({ parameters: { waitForCompletion: false, options: QUICK } });
	expect(jsonOf(run)[0].status).toBe('in_progress');
	expect(hintsOf(run).join()).not.toMatch(/video.* for|cost/);
});
