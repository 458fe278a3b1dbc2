/** Is it certain of every failure what it leaves behind, whether it was a stop, and what the gateway said? */

import {
	afterUnclear,
	apiErrorOf,
	failedItem,
	mayExist,
	wasStopped,
} from '../../../nodes/Vidu/tasks/itemResult';
import { apiError, FAILURE_CASES, running, TASK_ID } from '../output/failureCases';

it.each(FAILURE_CASES)('$title', ({ result, leaves, word }) => {
	expect(mayExist(result)).toBe(leaves === 'doubt');
	expect(wasStopped(result)).toBe(word === 'stopped');
	expect(apiErrorOf(result)).toBe('apiError' in result.failure ? apiError : undefined);
});

it('an earlier unclear creation is added only where there is no task', () => {
	const stopped = failedItem(0, { type: 'stopped' });
	const earlierUnclear = { purchase: 'p', namedId: 'n' };
	expect(afterUnclear(stopped, earlierUnclear)).toEqual({ ...stopped, earlierUnclear });
	const withTask = { ...stopped, taskId: TASK_ID };
	expect(afterUnclear(withTask, earlierUnclear)).toBe(withTask);
	const success = { type: 'success', item: 0, taskId: TASK_ID, task: running } as const;
	expect(afterUnclear(success, earlierUnclear)).toBe(success);
});
