/** Does a call end with every task that an estimate created, and buy nothing after that? */

import { refuseAfterEstimate } from '../../../nodes/Vidu/execute/createdByEstimate';
import type { PreparedCall } from '../../../nodes/Vidu/execute/prepare';
import { call, nodeContext } from './nodeContext';

const prepared = {
	call,
	checked: [{ ok: true }, { ok: true }, { ok: true }],
} as unknown as PreparedCall;
const guarded = async (context: ReturnType<typeof nodeContext>, taskIds: string[]) =>
	refuseAfterEstimate(context, prepared, taskIds);

describe.each([[['task-1']], [['task-1', 'task-2']]])('with the tasks %p', (taskIds) => {
	it('the log names each', async () => {
		const log: string[] = [];
		await expect(guarded(nodeContext({ log }), taskIds)).rejects.toThrow();
		expect(log).toHaveLength(taskIds.length);
		for (const [index, id] of taskIds.entries()) expect(log[index]).toContain(id);
	});

	it('the error names each, and what to do', async () => {
		const error = (await guarded(nodeContext(), taskIds).catch((one: unknown) => one)) as Error;
		for (const id of taskIds) expect(error.message).toContain(`task ${id}`);
		expect(error.message).toMatch(/may cost money.*Nothing else was bought.*Operation "Get"/);
	});

	it('every item fails under "continue on fail", and none is given out as a success', async () => {
		const items = await guarded(nodeContext({ continuesOnFail: true, items: 3 }), taskIds);
		expect(items).toHaveLength(3);
		for (const { json } of items) {
			expect(json).not.toHaveProperty('taskId');
			for (const id of taskIds) expect(json.error).toContain(id);
		}
	});

	it('a stop wins over "continue on fail"', async () => {
		const context = nodeContext({ continuesOnFail: true, isStopped: true });
		await expect(guarded(context, taskIds)).rejects.toThrow(/canceled[^]*task-1/);
	});
});
