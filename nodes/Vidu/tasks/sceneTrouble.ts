import type { Failure } from '../gateway/failure';
import type { Outcome, Place, Step, Trouble } from './job';
import {
	ITEM_NOT_SUBMITTED,
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
export function inScene(outcome: Outcome, place: Place, steps: readonly Step[]): Outcome {
	const placed = { ...outcome, place, steps: [...steps] };
	if (placed.kind === 'result') return placed;
	return { ...placed, failure: failureIn(placed.failure, placed.trouble, place, steps) };
}

function failureIn(
	failure: Failure,
	trouble: Trouble,
	{ scene, of }: Place,
	steps: readonly Step[],
): Failure {
	if (steps.length === 0) return failure;
	const isFirst = scene === 1;
	return {
		...failure,
		what: isFirst ? failure.what : failure.what.replace(ITEM_NOT_SUBMITTED, SCENE_NOT_SUBMITTED),
		next: [
			isFirst ? failure.next : failure.next.replace(NOTHING_CREATED, NOT_THIS_SCENE),
			...(of > 1 ? [howToGoOn(trouble, scene, steps)] : []),
		].join(' '),
	};
}

function howToGoOn(trouble: Trouble, scene: number, steps: readonly Step[]): string {
	const before = steps.filter((step) => step.scene < scene).length;
	const kept =
		before === 0 ? '' : before === 1 ? 'Scene 1 is paid' : `Scenes 1 to ${before} are paid`;
	const unless = trouble === 'unclear' ? ', once "Resubmit Unclear" is on' : '';
	const retry = `Retry On Fail and "Retry execution" go on at scene ${scene}${unless}.`;
	const url = steps.map(({ task }) => task?.videoUrls[0]).findLast((known) => known !== undefined);
	const byHand =
		url === undefined ? '' : ` Or go on by hand: Operation: Extend with Video URL ${url}`;
	return `${kept === '' ? '' : `${kept} and kept. `}${retry}${byHand}`.trim();
}
