import type { IExecuteFunctions } from 'n8n-workflow';

import { REFERENCE_IMAGE } from '../../images/checkImage';
import { checkCount, listImages, numberImages } from '../../input/imageList';
import type { ListEntry } from '../../input/imageList';
import { placeImages, readImages } from '../../input/images';
import type { ItemImages } from '../../input/images';
import { withOverrides } from '../../input/request';
import type { ItemRequest } from '../../input/request';
import { needsSwitch } from '../../models/check';
import { SUBJECT_IMAGES, subjects as documented } from '../../models/parameters';
import { invalid, ok } from '../../models/result';
import type { Result } from '../../models/result';
import { noIdIn, wellFormed } from '../../models/values';
import { enumerate, shorten } from '../../text';
import { findMentions } from './mentions';

/** One subject as the user gave it. */
interface Subject {
	name: string;
	voiceId: string;
	images: ListEntry[];
	/** The problems of its texts. */
	problems: string[];
}

const SUBJECT_LIST = { name: 'image', displayName: 'Subject' };

/** Reads the subjects of an item from the fixed collection `subjects`. */
export function readSubjects(context: IExecuteFunctions, item: number): Subject[] {
	const collection = context.getNodeParameter('subjects', item, {}) as { subject?: unknown };
	const list = Array.isArray(collection?.subject) ? (collection.subject as unknown[]) : [];
	const raw = (context.getNode().parameters.subjects as { subject?: unknown } | undefined)?.subject;
	const isOnlyList = list.length === 1;
	return list.map((entry, index) => {
		const fields = { ...(entry as Record<string, unknown>) };
		const inEditor = { ...((Array.isArray(raw) ? raw[index] : {}) as Record<string, unknown>) };
		const group = { values: fields, raw: inEditor };
		return {
			// Prompts contain it with the sign, so users may enter the sign here, too.
			name: wellFormed(String(fields.name ?? ''))
				.trim()
				.replace(/^@/, ''),
			voiceId: wellFormed(String(fields.voiceId ?? '')).trim(),
			problems: Object.entries({ Name: fields.name, 'Voice ID': fields.voiceId }).flatMap(
				([field, value]) => {
					const nonsense = noIdIn(value);
					return nonsense === undefined ? [] : [`Subject ${index + 1}: ${field} ${nonsense}`];
				},
			),
			images: listImages(context, item, { ...SUBJECT_LIST, group, isOnlyList }),
		};
	});
}

/**
 * Checks the subjects of an item and their images, and that the prompt names no others.
 *
 * @param request the rest of the item's request; undefined if that has problems of its own
 */
export async function placeSubjects(
	context: IExecuteFunctions,
	item: number,
	subjects: readonly Subject[],
	request: ItemRequest | undefined,
	isCustom: boolean,
): Promise<Result<ItemImages>> {
	const all = subjects.flatMap(({ images }) => images);
	const owners = subjects.flatMap(({ name, images }) => images.map(() => name));
	const { problems: ofPrompt, hints } = checkPrompt(request, subjects, isCustom);
	const sources = numberImages(all, (index) => ` (subject ${owners[index]})`);
	const images = await readImages(context, item, sources, REFERENCE_IMAGE);
	const problems = [...checkSubjects(subjects, all.length), ...ofPrompt];
	// For a custom model, nobody knows whether its audio is on without the field.
	const isSilent = request !== undefined && !isCustom && request.params.audio !== true;
	if (isSilent && subjects.some(({ voiceId }) => voiceId !== '')) {
		problems.push(needsSwitch('Voice ID', 'Audio'));
	}
	if (!images.ok) return invalid(...problems, ...images.problems);
	if (problems.length > 0) return invalid(...problems);
	const toParams = (values: unknown[]) => {
		const rest = [...values];
		return {
			subjects: subjects.map(({ name, voiceId, images: own }) => ({
				id: name,
				images: rest.splice(0, own.length),
				...(voiceId === '' ? {} : { voice_id: voiceId }),
			})),
		};
	};
	const placed = placeImages(images.value, toParams, request);
	return placed.ok
		? ok({ ...placed.value, hints: [...(placed.value.hints ?? []), ...hints] })
		: placed;
}

/** Compares the names in the prompt that is sent with the subjects. */
function checkPrompt(
	request: ItemRequest | undefined,
	subjects: readonly Subject[],
	isCustom: boolean,
): { problems: string[]; hints: string[] } {
	if (request === undefined) return { problems: [], hints: [] };
	const { params, overrides } = request;
	const { prompt } = withOverrides(params, overrides);
	const names = subjects.map(({ name }) => name);
	const { unknown, unnamed } = findMentions(String(prompt ?? ''), names);
	const withSign = (list: string[], word: 'and' | 'or') =>
		enumerate(
			list.map((name) => `@${shorten(name)}`),
			word,
		);
	// A prompt in Custom Parameters is not checked: a newer model may name subjects in another way.
	const isUnchecked = Object.hasOwn(overrides, 'prompt');
	const known = withSign(names, 'and') || 'there are none';
	const wrong =
		unknown.length === 0
			? undefined
			: `The prompt names ${withSign(unknown, 'and')}, but no subject has that name (${known})`;
	const isNone = unknown.length === 0 && unnamed.length > 0 && unnamed.length === names.length;
	if (isNone && !isCustom) {
		const write = `Write ${withSign(unnamed, 'or')} where it should appear`;
		return { problems: [`The prompt mentions no subject. ${write}`], hints: [] };
	}
	const hints = unnamed.map(
		(name) =>
			`The prompt doesn't mention @${shorten(name)}. Write @${shorten(name)} where it should appear.`,
	);
	if (wrong === undefined) return { problems: [], hints };
	return isUnchecked
		? { problems: [], hints: [`${wrong}.`, ...hints] }
		: { problems: [wrong], hints };
}

function* checkSubjects(subjects: readonly Subject[], imageCount: number): Generator<string> {
	const counted = checkCount(subjects.length, 'The number of subjects', documented);
	if (subjects.length === 0) yield 'There is no subject: click Add Subject';
	else if (counted !== undefined) yield counted;
	for (const [index, { name, images, problems }] of subjects.entries()) {
		yield* problems;
		const which = name === '' ? `Subject ${index + 1}` : `Subject "${shorten(name)}"`;
		if (name === '') yield `${which} has no name`;
		if (subjects.findIndex((other) => other.name === name) < index && name !== '') {
			yield `Two subjects are named "${shorten(name)}". Give each subject its own name`;
		}
		const limits = { minItems: 1, maxItems: SUBJECT_IMAGES.each };
		const ofOne = checkCount(images.length, `The number of images of ${which}`, limits);
		if (ofOne !== undefined) yield ofOne;
	}
	if (imageCount > SUBJECT_IMAGES.all) {
		yield `The subjects have ${imageCount} images together; the limit is ${SUBJECT_IMAGES.all}`;
	}
}
