/** Does a run keep its number and its digest, by which the ledger knows its purchases? */

import { callContextOf } from '../../../nodes/Vidu/execute/callContext';
import type { Memory } from '../purchases';
import { nodeContext } from './nodeContext';

const callOf = (memory: Memory, run: number, dryRun = false) =>
	callContextOf(nodeContext({ memory, run, parameters: { prompt: 'A kite', dryRun } }));

it.each([true, false])(
	'a run has the same number whether the runs before it were dry (%p)',
	(dry) => {
		const memory: Memory = {};
		expect([0, 1].map((run) => callOf(memory, run, dry).runNumber)).toEqual([0, 1]);
		expect(callOf(memory, 2).runNumber).toBe(2);
		expect(callOf(memory, 1, !dry).runNumber).toBe(1);
	},
);

it('a run after a crash counts on, though n8n counts runs that it made up', () => {
	const memory: Memory = {};
	callOf(memory, 0);
	expect(callOf(memory, 7)).toMatchObject({ run: 7, runNumber: 1 });
});

it('the digest of the parameters is the same with and without Dry Run', () => {
	expect(callOf({}, 0, true).parameters).toBe(callOf({}, 0, false).parameters);
	const other = callContextOf(nodeContext({ parameters: { prompt: 'A ship' } }));
	expect(other.parameters).not.toBe(callOf({}, 0).parameters);
});

it.each([
	['n8n-nodes-vidu.vidu', false],
	['n8n-nodes-vidu.viduTool', true],
])('a node of the type %s is a tool: %p', (type, isTool) => {
	expect(callContextOf(nodeContext({ type })).isTool).toBe(isTool);
});
