/** What does a stop write into the custom data of an execution that several nodes share? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { showRunningTasks } from '../../../nodes/Vidu/n8n/runningTasks';
import type { BatchEvent } from '../../../nodes/Vidu/tasks/batch';
import type { Task } from '../../../nodes/Vidu/gateway/parseTask';

const creation = (purchase: string) => ({ item: 0, model: 'm', purchase });
const submitted = (taskId: string, purchase = taskId): BatchEvent => ({
	type: 'submitted',
	taskId,
	...creation(purchase),
});
const polled = (taskId: string, status: Task['status']): BatchEvent => ({
	type: 'polled',
	item: 0,
	taskId,
	task: { id: taskId, status, videoUrls: [] },
});

/** An execution; `call` begins a call of one of its nodes. */
function execution(customData: object | undefined = {}) {
	const stop = new AbortController();
	const data: Record<string, string> = {};
	const set = (key: string, value: string) => void (data[key] = value);
	const context = {
		getWorkflowDataProxy: () => ({ $execution: { customData: customData && { set } } }),
	} as unknown as IExecuteFunctions;
	const call = () => showRunningTasks(context, stop.signal);
	return { call, data, stop: () => stop.abort() };
}

it('names the tasks of all nodes that had not ended, and of all calls what had not left', () => {
	const { call, data, stop } = execution();
	const [over, node, other] = [call(), call(), call()];
	for (const id of ['a', 'b']) over.onEvent(submitted(id));
	over.onEvent(polled('a', 'completed'));
	over.callEnded();
	for (const id of ['c', 'd', 'e']) node.onEvent(submitted(id));
	node.onEvent(polled('c', 'completed'));
	node.onEvent(polled('d', 'failed'));
	other.onEvent(polled('f', 'in_progress'));
	other.onEvent({ type: 'unanswered', ...creation('g') });
	expect(data).toEqual({});
	stop();
	expect(data).toEqual({
		viduRunningTasks: 'b, e, f',
		viduOtherTasks: 'c (finished), purchase g (unclear)',
	});
});

it('is written again for an answer that comes after the stop', () => {
	const { call, data, stop } = execution();
	const { onEvent, callEnded } = call();
	onEvent({ type: 'unanswered', ...creation('one') });
	onEvent({ type: 'unanswered', ...creation('two') });
	stop();
	callEnded();
	expect(data).toEqual({ viduOtherTasks: 'purchase one (unclear), purchase two (unclear)' });
	onEvent(submitted('a', 'one'));
	onEvent({ type: 'refused', apiError: { what: 'no', next: '' }, ...creation('two') });
	expect(data).toEqual({ viduRunningTasks: 'a', viduOtherTasks: 'none' });
});

it('of many tasks names those that fit, and counts the others', () => {
	const { call, data, stop } = execution();
	const { onEvent } = call();
	for (let n = 0; n < 1_000; n += 1) onEvent(submitted(`task-${n}`.padEnd(20, 'x')));
	onEvent(submitted('y'.repeat(600)));
	stop();
	const { viduRunningTasks } = data;
	expect(viduRunningTasks.length).toBeLessThanOrEqual(512);
	const [, named, rest] = /^(.*) and (\d+) more$/.exec(viduRunningTasks) ?? [];
	expect(named.split(', ').length + Number(rest)).toBe(1_001);
	expect(named.split(', ').length).toBeGreaterThan(20);
});

it('throws nowhere: without custom data, and without a signal', () => {
	const { call, stop } = execution(undefined);
	const { onEvent } = call();
	onEvent(submitted('a'));
	expect(stop).not.toThrow();
	const none = showRunningTasks({} as IExecuteFunctions, undefined);
	none.onEvent(submitted('a'));
	none.callEnded();
	const broken = execution();
	Object.defineProperty(broken.data, 'viduRunningTasks', {
		set: () => {
			throw new Error('no such key');
		},
	});
	broken.call().onEvent(submitted('a'));
	expect(broken.stop).not.toThrow();
});
