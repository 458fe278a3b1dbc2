import { purchasesOf } from '../tasks/job';
import type { Job } from '../tasks/job';

/** What an item asked for, as its request has it. Undefined where the request has no such parameter. */
export interface Asked {
	prompt?: string | number;
	/** Seconds; of an extension, those to add. */
	duration?: string | number;
	/** Lines of the shorter side, such as `720p`. */
	resolution?: string | number;
	/** Width and height, such as `16:9`. */
	aspectRatio?: string | number;
	/** Whether it extends a video. */
	isExtension: boolean;
}

/**
 * Reads what the parameters of a request ask for.
 *
 * @param params by their documented names
 */
export function askedIn(params: Readonly<Record<string, unknown>>): Asked {
	const read = (name: string) => {
		const value = params[name];
		return (typeof value === 'string' && value !== '') || typeof value === 'number'
			? value
			: undefined;
	};
	return {
		prompt: read('prompt'),
		duration: read('duration'),
		resolution: read('resolution'),
		aspectRatio: read('aspect_ratio'),
		isExtension: params.video_url !== undefined || params.video_creation_id !== undefined,
	};
}

/** What the job of one video asked for. The scenes of a story each ask for themselves. */
export const askedOf = ({ target }: Job): Asked | undefined =>
	target.type === 'purchase' ? askedIn(target.purchase.preview()) : undefined;

/**
 * What the file of a job should be: that of a story has the pixels of its last scene and the shape of its first
 * one. How long it is, no document says.
 */
export function askedOfFile(job: Job): Asked | undefined {
	if (job.target.type !== 'scenes') return askedOf(job);
	const [first, ...later] = purchasesOf(job).map((purchase) => askedIn(purchase.preview()));
	const last = later.at(-1) ?? first;
	return { ...last, aspectRatio: first.aspectRatio, isExtension: true };
}

/** What the video of a job shows, in its user's words: that of a story begins with its first scene. */
export function promptOf(job: Job): string | undefined {
	const prompt = job.target.type === 'scenes' ? job.target.scenes[0]?.prompt : askedOf(job)?.prompt;
	return prompt === undefined ? undefined : String(prompt);
}
