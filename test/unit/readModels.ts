/** What does models.md say of each model? Parsed, without a look at the node's code. */

import { asSwitch, marked } from './readCells';
import { found, readAllowed, section } from './readParameters';
import type { ParameterFacts } from './readParameters';
import { readQ3, readTable, withParameters } from './readTables';
import type { FamilyFacts } from './readTables';

export type ModelsDocument = ReturnType<typeof readModels>;

/** Reads models.md. Throws where it says something that is not understood. */
export function readModels(text: string) {
	const common = section(text, 'Common to all families');
	const frames = section(text, 'Start and end frame to video');
	const reference = section(text, 'Reference to video');
	return {
		common: readCommon(common),
		families: {
			textToVideo: readQ3(section(text, 'Text to video, Q3')),
			imageToVideo: readImageToVideo(section(text, 'Image to video')),
			startEndToVideo: withImages(readTable(frames, true), readImageCount(frames)),
			referenceToVideo: readReferences(reference, readCommonPrompt(common)),
		} as Record<string, FamilyFacts>,
		images: readImages(common),
		frames: readFrames(frames),
		subjectImages: readSubjects(reference).images,
		imagesWithVideo: Number(found(reference, /\*\*at most (\d) images then\*\* \*\*D\*\*/)[1]),
	};
}

function readImageToVideo(text: string): FamilyFacts {
	const family = withImages(readTable(text, true), readImageCount(text));
	return withAudioType(text, withSeed(text, withoutMusic(text, family)));
}

/** Two tables: by subject, whose prompts are as common to all, and by image. */
function readReferences(text: string, commonPrompt: ParameterFacts): FamilyFacts {
	const [bySubject, byImage] = text.split('**By image**');
	const subjects = readSubjects(text).list;
	const images = readReferenceCount(text);
	found(text, /`prompt` is \*\*required\*\* \(\*\*D\*\*\)/);
	const asRequired = (prompt: ParameterFacts) => ({ ...prompt, required: true as const });
	return {
		...withParameters(readTable(bySubject, true), (own) => {
			return { ...own, prompt: asRequired(commonPrompt), subjects };
		}),
		...withParameters(readTable(byImage, false), (own) => {
			return { ...own, prompt: asRequired(own.prompt), images };
		}),
	};
}

const withImages = (family: FamilyFacts, images: ParameterFacts): FamilyFacts =>
	withParameters(family, (own) => ({ ...own, images }));

/** `seed` for all (**I**, except `vidu20_img2video` **D**) */
function withSeed(text: string, family: FamilyFacts): FamilyFacts {
	const [, mark, id, its] = found(
		text,
		/`seed` for all \(\*\*([DVI])\*\*, except `(\w+)` \*\*([DVI])\*\*\)/,
	);
	return withParameters(family, (own, model) => ({
		...own,
		seed: marked({ type: 'integer' }, model === id ? its : mark),
	}));
}

/** `bgm` has no effect at 9 and 10 s */
function withoutMusic(text: string, family: FamilyFacts): FamilyFacts {
	const silent = found(text, /`bgm` has no effect at (\d+) and (\d+) s/)
		.slice(1)
		.map(Number);
	return withParameters(family, (own) => {
		const noEffectAt = silent.filter((seconds) => own.duration.allowed?.includes(seconds));
		if (own.bgm === undefined || noEffectAt.length === 0) return own;
		return { ...own, bgm: { ...own.bgm, noEffectAt } };
	});
}

/** `audio_type` is for all models of the family on which it has an effect. */
function withAudioType(text: string, family: FamilyFacts): FamilyFacts {
	const [, mark, values, initial] = found(
		text,
		/`audio_type` \(\*\*([DVI])\*\*\): (.+), default (\w+); counts with `audio` on, no effect on Q3/,
	);
	const facts = marked(
		{ type: 'string', allowed: readAllowed(values, 'string'), default: initial },
		mark,
	);
	return withParameters(family, (own, id) =>
		id.includes('viduq3') ? own : { ...own, audio_type: facts },
	);
}

const COUNTS = ['', 'one', 'two'];

function readImageCount(text: string): ParameterFacts {
	const [, count] = found(text, /`images`: required, \*\*exactly (\w+)\*\*.+\(\*\*D\*\*/);
	const items = COUNTS.indexOf(count);
	return { type: 'array', required: true, minItems: items, maxItems: items };
}

function readReferenceCount(text: string): ParameterFacts {
	const [, least, most] = found(text, /\*\*By image\*\* \(`images`, (\d)–(\d), \*\*D\*\*\)/);
	return { type: 'array', required: true, minItems: Number(least), maxItems: Number(most) };
}

function readSubjects(text: string) {
	const [least, most, each, fewest, all] = found(
		text,
		/`subjects`, required, \*\*D\*\*\): (\d)–(\d) subjects, .+at most (\d) images a subject and (\d)–(\d) in all/,
	)
		.slice(1)
		.map(Number);
	const list: ParameterFacts = { type: 'array', required: true, minItems: least, maxItems: most };
	return { list, images: { each, fewest, all } };
}

const readCommonPrompt = (text: string): ParameterFacts => ({
	type: 'string',
	maxCharacters: Number(found(text, /`prompt`: text, at most (\d+) characters \(\*\*D\*\*\)/)[1]),
});

/** What every family takes beside the parameters of its table. */
function readCommon(text: string): Record<string, ParameterFacts> {
	const [, least, most, initial, mark] = found(
		text,
		/`wm_position` an \*\*integer\*\* (\d)–(\d), default (\d); \*\*([DVI])\*\* for all but text to video/,
	);
	const characters = found(text, /`payload`: text, at most ([\d,]+) characters/)[1];
	return {
		seed: { type: 'integer', default: Number(found(text, /`seed`: integer, (\d) or absent/)[1]) },
		payload: { type: 'string', maxCharacters: Number(characters.replaceAll(',', '')) },
		callback_url: { type: found(text, /`callback_url`/) && 'string' },
		off_peak: asSwitch({
			type: 'boolean',
			unavailable: /`off_peak`: "temporarily unavailable"/.test(text) || undefined,
		}),
		watermark: asSwitch({ type: found(text, /Watermark as in text to video/) && 'boolean' }),
		wm_position: marked(
			{
				type: 'integer',
				allowed: readAllowed(`${least}–${most}`, 'integer'),
				default: Number(initial),
			},
			mark,
		),
		wm_url: { type: found(text, /`wm_url`/) && 'string' },
		meta_data: { type: found(text, /`meta_data` \(JSON text\)/) && 'string' },
	};
}

const readImages = (text: string) => ({
	formats: found(text, /`data:image\/png;base64,…`\); ([a-z, ]+); ratio/)[1].split(', '),
	ratio: Number(found(text, /ratio between 1:(\d+) and \1:1/)[1]),
	imageMegabytes: Number(found(text, /at most (\d+) MB each/)[1]),
	requestMegabytes: Number(found(text, /whole POST body at most (\d+) MB/)[1]),
	smallestReference: Number(found(text, /Reference images also at least (\d+) × \1 pixels/)[1]),
});

const readFrames = (text: string) => {
	const [min, max] = found(text, /\(start over end\) must be ([\d.]+) to ([\d.]+) \(\*\*D\*\*\)/)
		.slice(1)
		.map(Number);
	return { min, max };
};
