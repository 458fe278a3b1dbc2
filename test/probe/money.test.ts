/** Does the probe buy no more than it says, and name what it bought however it ends? */

import type { Fault, FaultRequest } from '../gateway';
import { findingOf, openGateway, probe } from './probing';

/** A fault of one creation: the first is that of the video. */
const atCreation =
	(creation: number, fault: Fault) =>
	({ kind, n }: FaultRequest): Fault | undefined =>
		kind === 'create' && n === creation ? fault : undefined;

/** Stops as a Ctrl-C does, when a line is said. */
function stopAt(words: RegExp) {
	const stopping = new AbortController();
	return {
		signal: stopping.signal,
		say: (line: string) => {
			if (words.test(line)) stopping.abort();
		},
	};
}

test('what is bought is named before the pause, with its price', async () => {
	await openGateway();
	const { said } = await probe();
	const [before] = said.split('Creating');
	expect(before).toMatch(/one video: viduq2_text2video, 4 s, 540p, estimated 0.08 USD/);
	expect(before).toMatch(
		/one extension of that video: viduq2_\w+_extend, 1 s, 540p, estimated 0.02 USD/,
	);
});

test('Ctrl-C in the pause buys nothing', async () => {
	const gateway = await openGateway();
	const { code, said, report } = await probe({ pause: 60_000, ...stopAt(/press Ctrl-C/) });
	expect(code).toBe(130);
	expect(said).toContain('Nothing was bought');
	expect(gateway.counts.createRequests).toBe(0);
	expect(report.endedEarly).toMatch(/Nothing was bought/);
});

test('Ctrl-C after a creation names the task, and nothing more is bought', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	const { code, said, report } = await probe(stopAt(/in_progress$/));
	const [taskId] = gateway.tasks.keys();
	expect(code).toBe(130);
	expect(said).toContain(
		`Task ID of the video: ${taskId}. To get the video, use Resource "Task", Operation "Wait".`,
	);
	expect(report.tasks).toEqual([{ what: 'the video', taskId }]);
	expect(gateway.counts.createRequests).toBe(1);
});

test('Ctrl-C while a task is created waits for its ID', async () => {
	const gateway = await openGateway({ taskSeconds: 60 });
	gateway.faults = atCreation(0, { type: 'delay', ms: 300 });
	const { said } = await probe(stopAt(/^Creating/));
	expect(gateway.tasks.size).toBe(1);
	expect(said).toContain(`Task ID of the video: ${[...gateway.tasks.keys()][0]}`);
});

test.each([0, 1, 2])(
	'a creation without a clear answer (number %i) ends the probe',
	async (creation) => {
		const gateway = await openGateway();
		gateway.faults = atCreation(creation, { type: 'reset-after' });
		const { code, said, report } = await probe();
		expect(code).toBe(2);
		expect(report.endedEarly).toMatch(
			/may have been bought.* Check your tasks in the Vtrix console/,
		);
		expect(gateway.counts.createRequests).toBe(creation + 1);
		for (const { taskId } of report.tasks) expect(said).toContain(taskId);
		expect(report.tasks).toHaveLength(creation === 0 ? 0 : 1);
	},
);

test.each([429, 402, 403])(
	'a creation that is refused with %i is not sent again',
	async (status) => {
		const gateway = await openGateway();
		gateway.faults = atCreation(0, { type: 'status', status, body: { message: 'no' } });
		const { code, report } = await probe();
		expect([code, gateway.counts.createRequests]).toEqual([2, 1]);
		expect(report.endedEarly).toMatch(/refused to create the video/);
	},
);

test('an extension that is refused for its price is not sent without the odd field', async () => {
	const gateway = await openGateway();
	gateway.faults = atCreation(1, { type: 'status', status: 402, body: { message: 'no' } });
	const { code } = await probe();
	expect([code, gateway.counts.createRequests, gateway.counts.creates]).toEqual([2, 2, 1]);
});

test('an extension that takes the odd field is the one that is bought', async () => {
	const gateway = await openGateway({ answerStyle: 'disagreeing' });
	await probe();
	expect([gateway.counts.createRequests, gateway.counts.creates]).toEqual([2, 2]);
});

test('a preview that creates a task is the last thing that is asked', async () => {
	const gateway = await openGateway({ estimates: 'created' });
	const probed = await probe();
	const [taskId, ...others] = gateway.tasks.keys();
	expect(others).toEqual([]);
	expect(gateway.counts.createRequests).toBe(0);
	expect(findingOf(probed, 'preview-exists')?.verdict).toBe('disagrees');
	expect(probed.said).toContain(`Task ID of a preview: ${taskId}`);
	expect(probed.code).toBe(2);
});

test('a task that fails ends the probe, with its reason', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind, taskId }) =>
		kind === 'poll' && gateway.tasks.has(taskId ?? '')
			? {
					type: 'status',
					status: 200,
					body: { id: taskId, status: 'failed', error: { code: '008020095', message: 'oh' } },
				}
			: undefined;
	const { code, report } = await probe();
	expect(report.endedEarly).toMatch(/Task \w+ failed: 008020095 oh/);
	expect([code, gateway.counts.createRequests]).toEqual([2, 1]);
});

test('a key that is refused ends the probe before anything else is asked', async () => {
	const gateway = await openGateway();
	const { code, said } = await probe({ apiKey: 'another-key' });
	expect(code).toBe(2);
	expect(said).toMatch(/refused the key .*Check VIDU_API_KEY/);
	expect(gateway.requests).toHaveLength(2);
});

test('a gateway that is not there is said so', async () => {
	const { code, said } = await probe({ baseUrl: 'http://127.0.0.1:2' });
	expect(code).toBe(2);
	expect(said).toMatch(/The connection to the gateway was refused/);
});
