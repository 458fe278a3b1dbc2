import type { Model } from '../models/model';
import type { Parameter } from '../models/parameter';

/**
 * The abilities and the ID of a model, from its documented parameters: "1 to 16 seconds, up to 1080p, with
 * sound. viduq3_pro_text2video". "With sound" is for a model whose documented default is sound.
 */
export function describeModel({ id, parameters }: Model): string {
	const { duration, resolution, audio, bgm } = parameters;
	const facts = [secondsOf(duration), resolutionOf(resolution), soundOf(audio, bgm)];
	const known = facts.filter((fact) => fact !== undefined).join(', ');
	return known === '' ? id : `${known.charAt(0).toUpperCase()}${known.slice(1)}. ${id}`;
}

function secondsOf(duration: Parameter | undefined): string | undefined {
	if (duration === undefined) return undefined;
	const { options, min = 0, max } = duration;
	if (options !== undefined) return `${options.join(' or ')} seconds`;
	if (min === max) return `${min} seconds`;
	// 0 seconds leaves the length to the model.
	return min === 0 ? `up to ${max} seconds` : `${min} to ${max} seconds`;
}

function resolutionOf(resolution: Parameter | undefined): string | undefined {
	const { options = [] } = resolution ?? {};
	const highest = options
		.map(String)
		.sort((a, b) => parseInt(a, 10) - parseInt(b, 10))
		.at(-1);
	return options.length > 1 ? `up to ${highest}` : highest;
}

function soundOf(audio: Parameter | undefined, bgm: Parameter | undefined): string | undefined {
	if (audio !== undefined) return audio.default === true ? 'with sound' : 'sound on request';
	return bgm === undefined ? undefined : 'music on request';
}
