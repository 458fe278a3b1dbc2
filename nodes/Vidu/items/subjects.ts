import type { IExecuteFunctions } from 'n8n-workflow';

import { REFERENCE_IMAGE } from '../images/checkImage';
import { SUBJECT_IMAGES, subjects as documented } from '../models/parameters';
import { checkCount, inOrder, listedImages } from './imageList';
import type { ListedImage } from './imageList';
import { placeImages, readAll } from './itemImages';
import type { ReadImages } from './itemImages';
import { findMentions } from './mentions';
import { withOverrides } from './request';
import type { ItemRequest } from './request';

/** One subject as the user gave it. */
interface Subject {
	id: string;
	voiceId: string;
	images: ListedImage[];
}

/** The subjects of an item, as the fixed collection `subjects` has them. */
export function readSubjects(context: IExecuteFunctions, item: number): Subject[] {
	const given = context.getNodeParameter('subjects', item, {}) as { subject?: unknown };
	const list = Array.isArray(given?.subject) ? (given.subject as unknown[]) : [];
	return list.map((entry) => {
		const fields = { ...(entry as Record<string, unknown>) };
		return {
			// The prompt writes it with the sign, so some will write it here, too.
			id: String(fields.id ?? '')
				.trim()
				.replace(/^@/, ''),
			voiceId: String(fields.voiceId ?? '').trim(),
			images: listedImages(context, item, 'image', fields),
		};
	});
}

/**
 * Checks the subjects of an item and their images, and that the prompt and the subjects know each other.
 *
 * @param request the rest of the item's request; undefined when that has problems of its own
 */
export async function placeSubjects(
	context: IExecuteFunctions,
	item: number,
	subjects: readonly Subject[],
	request: ItemRequest | undefined,
): Promise<ReadImages> {
	const all = subjects.flatMap(({ images }) => images);
	const owners = subjects.flatMap(({ id, images }) => images.map(() => id));
	// The one that is sent. Custom Parameters may have it in place of the field's, and are sent unchecked: a
	// newer model may have other ways to name a subject.
	const { params = {}, overrides = {} } = request ?? {};
	const { prompt } = withOverrides(params, overrides);
	const isChecked = request !== undefined && !Object.hasOwn(overrides, 'prompt');
	const { unknown, unnamed } = findMentions(
		String(prompt ?? ''),
		subjects.map(({ id }) => id),
	);
	const problems = [...checkSubjects(subjects, all.length)];
	const ids = subjects.map(({ id }) => `@${id}`).join(', ') || 'there are none';
	const names = unknown.map((id) => `@${id}`).join(', ');
	const isUnknown = `The prompt names ${names}, but no subject has that ID (${ids})`;
	if (unknown.length > 0 && isChecked) problems.push(isUnknown);
	const listed = inOrder(all, (index) => ` (subject ${owners[index]})`);
	const images = await readAll(context, item, listed, REFERENCE_IMAGE);
	if ('problems' in images) problems.push(...images.problems);
	if (problems.length > 0 || 'problems' in images) return { problems };

	const place = (values: unknown[]) => {
		const rest = [...values];
		return {
			subjects: subjects.map(({ id, voiceId, images: own }) => ({
				id,
				images: rest.splice(0, own.length),
				...(voiceId === '' ? {} : { voice_id: voiceId }),
			})),
		};
	};
	const identity = place(images.map((image) => image.identity));
	const placed = placeImages(images, place, request, identity);
	if ('problems' in placed || request === undefined) return placed;
	const hints = unnamed.map(
		(id) => `The prompt never names the subject "${id}". Write @${id} where it is meant.`,
	);
	return { ...placed, hints: unknown.length > 0 ? [`${isUnknown}.`, ...hints] : hints };
}

function* checkSubjects(subjects: readonly Subject[], imageCount: number): Generator<string> {
	const counted = checkCount(subjects.length, 'The number of subjects', documented);
	if (counted !== undefined) yield counted;
	for (const [index, { id, images }] of subjects.entries()) {
		const name = id === '' ? `Subject ${index + 1}` : `Subject "${id}"`;
		if (id === '') yield `${name} has no ID`;
		if (subjects.findIndex((other) => other.id === id) < index && id !== '') {
			yield `${name} is there twice: each subject needs an ID of its own`;
		}
		const limits = { minItems: 1, maxItems: SUBJECT_IMAGES.each };
		const ofOne = checkCount(images.length, `The number of images of ${name}`, limits);
		if (ofOne !== undefined) yield ofOne;
	}
	if (imageCount > SUBJECT_IMAGES.all) {
		yield `The subjects have ${imageCount} images together; the limit is ${SUBJECT_IMAGES.all}`;
	}
}
