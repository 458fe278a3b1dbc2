/** Does a run of the node keep its number, by which the ledger knows its purchases, whatever the others do? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { describeCall } from '../../nodes/Vidu/execute/callContext';

/** One call of the node in an execution. */
function callOf(memory: object, run: number, dryRun: boolean) {
	const context = {
		getNode: () => ({ type: 'n8n-nodes-vidu.vidu', parameters: { prompt: 'A kite', dryRun } }),
		getWorkflowDataProxy: () => ({ $runIndex: run }),
		getExecutionId: () => '42',
		getContext: () => memory,
	};
	return describeCall(context as unknown as IExecuteFunctions);
}

const numberOf = (...call: Parameters<typeof callOf>): number => callOf(...call).runNumber;

it.each([true, false])(
	'a run behind others has the same one, whether those were dry (%s)',
	(dry) => {
		const memory = {};
		expect([0, 1].map((run) => numberOf(memory, run, dry))).toEqual([0, 1]);
		expect(numberOf(memory, 2, false)).toBe(2);
	},
);

it('the real try of a dry run has the number of that', () => {
	const memory = {};
	numberOf(memory, 0, false);
	expect([true, false].map((dry) => numberOf(memory, 1, dry))).toEqual([1, 1]);
});

it('the parameters are the same with and without Dry Run, so the purchase is', () => {
	const [dry, real] = [true, false].map((dryRun) => callOf({}, 0, dryRun).parameters);
	expect(dry).toBe(real);
});
