import { describeFailedRun, describeFailure } from '../../nodes/Vidu/output/messages';
import type { ItemResult } from '../../nodes/Vidu/tasks/itemResult';
import type { Bought } from './fakeGateway';
import { promptOfScene } from './items';
import { wordsOf } from './play';
import type { Played, Try } from './play';
import type { Schedule } from './schedule';

const submittedIn = ({ events }: Try) =>
	events.flatMap((event) => (event.type === 'submitted' ? [event] : []));

/** Tasks that failed for good, which the gateway said and a try saw: they were refunded, and may be bought again. */
export function refunded(tries: readonly Try[], bought: readonly Bought[]): Set<string> {
	const seen = tries
		.flatMap(({ events }) => events.flatMap((e) => (e.type === 'ended' ? [e.result] : [])))
		.flatMap((o) => (o.type === 'failure' && o.failure.type === 'failed' ? [o.taskId] : []));
	const failed = bought.filter(({ id, wasSeenFailed }) => wasSeenFailed && seen.includes(id));
	return new Set(failed.map(({ id }) => id));
}

const countBy = <T>(values: readonly T[], key: (value: T) => string): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(key(value), (counts.get(key(value)) ?? 0) + 1);
	return counts;
};

const messageOf = (outcome: ItemResult): string =>
	outcome.type === 'failure' ? describeFailure(outcome) : '';

/**
 * Holds what came of stories against what must hold whatever happened: each scene is bought once, extends
 * the one before, and no task is lost.
 *
 * @returns of each item the number of its scenes when its story is whole, else 0
 */
export function expectStoriesKept(schedule: Schedule, played: Played): number[] {
	const { gateway, tries, boughtBeforeStop } = played;
	const { prompts, scenes: lengths = [] } = schedule;
	const promptOf = (item: number, scene: number) => promptOfScene(prompts[item], scene);
	const last = tries[tries.length - 1];
	// A task that a question for an estimate bought is no scene of a story.
	const bought = gateway.bought.filter(({ byEstimate }) => !byEstimate);
	const gone = refunded(tries, bought);
	const paid = bought.filter(({ id }) => !gone.has(id));
	const byId = new Map(bought.map((task) => [task.id, task]));
	const scenes = prompts.flatMap((_prompt, item) =>
		Array.from({ length: lengths[item] }, (_, index) => promptOf(item, index + 1)),
	);

	// Each scene of each item is paid once; no task is extended by two that are paid.
	const wanted = countBy(scenes, (prompt) => prompt);
	for (const [prompt, count] of countBy(paid, (task) => task.prompt)) {
		expect(count).toBeLessThanOrEqual(wanted.get(prompt) ?? 0);
	}
	const extensions = paid.filter(({ extendsTask }) => extendsTask !== undefined);
	const extended = extensions.map(({ extendsTask }) => extendsTask);
	expect(new Set(extended).size).toBe(extended.length);

	// An extended task had completed, and is the scene before of the same story: no picture, and no other video.
	for (const { prompt, extendsTask } of bought) {
		if (Number(prompt.split(' ')[1]) > 1) expect(extendsTask).toBeDefined();
	}
	for (const { prompt, extendsTask = '', at } of bought.filter((task) => task.extendsTask)) {
		const source = byId.get(extendsTask) as Bought;
		const [name, scene] = prompt.split(' ');
		expect(source.prompt).toBe(`${name} ${Number(scene) - 1}`);
		expect(source.fails).toBe(false);
		expect(source.finishesAt).toBeLessThanOrEqual(at);
	}

	// Every scene that was submitted comes out of the try that submitted it, in words and as data.
	for (const one of tries.filter(({ crashed }) => !crashed)) {
		for (const { item, taskId } of submittedIn(one)) {
			const outcome = one.outcomes[item];
			expect(outcome.steps?.map((step) => step.taskId)).toContain(taskId);
			if (outcome.type === 'failure') expect(messageOf(outcome)).toContain(taskId);
		}
		if (one.outcomes.some(({ type }) => type === 'failure')) {
			const whole = describeFailedRun(one.outcomes);
			for (const { steps = [] } of one.outcomes) {
				for (const { taskId } of steps) expect(whole).toContain(taskId);
			}
		}
	}

	// And of the last one, unless it failed for good, or n8n lost it by a crash.
	const crash = tries.findIndex(({ crashed }) => crashed);
	const from = schedule.crashLosesAll ? 0 : Math.max(0, crash);
	const forgotten = new Set(
		tries.slice(from, crash + 1).flatMap((one) => submittedIn(one).map((e) => e.taskId)),
	);
	const known = tries
		.flatMap(submittedIn)
		.filter(({ taskId }) => !forgotten.has(taskId) && !gone.has(taskId));
	for (const { item, taskId } of known) {
		expect(last.outcomes[item].steps?.map((step) => step.taskId)).toContain(taskId);
	}

	// Where a task was bought of which nobody knows, its item says so, and stays there; or it has
	// not got there: the last try did not see the scene before it end.
	const isKnown = (id: string) => known.some(({ taskId }) => taskId === id);
	const notSeen = last.outcomes.map(({ position, steps = [] }) =>
		steps.find(({ scene, task }) => scene === position?.scene && task?.status !== 'completed'),
	);
	const roots = paid.filter(
		({ id, extendsTask }) =>
			!isKnown(id) &&
			(extendsTask === undefined ||
				(isKnown(extendsTask) && !notSeen.some((step) => step?.taskId === extendsTask))),
	);
	const unclear = last.outcomes.filter((outcome) =>
		/may (still )?have been bought|was(?: not)? bought|An earlier attempt submitted/.test(
			messageOf(outcome),
		),
	);
	expect(unclear.length).toBeGreaterThanOrEqual(roots.length);
	for (const event of [...tries.slice(from, crash + 1)].flatMap(submittedIn)) {
		const words = messageOf(last.outcomes[event.item]);
		if (
			!/already submitted/.test(words) ||
			event.scene !== last.outcomes[event.item].position?.scene
		)
			continue;
		expect(words).toContain(`purchase ${event.purchase}"`);
	}
	if (crash < 0) expect(tries.map(wordsOf).join()).not.toContain('already submitted');

	// Nothing is bought, nor even asked for, after Stop.
	expect(gateway.creationsAfterStop).toBe(0);
	if (last.wasStopped) expect(gateway.bought.length).toBe(boughtBeforeStop);

	// The result of an item is its own story, in order, and a result is whole.
	const reached = last.outcomes.map((outcome, item) => {
		expect(outcome.item).toBe(item);
		const { steps = [] } = outcome;
		expect(steps.map(({ scene }) => scene)).toEqual(steps.map((_, index) => index + 1));
		for (const [index, { taskId, scene }] of steps.entries()) {
			expect(byId.get(taskId)?.prompt).toBe(promptOf(item, scene));
			expect(byId.get(taskId)?.extendsTask).toBe(steps[index - 1]?.taskId);
		}
		const isWhole = outcome.type === 'success' && outcome.timedOut !== true;
		if (isWhole) expect(steps).toHaveLength(lengths[item]);
		return isWhole ? steps.length : 0;
	});
	expect(wordsOf(last)).not.toContain('undefined');
	return reached;
}
