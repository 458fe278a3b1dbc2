import type { ApiError } from '../gateway/errors';
import type { ItemResult, ScenePosition, Step, Trouble } from './job';
import {
	ITEM_NOT_SUBMITTED,
	MAY_EXIST,
	NOT_THIS_SCENE,
	NOTHING_CREATED,
	SCENE_NOT_SUBMITTED,
} from './troubleTexts';

/**
 * The outcome of one scene as the outcome of its chain: with its place, with every scene's task so far,
 * and, where there is trouble, with how to go on from there.
 *
 * @param steps the scenes that have a task, this one included if it has one
 */
export function inScene(
	outcome: ItemResult,
	place: ScenePosition,
	steps: readonly Step[],
): ItemResult {
	const placed = { ...outcome, place, steps: [...steps] };
	if (placed.kind === 'result') return placed;
	return { ...placed, failure: failureIn(placed.failure, placed.trouble, place, steps) };
}

function failureIn(
	failure: ApiError,
	trouble: Trouble,
	{ scene, of }: ScenePosition,
	steps: readonly Step[],
): ApiError {
	if (steps.length === 0) return failure;
	const isFirst = scene === 1;
	return {
		...failure,
		what: isFirst ? failure.what : failure.what.replace(ITEM_NOT_SUBMITTED, SCENE_NOT_SUBMITTED),
		next: [
			isFirst ? failure.next : failure.next.replace(NOTHING_CREATED, NOT_THIS_SCENE),
			...(of > 1 ? [howToGoOn(trouble, scene, steps, failure.next.includes(MAY_EXIST))] : []),
		].join(' '),
	};
}

/** @param mayExist whether this scene may have been bought, though its task is not known */
function howToGoOn(
	trouble: Trouble,
	scene: number,
	steps: readonly Step[],
	mayExist: boolean,
): string {
	const before = steps.filter((step) => step.scene < scene).length;
	const kept =
		before === 0 ? '' : before === 1 ? 'Scene 1 is paid' : `Scenes 1 to ${before} are paid`;
	const unless = mayExist ? ', once "Resubmit Unclear" is on' : '';
	const retry = `Retry On Fail and "Retry execution" go on at scene ${scene}${unless}.`;
	const last = steps.findLast(({ task }) => task?.videoUrls[0] !== undefined);
	const isRunning = trouble !== 'failed' && steps.at(-1)?.scene === scene && last?.scene !== scene;
	const byHand = last === undefined ? '' : ` ${extendByHand(last, scene, { isRunning, mayExist })}`;
	return `${kept === '' ? '' : `${kept} and kept. `}${retry}${byHand}`.trim();
}

/** Whoever extends the video before a scene that is bought already buys that scene a second time. */
function extendByHand(
	last: Step,
	scene: number,
	{ isRunning, mayExist }: { isRunning: boolean; mayExist: boolean },
): string {
	const url = last.task?.videoUrls[0];
	if (isRunning) {
		return `The last video so far is that of scene ${last.scene}. Do not extend it by hand while the task of scene ${scene} may still end well: that would buy scene ${scene} again. Video URL: ${url}`;
	}
	const when = mayExist ? `, once you know that scene ${scene} was not bought` : '';
	return `Or go on by hand${when}: Operation: Extend with Video URL ${url}`;
}
