/** A request that is valid for a model, by the node's own table. */

import type { Params } from '../../nodes/Vidu/models/check';
import type { Model } from '../../nodes/Vidu/models/model';
import type { Parameter } from '../../nodes/Vidu/models/parameter';
import type { Operation } from '../../nodes/Vidu/operations/operation';
import { pngUri } from '../../test/gateway/samplePictures';
import { PROMPT } from './probe';

/** A picture that every model takes; its bytes travel with the request, nobody has to fetch it. */
const PICTURE = pngUri(320, 180);

/** A video that a preview has no reason to fetch. */
const VIDEO_URL = 'https://example.com/video.mp4';

/** What is sent for a model when only what it requires is set, with its own defaults. */
export function requestFor({ parameters }: Model): Params {
	const main = Object.entries(parameters).filter(([, { location }]) => location === 'main');
	const defaults = main.flatMap(([name, parameter]) =>
		parameter.default === undefined ? [] : [[name, parameter.default] as const],
	);
	const params: Params = { ...Object.fromEntries(defaults), prompt: PROMPT };
	if ('subjects' in parameters) {
		return { ...params, prompt: `@hero: ${PROMPT}`, subjects: [{ id: 'hero', images: [PICTURE] }] };
	}
	if ('video_url' in parameters) return { ...params, video_url: VIDEO_URL };
	const { images } = parameters;
	if (images?.required === true) params.images = Array(images.minItems ?? 1).fill(PICTURE);
	return params;
}

/** A model with the cheapest request that it takes. */
export interface Cheap {
	model: string;
	params: Params;
	seconds: number;
	resolution: string;
}

/**
 * The models of an operation that make a video of so many seconds, each at its lowest resolution.
 *
 * @param seconds of video that are bought
 */
export function cheapRequests({ models }: Operation, seconds: number): Cheap[] {
	return models
		.filter(({ parameters }) => takes(parameters.duration, seconds))
		.map((model) => {
			const { default: usual, options = [usual ?? ''] } = model.parameters.resolution;
			const [resolution] = options.map(String).sort((a, b) => parseInt(a, 10) - parseInt(b, 10));
			const params = { ...requestFor(model), duration: seconds, resolution };
			return { model: model.id, params, seconds, resolution };
		})
		.sort((a, b) => parseInt(a.resolution, 10) - parseInt(b.resolution, 10));
}

const takes = ({ options, min = 0, max = Infinity }: Parameter, seconds: number): boolean =>
	options === undefined ? seconds >= min && seconds <= max : options.includes(seconds);
