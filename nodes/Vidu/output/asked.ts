import type { Job, Step } from '../tasks/job';

/** The requested values of an item, as its request has them. Undefined where it has no such parameter. */
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

/**
 * The requested values of a job's video. That of a story has the pixels of its last scene and the shape of its
 * first one. Its scenes have their prompts and durations; how long the whole is, no document says.
 *
 * @param steps the scenes of a story that have a task, in order
 */
export function askedOf({ target }: Job, steps: readonly Step[] = []): Asked | undefined {
	if (target.type === 'existing') return undefined;
	if (target.type === 'purchase') return askedIn(target.purchase.preview());
	const scenes = steps.map(({ sent }) => askedIn({ ...sent }));
	const { resolution } = scenes.at(-1) ?? {};
	return { resolution, aspectRatio: scenes[0]?.aspectRatio, isExtension: true };
}

/** The prompt of a job, in its user's words; of a story, that of the first scene. */
export function promptOf(job: Job): string | undefined {
	const prompt =
		job.target.type === 'scenes' ? job.target.scenes[0]?.sent.prompt : askedOf(job)?.prompt;
	return prompt === undefined ? undefined : String(prompt);
}
