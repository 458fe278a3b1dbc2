/** Do the fields speak to a person in the way n8n's own fields do? */

import type { INodeProperties } from 'n8n-workflow';

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { modelFieldOf } from '../../nodes/Vidu/models/model';
import { buys } from '../../nodes/Vidu/operations/operation';
import { operations as operationsOfNode } from '../../nodes/Vidu/operations/registry';
import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { allFields, shownInside } from './editor';

// A notice is a sentence and no field.
const fields = [...allFields(), ...new ViduApi().properties].filter(
	({ type }) => type !== 'notice',
);

/** Every field with a name that says which one it is, because several share a `name`. */
const CASES = fields.map((field) => ({ at: `${field.name} (${field.displayName})`, field }));

const SMALL_WORDS = /^(a|an|and|as|at|by|for|from|if|in|of|on|or|per|the|to|with)$/;

/** Every word begins with a capital or a digit, but for small words inside. */
const isTitleCase = (text: string): boolean =>
	text
		.split(/[\s/-]+/)
		.filter((word) => word !== '')
		.every((word, index) => /^[("]?[A-Z\d]/.test(word) || (index > 0 && SMALL_WORDS.test(word)));

const textsOf = (field: INodeProperties): string[] => [
	field.displayName,
	field.description ?? '',
	field.placeholder ?? '',
	field.hint ?? '',
	...(field.options ?? []).flatMap((option) => [
		'name' in option ? option.name : '',
		'description' in option ? (option.description ?? '') : '',
		'action' in option ? (option.action ?? '') : '',
	]),
];

describe.each(CASES)('$at', ({ field }) => {
	const choices = (field.options ?? []).filter((option) => 'value' in option);

	it('is named in Title Case, and so are its choices', () => {
		const names = [field.displayName, ...choices.map(({ name }) => name)];
		expect(names.filter((name) => !isTitleCase(name) && !/^\d+p$/.test(name))).toEqual([]);
	});

	it('has texts that are neither padded nor decorated', () => {
		for (const text of textsOf(field)) {
			expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
			expect(text).toBe(text.trim());
			expect(text).not.toMatch(/ {2}/);
		}
	});

	it('explains itself', () => {
		const isPlain = ['resource', 'operation', 'options', 'additionalFields'].includes(field.name);
		// A hint stands where n8n's own fields of the same name have one.
		const description = field.description ?? field.hint ?? '';
		if (!isPlain) expect(description).toMatch(/^[A-Z\d].{10,}/);
		// As n8n's linter has it: no full stop after a single sentence, one after the last of several.
		const sentences = description.split(/\.\s+(?=[A-Z\d])/).length;
		expect(description.endsWith('.')).toBe(sentences > 1);
		if (field.type === 'boolean') expect(description).toMatch(/^Whether /);
		else expect(description).not.toMatch(/^Whether /);
	});
});

const WITH_EXAMPLE = CASES.filter(
	({ field }) => field.placeholder !== undefined && !/collection/i.test(field.type),
);

it.each(WITH_EXAMPLE)('$at shows an example', ({ field }) => {
	expect(field.placeholder).toMatch(/^e\.g\. \S/);
});

const namesIn = ({ options = [] }: INodeProperties): string[] =>
	options.map((option) => ('displayName' in option ? option.displayName : option.name));

/** The first entries for a person to read; the rest of a list may follow in any order. */
const FIRST: Record<string, string[]> = {
	'Additional Fields': ['Audio', 'Background Music', 'Watermark'],
	Options: ['Include Input Fields', 'Max Cost (USD)', 'File Name', 'Simplify', 'Timeout (Seconds)'],
};
const LAST = ['Callback URL', 'Payload', 'Metadata', 'Off-Peak (Temporarily Unavailable)'];

it('lists operations, additional fields and options in the order of use', () => {
	const { properties } = new Vidu().description;
	const collections = properties.filter(({ type }) => type === 'collection');
	const buying = operationsOfNode.filter(buys);
	expect(buying).toHaveLength(6);
	// A long video has one for each of its three starts.
	const additional = Array.from({ length: buying.length + 2 });
	expect(collections.map(({ displayName }) => displayName).sort()).toEqual([
		...additional.map(() => 'Additional Fields'),
		'Options',
	]);
	for (const collection of collections) {
		const names = namesIn(collection);
		const first = FIRST[collection.displayName].filter((name) => names.includes(name));
		expect(first.map((name) => names.indexOf(name)).sort((a, b) => a - b)).toEqual(
			first.map((name) => names.indexOf(name)),
		);
		const last = LAST.filter((name) => names.includes(name));
		expect(names.slice(names.length - last.length)).toEqual(last);
	}
	const options = collections.find(({ displayName }) => displayName === 'Options');
	expect(options && namesIn(options).slice(0, 5)).toEqual(FIRST.Options);
	const [video, task] = properties.filter(({ name }) => name === 'operation').map(namesIn);
	expect(video[0]).toBe('Text to Video');
	expect(video.at(-1)).toBe('Long Video');
	expect(task).toEqual(['Get', 'Wait']);
	expect(collections.map(({ placeholder }) => placeholder).sort()).toEqual([
		...additional.map(() => 'Add Field'),
		'Add Option',
	]);
});

it('says of each operation what it costs and returns; of a purchase, how long it takes', () => {
	for (const operation of operationsOfNode) {
		const { description } = operation;
		expect(description).toMatch(/[Rr]eturns .*videoUrl/);
		expect(description).toMatch(/costs money|Costs nothing/);
		if (buys(operation)) expect(description).toMatch(/Takes about 1 to 5 minutes/);
	}
});

it('lists models in the order of its table, with the default first and Custom last', () => {
	const { properties } = new Vidu().description;
	const withModels = operationsOfNode.filter(({ models }) => models.length > 0);
	expect(withModels).toHaveLength(5);
	for (const { value, models } of withModels) {
		const field = properties.find(
			({ name, displayOptions }) =>
				name === modelFieldOf(value) && displayOptions?.show?.operation?.includes(value),
		);
		const names = [...models.map(({ displayName }) => displayName), 'Custom'];
		expect(field && namesIn(field)).toEqual(names);
		expect(field?.default).toBe(models[0].id);
		expect(new Set(names).size).toBe(names.length);
	}
});

it('lists where an image may come from as every operation does, with files first', () => {
	const sources = allFields().filter(({ name }) => /(image|frame|reference)Source$/i.test(name));
	expect(sources).toHaveLength(8);
	for (const source of sources) {
		const isOptional = source.options?.some(
			(option) => 'value' in option && option.value === 'none',
		);
		expect(namesIn(source)).toEqual([...(isOptional ? ['None'] : []), 'File', 'URL']);
	}
});

it('says that the off-peak mode is unavailable for now, before it is added', () => {
	const video = { resource: 'video', operation: 'textToVideo' };
	const offPeak = shownInside(video, 'additionalFields').find(({ name }) => name === 'offPeak');
	expect(offPeak?.displayName).toMatch(/temporarily unavailable/i);
	expect(offPeak?.description).toMatch(/temporarily unavailable/i);
});
