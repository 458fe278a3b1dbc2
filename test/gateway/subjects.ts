/** Is this list of subjects one that a model may be given? docs/api/models.md, "By subject". */

import { imageProblems, REFERENCE_IMAGE } from './imageLimits';
import { isObject, type Problem, type Rule } from './rules';

const MOST_SUBJECTS = 7;
const MOST_IMAGES_EACH = 3;
const MOST_IMAGES = 7;
const FIELDS = ['id', 'images', 'voice_id'];

const invalid = (text: string): Problem => ({ text, reason: 'FieldInvalid' });
const miscounted = (text: string): Problem => ({ text, reason: 'FieldItemCountOutOfRange' });

/** 1 to 7 of `{id, images, voice_id?}`, with at most 3 images each and 1 to 7 in all. */
export const subjects: Rule = (value) => {
	if (!Array.isArray(value)) return 'must be an array';
	if (value.length < 1 || value.length > MOST_SUBJECTS) {
		return miscounted(`subjects must hold 1 to ${MOST_SUBJECTS} subjects`);
	}
	let count = 0;
	for (const [index, subject] of value.entries()) {
		const name = `subjects[${index}]`;
		const problem = subjectProblem(subject, name);
		if (problem) return problem;
		count += subject.images.length;
	}
	if (count >= 1 && count <= MOST_IMAGES) return undefined;
	return miscounted(`subjects must hold 1 to ${MOST_IMAGES} images in all`);
};

function subjectProblem(subject: unknown, name: string): Problem | undefined {
	if (!isObject(subject)) return invalid(`${name} must be an object`);
	const { id, images, voice_id: voice = '' } = subject;
	const unwanted = Object.keys(subject).find((key) => !FIELDS.includes(key));
	if (unwanted !== undefined) {
		return { text: `unknown parameter ${name}.${unwanted}`, reason: 'FieldUnwanted' };
	}
	if (typeof id !== 'string' || id === '') return invalid(`${name}.id must be a text`);
	if (typeof voice !== 'string') return invalid(`${name}.voice_id must be a text`);
	if (!Array.isArray(images)) return invalid(`${name}.images must be an array`);
	if (images.length > MOST_IMAGES_EACH) {
		return miscounted(`${name}.images must hold at most ${MOST_IMAGES_EACH} images`);
	}
	return imageProblems(images, REFERENCE_IMAGE, `${name}.images`);
}
