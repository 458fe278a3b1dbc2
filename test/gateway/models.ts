/** Which models are on sale, and which parameters does each one take? What docs/api/models.md says. */

import { documentedModels, imageLimit } from '../apiDocs';
import type { ModelFacts, ParameterFacts } from '../apiDocs';
import { ANY_IMAGE, EXTEND_IMAGE, REFERENCE_IMAGE, endFrame, imageList } from './imageLimits';
import type { ImageLimits } from './imageLimits';
import { anything, flag, integer, json, list, option, ratio, text, url } from './rules';
import type { Problem, Rule } from './rules';
import { subjects } from './subjects';

/** The gateway's names, by those of the headings. */
const OPERATIONS = {
	textToVideo: 'text2video',
	extend: 'extend',
	imageToVideo: 'img2video',
	startEndToVideo: 'start_end2video',
	referenceToVideo: 'reference2video',
} as const;
export type Operation = (typeof OPERATIONS)[keyof typeof OPERATIONS];

/** The codes of bad values (docs/api/errors.md, "Extend"); the other parameters have none. */
const EXTEND_CODES: Readonly<Record<string, string>> = {
	video_creation_id: '008012003',
	video_url: '008012002',
	images: '008012007',
	prompt: '008012004',
	duration: '008012005',
	resolution: '008012006',
	payload: '008012010',
	callback_url: '008012011',
};

const IMAGES: Partial<Record<Operation, ImageLimits>> = {
	extend: EXTEND_IMAGE,
	img2video: ANY_IMAGE,
	start_end2video: ANY_IMAGE,
	reference2video: REFERENCE_IMAGE,
};

const [MOST_IMAGES_WITH_VIDEO] = imageLimit('images with a video');

/** One documented parameter. */
export interface Parameter {
	readonly rule: Rule;
	/** Extend only: the code of a bad value. */
	readonly code?: string;
	/** The meaning of an absent value. */
	readonly standard?: unknown;
	readonly required?: boolean;
}

/** A documented model. What is no parameter of it is refused. */
export interface Model {
	readonly operation: Operation;
	readonly parameters: Readonly<Record<string, Parameter>>;
	/** The rule for several parameters together, each of which is right on its own. */
	readonly together?: (settings: Readonly<Record<string, unknown>>) => Problem | undefined;
	/** The limits of a picture, also of one that is fetched after the creation. */
	readonly images?: ImageLimits;
	/** Whether two pictures have to be of about the same resolution. */
	readonly alike?: boolean;
}

/** By model ID. */
export const MODELS: ReadonlyMap<string, Model> = new Map(
	Object.entries(documentedModels).map(([id, facts]) => [id, modelOf(facts)]),
);

function modelOf(facts: ModelFacts): Model {
	const operation = OPERATIONS[facts.operation as keyof typeof OPERATIONS];
	const parameters = Object.entries(facts.parameters).map(([name, one]): [string, Parameter] => [
		name,
		{
			rule: ruleOf(name, one, operation),
			code: operation === 'extend' ? EXTEND_CODES[name] : undefined,
			standard: one.atDuration ? undefined : one.default,
			required: one.required,
		},
	]);
	return {
		operation,
		parameters: Object.fromEntries(parameters),
		together: (settings) => problemBetween(facts, settings),
		images: IMAGES[operation],
		alike: operation === 'start_end2video',
	};
}

/** Only a page of the gateway itself is certain: any value passes where there is none. */
function ruleOf(name: string, facts: ParameterFacts, operation: Operation): Rule {
	const { type, format, allowed, source, minItems = 0, maxItems = 0, required } = facts;
	const isCertain = source === 'gateway';
	const mostCharacters = isCertain ? (facts.maxCharacters ?? Infinity) : Infinity;
	if (name === 'prompt') return text(mostCharacters, required ? 1 : 0);
	if (!isCertain) return anything;
	if (name === 'subjects') return subjects;
	if (name === 'videos') return list(name, minItems, maxItems, url);
	if (name === 'images') {
		return operation === 'extend'
			? endFrame
			: imageList(minItems, maxItems, IMAGES[operation] ?? ANY_IMAGE);
	}
	if (type === 'boolean') return flag;
	if (type === 'integer') return integer(allowed?.map(Number));
	if (format === 'webAddress') return url;
	if (format === 'json') return json;
	if (format === 'ratio') return ratio;
	if (allowed) return option(...allowed.map(String));
	return text(mostCharacters, name === 'video_creation_id' ? 1 : 0);
}

function problemBetween(
	{ parameters, exclusive }: ModelFacts,
	settings: Readonly<Record<string, unknown>>,
): Problem | undefined {
	for (const [one, other] of exclusive) {
		if (settings[one] !== true || settings[other] !== true) continue;
		return { text: `${other} cannot be used with ${one}` };
	}
	for (const [name, { atDuration }] of Object.entries(parameters)) {
		const allowed = atDuration?.[String(settings.duration)]?.allowed ?? [];
		if (!allowed.length || !(name in settings)) continue;
		if (allowed.includes(String(settings[name]))) continue;
		return { text: `${name} must be ${allowed.join(', ')} at ${settings.duration} seconds` };
	}
	const { videos, images } = settings as { videos?: string[]; images: string[] };
	if (!videos || images.length <= MOST_IMAGES_WITH_VIDEO) return undefined;
	const said = `images must hold at most ${MOST_IMAGES_WITH_VIDEO} images with videos`;
	return { text: said, reason: 'FieldItemCountOutOfRange' };
}
