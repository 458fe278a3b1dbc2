/** The texts of the log and the hints: submissions, ends, and the cost of the videos. */

import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import { hintsOf } from './dryRuns';
import { jsonOf, openGateway, QUICK, runVidu, startVidu, until } from './vidu';

/** The lines of the server's log, each with its level. */
function listen(): string[] {
	const lines: string[] = [];
	const logger = Container.get(Logger);
	for (const level of ['info', 'warn'] as const) {
		jest
			.spyOn(logger, level)
			.mockImplementation((...said) => void lines.push(`${level}: ${said[0]}`));
	}
	return lines;
}

afterEach(() => jest.restoreAllMocks());

const eachItem = { prompt: '={{ $json.p }}' };

test('the log has one line for the submission and one for the end of a task', async () => {
	const lines = listen();
	const gateway = await openGateway();
	await runVidu({ items: [{ p: 'kite' }, { p: '[fail]' }], parameters: eachItem });
	for (const { id, params } of gateway.tasks.values()) {
		const about = lines.filter((line) => line.includes(id));
		expect(about).toHaveLength(2);
		expect(about[0]).toMatch(
			/^info: Vidu task \S+ submitted \(row \d, model \S+, node "Vidu", workflow workflow-1, execution 42, purchase [0-9a-f]{16}\)/,
		);
		expect(about[1]).toMatch(
			params.prompt === 'kite' ? /^info: .*completed, http/ : /^warn: .*failed/,
		);
	}
});

test('a hint and the log have the cost of all videos', async () => {
	const lines = listen();
	await openGateway();
	const run = await runVidu({ items: [{}, {}, {}] });
	expect(hintsOf(run)).toContain('3 videos for 0.45 USD');
	expect(lines.filter((line) => line.includes('0.45 USD'))).toEqual([
		'info: Vidu: 3 videos for 0.45 USD (node "Vidu", workflow workflow-1, execution 42)',
	]);
});

test.each([
	['credits', /3 videos for 90 credits/],
	['number', /3 videos for 0\.45 USD/],
	['double', /3 videos for 0\.90 USD/],
	['none', /3 videos at an unknown cost/],
] as const)('the hint for a gateway that sends %s', async (usage, words) => {
	await openGateway({ usage });
	expect(hintsOf(await runVidu({ items: [{}, {}, {}] }))).toMatch(words);
});

test('a failed video has no cost, and the log has the others though the node fails', async () => {
	const lines = listen();
	await openGateway();
	await runVidu({ items: [{ p: '[fail]' }, { p: 'b' }], parameters: eachItem });
	expect(lines.join()).toMatch(/Vidu: 1 video for 0\.15 USD/);
});

test('a running video has no cost', async () => {
	await openGateway({ taskSeconds: 60 });
	const run = await runVidu({ parameters: { waitForCompletion: false, options: QUICK } });
	expect(jsonOf(run)[0].status).toBe('in_progress');
	expect(hintsOf(run)).not.toMatch(/video.* for|cost/);
});

test("a manual run shows the progress in the browser's console", async () => {
	const gateway = await openGateway({ taskSeconds: 1 });
	const messages: string[] = [];
	const { finished } = startVidu({
		run: { mode: 'manual', onMessage: (text) => messages.push(text) },
	});
	await until(() => messages.length > 0);
	const [id] = gateway.tasks.keys();
	expect(messages[0]).toMatch(new RegExp(`${id} \\(row 1\\): in_progress, \\d+ %`));
	await finished;
});

describe('a log that throws', () => {
	const breakLog = (when: (line: string) => boolean) => {
		const logger = Container.get(Logger);
		for (const level of ['info', 'warn', 'error'] as const) {
			jest.spyOn(logger, level).mockImplementation((...said) => {
				if (when(String(said[0]))) throw new Error('disk full');
			});
		}
	};

	test('leaves every result as it is', async () => {
		breakLog((line) => line.startsWith('Vidu'));
		const gateway = await openGateway();
		const run = await runVidu({ items: [{}, {}] });
		expect(jsonOf(run).map(({ taskId }) => taskId)).toEqual([...gateway.tasks.keys()]);
	});

	test('replaces no error that names paid tasks', async () => {
		breakLog((line) => line.startsWith('Vidu'));
		const gateway = await openGateway();
		const run = await runVidu({ items: [{ p: 'kite' }, { p: '[fail]' }], parameters: eachItem });
		const { message } = run.data.resultData.error ?? {};
		for (const id of gateway.tasks.keys()) expect(message).toContain(id);
		expect(message).not.toContain('disk full');
	});
});
