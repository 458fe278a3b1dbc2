/** Are subjects checked, sent as documented, and do the prompt and they know each other? */

import { paramsOf, pngOf, problemsWith, readItem, uriOf } from '../../itemContext';
import { documentedModels, imageLimit } from '../../models/apiDocs';

const [, each] = imageLimit('images of one subject');
const [, all] = imageLimit('images of all subjects');
const { minItems = NaN, maxItems = NaN } =
	documentedModels.viduq2_reference2video.parameters.subjects;

const url = (name: string) => `https://example.com/${name}.png`;
const subjectOf = (name: string, imageUrls: unknown = url(name), more = {}) => ({
	name,
	imageSource: 'url',
	imageUrls,
	...more,
});
const rowOf = (prompt: string, ...subject: object[]) => ({
	operation: 'referenceToVideo',
	prompt,
	subjects: { subject },
});
const several = (count: number, imageUrls?: unknown) =>
	Array.from({ length: count }, (_none, at) => subjectOf(`s${at}`, imageUrls));
const naming = (subjects: ReadonlyArray<{ name: string }>) =>
	subjects.map(({ name }) => `@${name}`).join(' ');

describe('subjects', () => {
	it('are sent with their images in order, and a voice where there is one', async () => {
		const anna = subjectOf('anna', `${url('a1')}\n${url('a2')}`, { voiceId: ' calm ' });
		const dog = { name: '@dog', imageFields: 'dog' };
		const files = { dog: { bytes: pngOf(200, 200) } };
		const spoken = { additionalFields: { audio: true } };
		const params = await paramsOf({ ...rowOf('@anna waves at @dog', anna, dog), ...spoken }, files);
		expect(params.subjects).toMatchObject([
			{ id: 'anna', images: [url('a1'), url('a2')], voice_id: 'calm' },
			{ id: 'dog', images: [uriOf(files.dog.bytes)] },
		]);
		expect((params.subjects as object[])[1]).not.toHaveProperty('voice_id');
		expect(params).not.toHaveProperty('images');
	});

	it('have no name and no voice that is far too long, or half a character', async () => {
		const long = 'a'.repeat(8_193);
		const problems = await problemsWith(rowOf('@a', subjectOf(long, url('a'), { voiceId: long })));
		for (const field of ['Name', 'Voice ID']) {
			expect(problems).toContain(`Subject 1: ${field} is 8193 characters long; the limit is 8192`);
		}
		const spoken = { additionalFields: { audio: true } };
		const half = rowOf('@a', subjectOf('a', url('a'), { voiceId: 'v\ud83d' }));
		expect((await paramsOf({ ...half, ...spoken })).subjects).toMatchObject([
			{ voice_id: 'v\ufffd' },
		]);
	});

	it('are as many as documented', async () => {
		for (const count of [minItems, maxItems]) {
			const subjects = several(count);
			expect(await problemsWith(rowOf(naming(subjects), ...subjects))).toEqual([]);
		}
		const tooMany = several(maxItems + 1);
		expect(await problemsWith(rowOf(naming(tooMany), ...tooMany))).toContain(
			`The number of subjects must be ${minItems} to ${maxItems}, but there are ${maxItems + 1}`,
		);
		expect(await problemsWith(rowOf('A kite'))).toContain('There is no subject: click Add Subject');
	});

	it('have as many images as documented, each and all together', async () => {
		const urls = (count: number) => Array.from({ length: count }, (_none, at) => url(String(at)));
		expect(await problemsWith(rowOf('@a', subjectOf('a', urls(each))))).toEqual([]);
		for (const count of [0, each + 1]) {
			expect(await problemsWith(rowOf('@a', subjectOf('a', urls(count))))).toEqual([
				`The number of images of Subject "a" must be 1 to ${each}, but there are ${count}`,
			]);
		}
		const most = [subjectOf('a', urls(3)), subjectOf('b', urls(3)), subjectOf('c', urls(1))];
		expect(await problemsWith(rowOf('@a @b @c', ...most))).toEqual([]);
		most[2] = subjectOf('c', urls(2));
		expect(await problemsWith(rowOf('@a @b @c', ...most))).toEqual([
			`The subjects have ${all + 1} images together; the limit is ${all}`,
		]);
	});

	it('whose expression finds no names have no images, and not the default one', async () => {
		const files = { data: { bytes: pngOf(200, 200) } };
		for (const imageFields of [null, undefined]) {
			const anna = { name: 'anna', imageSource: 'binary', imageFields };
			expect(await problemsWith(rowOf('@anna waves', anna), files)).toEqual([
				`The number of images of Subject "anna" must be 1 to ${each}, but there are 0`,
			]);
		}
	});

	it('have names, each its own', async () => {
		expect(await problemsWith(rowOf('A kite', subjectOf('', url('x'))))).toEqual([
			'Subject 1 has no name',
		]);
		const twins = [subjectOf('anna'), subjectOf('dog'), subjectOf('@anna', url('x'))];
		expect(await problemsWith(rowOf('@anna @dog', ...twins))).toEqual([
			expect.stringMatching(/^Two subjects are named "anna"\. Give/),
		]);
	});

	it('that nobody gave are refused when the prompt names them, with the names that are there', async () => {
		const problems = await problemsWith(
			rowOf('@anna and @cat', subjectOf('anna'), subjectOf('dog')),
		);
		expect(problems).toEqual([
			'The prompt names @cat, but no subject has that name (@anna and @dog)',
		]);
	});

	it('that the prompt does not mention are a hint, as long as it mentions one', async () => {
		const read = await readItem(rowOf('@anna waves', subjectOf('anna'), subjectOf('dog')));
		expect(read).toMatchObject({
			value: { hints: [expect.stringMatching(/doesn't mention @dog.*Write @dog/)] },
		});
		const named = await readItem(rowOf('@anna waves', subjectOf('anna')));
		expect(named).toMatchObject({ value: { hints: [] } });
	});

	it('that the prompt mentions none of are not bought, but by another model', async () => {
		const subjects = [subjectOf('anna'), subjectOf('dog')];
		expect(await problemsWith(rowOf('A walk', ...subjects))).toEqual([
			'The prompt mentions no subject. Write @anna or @dog where it should appear',
		]);
		const custom = { referenceToVideoModel: 'custom', customModelId: 'any' };
		expect(await readItem({ ...rowOf('A walk', ...subjects), ...custom })).toMatchObject({
			value: { hints: [/@anna/, /@dog/].map((name) => expect.stringMatching(name)) },
		});
	});

	it('are held against the prompt of Custom Parameters, which is sent unchecked, for hints alone', async () => {
		const custom = (inField: string, prompt: unknown) => ({
			...rowOf(inField, subjectOf('anna')),
			referenceToVideoModel: 'custom',
			customModelId: 'any',
			customParameters: JSON.stringify({ prompt }),
		});
		const unknown = 'The prompt names @cat, but no subject has that name (@anna)';
		expect(await readItem(custom('@anna waves', '@cat waves with @anna'))).toMatchObject({
			value: { hints: [`${unknown}.`] },
		});
		const read = await readItem(custom('@cat waves', '@anna waves'));
		expect(read).toMatchObject({ value: { hints: [] } });
		expect(await readItem(custom('@anna waves', 'A kite'))).toMatchObject({
			value: { hints: [expect.stringMatching(/doesn't mention @anna/)] },
		});
		// Null takes the prompt away, and the field's is not sent.
		expect(await problemsWith(custom('@cat waves', null))).toEqual([]);
	});

	it('have images that are checked as references, with whose they are', async () => {
		const files = { ok: { bytes: pngOf(128, 128) }, tiny: { bytes: pngOf(100, 300) } };
		const subject = [
			{ name: 'anna', imageFields: 'ok' },
			{ name: 'dog', imageFields: 'tiny,none' },
		];
		expect(await problemsWith(rowOf('@anna @dog', ...subject), files)).toEqual([
			expect.stringMatching(/^Image 2 of 3 \(subject dog\), file "tiny" is 100 × 300.*128 × 128/),
			expect.stringMatching(/^Image 3 of 3 \(subject dog\).*no file "none".*"ok" and "tiny"/),
		]);
	});

	it('of another model may also be images without subjects', async () => {
		const other = { ...rowOf('A kite'), referenceToVideoModel: 'custom', customModelId: 'any' };
		const images = { referenceSource: 'url', referenceUrls: `${url('a')},${url('b')}` };
		expect(await paramsOf({ ...other, ...images })).toMatchObject({ images: [url('a'), url('b')] });
		const bySubject = {
			...rowOf('@a', subjectOf('a')),
			referenceToVideoModel: 'custom',
			customModelId: 'any',
		};
		expect(await paramsOf(bySubject)).toMatchObject({
			subjects: [{ id: 'a', images: [url('a')] }],
		});
	});
});
