/** Stop ends an answer that would never end by itself, at once: the host sees the connection go. */

import type { Fault, HostileName } from '../gateway';
import { errorOf, openGateway, startVidu, until } from './vidu';

/** Answers that nothing but the node ends. All but the last begin with a body. */
const NEVER_ENDING: readonly HostileName[] = [
	...(['drip-body', 'drip-blanks', 'drip-trailers', 'stall-before-body'] as const),
	...(['drip-headers', 'drip-status', 'drip-continue', 'switch-protocols'] as const),
];

const fault = (answer: HostileName): Fault => ({ type: 'hostile', answer, every: 10 });

/** Milliseconds of a pause in which the answer gets under way. */
const PAUSE = 200;
const pause = async () => await new Promise((resolve) => setTimeout(resolve, PAUSE));

describe.each(NEVER_ENDING)('Stop, while %s is read', (answer) => {
	test('in the answer to a creation', async () => {
		const gateway = await openGateway();
		gateway.faults = ({ kind }) => (kind === 'create' ? fault(answer) : undefined);
		const execution = startVidu({ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } });
		await until(() => gateway.counts.createRequests === 1);
		await pause();
		execution.stop();
		const run = await execution.finished;
		expect(run.status).toBe('canceled');
		// What is left of the node's work ends with it: far sooner than in the two minutes of a creation.
		await until(() => /was stopped/.test(JSON.stringify(execution.data())));
		await pause();
		expect(gateway.counts.createRequests).toBe(1);
		const [id] = gateway.tasks.keys();
		const words = JSON.stringify(execution.data().resultData);
		if (/^drip-(blanks|trailers)/.test(answer)) expect(words).toContain(id);
	});

	test('in the answer to a look', async () => {
		const gateway = await openGateway({ taskSeconds: 60 });
		gateway.faults = ({ kind }) => (kind === 'look' ? fault(answer) : undefined);
		const execution = startVidu();
		await until(() => gateway.counts.looks === 1);
		await pause();
		execution.stop();
		await execution.finished;
		await until(() => /was stopped/.test(JSON.stringify(execution.data())));
		const [id] = gateway.tasks.keys();
		expect(JSON.stringify(execution.data().resultData)).toContain(id);
		expect(errorOf({ data: execution.data() } as never)).not.toContain('ERR_');
		expect(gateway.counts.looks).toBe(1);
	});
});

test('Stop, while a file drips', async () => {
	const gateway = await openGateway({ taskSeconds: 0 });
	gateway.faults = ({ kind }) => (kind === 'file' ? fault('drip-file') : undefined);
	const execution = startVidu({ parameters: { downloadVideo: true } });
	await until(() => gateway.counts.fileHeaders.length === 1);
	await pause();
	execution.stop();
	await execution.finished;
	await until(() => /was stopped/.test(JSON.stringify(execution.data())));
	expect(gateway.counts.fileHeaders).toHaveLength(1);
	expect(JSON.stringify(execution.data().resultData)).toContain([...gateway.tasks.keys()][0]);
});
