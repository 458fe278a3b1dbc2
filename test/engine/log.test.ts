import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import { openGateway, runVidu, startVidu, until } from './vidu';

/** The lines that the node writes to the server's log. */
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

test('the log has one line when a task was submitted and one when it ended', async () => {
	const lines = listen();
	const gateway = await openGateway();
	await runVidu({
		items: [{ p: 'kite' }, { p: '[fail]' }],
		parameters: { prompt: '={{ $json.p }}' },
	});
	for (const { id, params } of gateway.tasks.values()) {
		const about = lines.filter((line) => line.includes(id));
		expect(about).toHaveLength(2);
		expect(about[0]).toMatch(
			/^info: Vidu task \S+ submitted \(item \d, model \S+, node "Vidu", workflow workflow-1, execution 42, purchase [0-9a-f]{16}\)/,
		);
		expect(about[1]).toMatch(
			params.prompt === 'kite' ? /^info: .*completed, http/ : /^warn: .*failed/,
		);
	}
});

test('a stop that comes behind the last result is one, and names the task', async () => {
	const gateway = await openGateway();
	const execution = startVidu();
	const logger = Container.get(Logger);
	// The last that the node does before it makes the output is to say what the videos did cost.
	jest
		.spyOn(logger, 'info')
		.mockImplementation((said) => void (/1 video for/.test(String(said)) && execution.stop()));
	const run = await execution.finished;
	expect(run.status).toBe('canceled');
	const error = () => {
		const { resultData } = execution.data();
		return resultData.error ?? resultData.runData.Vidu?.[0]?.error;
	};
	await until(() => error() !== undefined);
	expect(error()?.message).toMatch(/^Execution was canceled\./);
	expect(error()?.message).toContain([...gateway.tasks.keys()][0]);
});

test('after a stop, the log names the tasks that run', async () => {
	const lines = listen();
	const gateway = await openGateway({ taskSeconds: 60 });
	const execution = startVidu({ items: [{}, {}] });
	await until(() => Object.keys(gateway.counts.looksByTask).length === 2);
	execution.stop();
	await execution.finished;
	await until(() => lines.filter((line) => line.includes('stopped')).length === 2);
	for (const id of gateway.tasks.keys()) {
		expect(lines.filter((line) => line.includes(id) && line.includes('stopped'))).toHaveLength(1);
	}
});
