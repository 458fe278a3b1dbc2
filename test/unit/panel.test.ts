/** What does n8n's panel offer of the node, and of which fields does it know that they name a file? */

import { allFields } from './editor';
import { operations } from '../../nodes/Vidu/operations/registry';

it('the actions say what each operation does', () => {
	const actions = new Map(operations.map(({ value, action }) => [value, action]));
	expect(Object.fromEntries(actions)).toMatchObject({
		textToVideo: 'Generate a video from text',
		extend: 'Extend a video',
		longVideo: 'Generate a long video from scenes',
		get: 'Get a task',
		wait: 'Wait for a task',
	});
	expect(new Set(actions.values()).size).toBe(operations.length);
	const offered = allFields()
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options ?? [])
		.map((option) => ('action' in option ? option.action : undefined));
	expect(offered.sort()).toEqual(operations.map(({ action }) => action).sort());
});

describe('a field that names a file', () => {
	const byHint = (direction: string) =>
		allFields().filter(({ hint }) =>
			new RegExp(`^The names? of the ${direction} fields? `).test(hint ?? ''),
		);

	it('of the input item is marked for n8n', () => {
		const inputFields = byHint('input');
		expect(inputFields.map(({ name }) => name)).toContain('endFrameField');
		for (const { typeOptions } of inputFields) expect(typeOptions?.binaryDataProperty).toBe(true);
	});

	it('of the output item is not, nor is any other field', () => {
		expect(byHint('output').length).toBeGreaterThan(0);
		const marked = allFields().filter(({ typeOptions }) => typeOptions?.binaryDataProperty);
		expect(marked.every((field) => byHint('input').includes(field))).toBe(true);
	});

	it('says by its hint on which side it is', () => {
		const named = allFields().filter(
			({ name }) => /Fields?$/.test(name) && name !== 'additionalFields',
		);
		expect(named.filter(({ hint }) => hint === undefined)).toEqual([]);
	});
});
