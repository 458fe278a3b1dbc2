import { readSaved } from './savedExecution';
import { openForWorkflows } from './savedWorkflow';
import type { SavedWorkflow } from './savedWorkflow';

/* Workflows of 0.1.0 run as they did then. */

/** What the documentation of 0.1.0 says of a finished task. */
const DOCUMENTED = 'taskId status model createdAt videoUrl videoUrls output usage metadata'.split(
	' ',
);

const workflows = readSaved<SavedWorkflow[]>('workflows');

test('each sends what it sent, and its item has every key that it had', async () => {
	const run = await openForWorkflows();
	for (const { parameters, request, keys, status } of workflows) {
		const now = await run(parameters);
		expect({ parameters, request: now.request, status: now.status }).toEqual({
			parameters,
			request,
			status,
		});
		expect(now.keys).toEqual(expect.arrayContaining(status === 'completed' ? DOCUMENTED : keys));
	}
});
