/** A request that is valid for a model, by the node's own table. */

import type { Params } from '../../nodes/Vidu/models/check';
import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import type { Operation } from '../../nodes/Vidu/operations/operation';

/** The prompt of every request. The report does not show it. */
export const PROMPT = 'A red kite climbs over a green hill in the evening light, slow camera';

/** A black PNG of 320 × 180 pixels, which every model takes. It is inline: nobody has to fetch it. */
const IMAGE =
	'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAUAAAAC0AQAAAADNn8i8AAAAHklEQVR4nO3BMQEAAADCoPVPbQ0PoAAAAAAAAAB+DRzUAAFaKJ4EAAAAAElFTkSuQmCC';

/** A video that a preview has no reason to fetch. */
const VIDEO_URL = 'https://example.com/video.mp4';

/** The parameters that a model requires, and its own defaults. */
export function paramsFor({ parameters }: Model): Params {
	const main = Object.entries(parameters).filter(([, { location }]) => location === 'main');
	const defaults = main.flatMap(([name, parameter]) =>
		parameter.default === undefined ? [] : [[name, parameter.default] as const],
	);
	const params: Params = { ...Object.fromEntries(defaults), prompt: PROMPT };
	if ('subjects' in parameters) {
		return { ...params, prompt: `@hero: ${PROMPT}`, subjects: [{ id: 'hero', images: [IMAGE] }] };
	}
	if ('video_url' in parameters) return { ...params, video_url: VIDEO_URL };
	const { images } = parameters;
	if (images?.required === true) params.images = Array(images.minItems ?? 1).fill(IMAGE);
	return params;
}

/** A request for a video of some length. */
export interface VideoRequest {
	model: string;
	params: Params;
	seconds: number;
	resolution: string;
}

/**
 * A request for each model of an operation that makes a video of so many seconds, at its lowest
 * resolution.
 *
 * @param seconds of video that are bought
 */
export function requestsFor({ models }: Operation, seconds: number): VideoRequest[] {
	return models
		.filter(({ parameters }) => takes(parameters.duration, seconds))
		.map((model) => {
			const { default: usual, options = [usual ?? ''] } = model.parameters.resolution;
			const [resolution] = options.map(String).sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
			const params = { ...paramsFor(model), duration: seconds, resolution };
			return { model: model.id, params, seconds, resolution };
		})
		.sort((a, b) => parseInt(a.resolution, 10) - parseInt(b.resolution, 10));
}

const takes = ({ options, min = 0, max = Infinity }: Parameter, seconds: number): boolean =>
	options === undefined ? seconds >= min && seconds <= max : options.includes(seconds);
