import type { IExecuteFunctions } from 'n8n-workflow';

import { REFERENCE_IMAGE } from '../../images/checkImage';
import { SUBJECT_IMAGES, subjects as documented } from '../../models/parameters';
import { checkCount, numbered, listedImages } from '../../input/imageList';
import type { ListedImage } from '../../input/imageList';
import { placeImages, readAll } from '../../input/images';
import type { ReadImages } from '../../input/images';
import { withOverrides } from '../../input/request';
import type { ItemRequest } from '../../input/request';

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
	const listed = numbered(all, (index) => ` (subject ${owners[index]})`);
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

/*
 * Letters of a script that puts blanks between words: one behind an ID makes it another word. Chinese,
 * Japanese, Thai and their like go on right behind it, and so do Korean particles.
 *
 * Functions, because the tables of Unicode take long to load: they are made where they are needed.
 */
const endsSpaced = () => new RegExp(`${spaced().source}$`, 'u');
const beginsSpaced = () => new RegExp(`^${spaced().source}`, 'u');
const spaced = () =>
	/(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}])[\p{L}\p{M}\p{N}_]/u;

const mention = () => /@([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)/gu;

/** What stands before the sign of an e-mail address. */
const ENDS_AS_ADDRESS = /[A-Za-z0-9_]$/;

/**
 * Which subjects a prompt names as `@id`.
 *
 * @returns `unknown`: what it names though no subject has that ID; `unnamed`: IDs that it does not name
 */
export function findMentions(
	prompt: string,
	ids: readonly string[],
): { unknown: string[]; unnamed: string[] } {
	const named = new Set<string>();
	const unknown = new Set<string>();
	// "@ann" does not name "anna", and "@anna" does not name "ann".
	const longestFirst = [...ids].sort((a, b) => b.length - a.length);
	let end = 0;
	for (const { index, 0: whole, 1: word } of prompt.matchAll(mention())) {
		// "@anna@dog" names two, "anna@dog.example" none.
		const isAddress = ENDS_AS_ADDRESS.test(prompt.slice(end, index).slice(-1));
		if (isAddress) continue;
		end = index + whole.length;
		const text = prompt.slice(index + 1);
		const id = longestFirst.find((one) => one !== '' && isNamed(text, one));
		if (id === undefined) unknown.add(word);
		else named.add(id);
	}
	return { unknown: [...unknown], unnamed: ids.filter((id) => id !== '' && !named.has(id)) };
}

/** A letter right behind the ID makes it another word, where blanks part words. */
const isNamed = (text: string, id: string): boolean =>
	text.startsWith(id) &&
	// Two units: a character may need both.
	!(endsSpaced().test(id) && beginsSpaced().test(text.slice(id.length, id.length + 2)));
