/** Does the probe find what is not as documented, and nothing else, in every form of the answers? */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { operations } from '../../nodes/Vidu/operations/registry';
import { QUESTIONS } from '../../scripts/probe/questions';
import { ANSWER_STYLES, type AnswerStyle } from '../gateway';
import { DISAGREEMENTS } from '../gateway/disagreements';
import { findingOf, openGateway, probe } from './probing';

const models = operations.flatMap((operation) => operation.models);

/** The questions that disagree with the node. `siblings` counts progress to 100: 1 of them is not the end. */
const EXPECTED: Record<AnswerStyle, string[]> = {
	documented: [],
	enveloped: [],
	flat: [],
	siblings: ['progress'],
	disagreeing: Object.keys(DISAGREEMENTS).sort(),
};

test.each(ANSWER_STYLES)('the style "%s": every question is answered', async (answerStyle) => {
	const gateway = await openGateway({ answerStyle });
	const probed = await probe();
	expect(probed.disagreements).toEqual(EXPECTED[answerStyle]);
	expect(probed.code).toBe(EXPECTED[answerStyle].length > 0 ? 1 : 0);
	const asked = probed.report.findings.map(({ id }) => id);
	expect(asked.sort()).toEqual(
		[...Object.keys(QUESTIONS), ...models.map(({ id }) => `model:${id}`)].sort(),
	);
	expect(gateway.counts.creates).toBe(2);
});

test('ten ways to disagree are ten findings, each with a file of the node to check', async () => {
	await openGateway({ answerStyle: 'disagreeing' });
	const { disagreements, report, said, markdown } = await probe();
	expect(disagreements).toHaveLength(10);
	for (const id of disagreements) {
		const finding = report.findings.find((one) => one.id === id);
		expect(said).toContain(`DISAGREES: ${finding?.question} See ${finding?.file}`);
		expect(markdown).toContain(`\`${finding?.file}\``);
	}
});

test('every question names a file that is there', () => {
	for (const { file } of Object.values(QUESTIONS)) {
		expect([file, existsSync(join(__dirname, '../..', file))]).toEqual([file, true]);
	}
});

test('without --buy, nothing is bought and only what costs nothing is asked', async () => {
	const gateway = await openGateway();
	const { code, report } = await probe({ buys: false });
	expect(code).toBe(0);
	expect(gateway.counts.createRequests).toBe(0);
	expect(report.bought).toBe(false);
	expect(report.findings.map(({ id }) => id).filter((id) => !id.startsWith('model:'))).toEqual([
		'bad-key',
		'missing-task',
		'preview-exists',
		'preview-currency',
		'unknown-model',
		'invalid-parameter',
		'rate-headers',
	]);
});

test('a model that the gateway does not know is found, with the file of its operation', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind, body }) =>
		kind === 'estimate' && (body as { model: string }).model === 'viduq1_img2video'
			? { type: 'status', status: 400, body: { error: { message: 'model not found' } } }
			: undefined;
	const probed = await probe({ buys: false });
	expect(probed.disagreements).toEqual(['model:viduq1_img2video']);
	const { file } = findingOf(probed, 'model:viduq1_img2video') ?? {};
	expect(file).toBe('nodes/Vidu/models/imageToVideoModels.ts');
});

test.each(['404', '405'] as const)('a host without previews (%s) agrees', async (estimates) => {
	await openGateway({ estimates });
	const probed = await probe();
	expect([probed.code, probed.disagreements]).toEqual([0, []]);
	expect(findingOf(probed, 'preview-exists')?.verdict).toBe('agrees');
	expect(findingOf(probed, 'extension-length')?.verdict).toBe('agrees');
});
