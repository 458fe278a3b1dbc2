/** Are the node's fields those that saved workflows depend on? Held against the table of issue 2. */

import type { INodeParameters, INodePropertyCollection } from 'n8n-workflow';

import { Vidu } from '../../../nodes/Vidu/Vidu.node';
import { allFields, namesOf, shownFields, withDefaults } from '../editor';
import {
	DEFAULTS,
	SHOWN,
	extend,
	get,
	imageToVideo,
	referenceToVideo,
	startEndToVideo,
	textToVideo,
} from './fieldsTable';

describe('the fields', () => {
	it.each(SHOWN)('of %s are those of the table', (_case, given, names) => {
		expect(namesOf(shownFields(given)).sort()).toEqual([...names].sort());
	});

	it.each(DEFAULTS)('of %s start as the table says', (_case, given, defaults) => {
		expect(withDefaults(given)).toMatchObject(defaults);
	});

	it('offer these values and no others', () => {
		const values = (name: string, given: INodeParameters) =>
			shownFields(given)
				.filter((field) => field.name === name)
				.flatMap(({ options = [] }) => options.map((option) => 'value' in option && option.value))
				.sort();
		expect(values('resource', {})).toEqual(['task', 'video']);
		expect(values('operation', textToVideo)).toEqual([
			'extend',
			'imageToVideo',
			'longVideo',
			'referenceToVideo',
			'startEndToVideo',
			'textToVideo',
		]);
		expect(values('operation', get)).toEqual(['get', 'wait']);
		expect(values('videoSource', extend)).toEqual(['creationId', 'url']);
		expect(values('endFrameSource', extend)).toEqual(['binary', 'none', 'url']);
		for (const [name, given] of [
			['imageSource', imageToVideo],
			['startFrameSource', startEndToVideo],
			['endFrameSource', startEndToVideo],
			['referenceSource', { ...referenceToVideo, model: 'viduq3_i2v_reference' }],
		] as Array<[string, INodeParameters]>) {
			expect({ name, values: values(name, given) }).toEqual({ name, values: ['binary', 'url'] });
		}
	});

	it('have a default that is one of the choices, wherever there are choices', () => {
		for (const { name, options, default: initial } of allFields().filter(
			(f) => f.type === 'options',
		)) {
			const values = (options ?? []).map((option) => 'value' in option && option.value);
			expect({ name, values }).toEqual({ name, values: expect.arrayContaining([initial]) });
		}
	});

	it('of a subject are those of the table, and start as it says', () => {
		const [subjects] = shownFields(referenceToVideo).filter(({ name }) => name === 'subjects');
		const [group] = (subjects.options ?? []) as INodePropertyCollection[];
		expect([group.name, subjects.typeOptions?.multipleValues]).toEqual(['subject', true]);
		const starts = group.values.map(({ name, default: initial }) => [name, initial]);
		expect(Object.fromEntries(starts)).toEqual({
			id: '',
			imageSource: 'binary',
			imageUrls: '',
			imageFields: 'data',
			voiceId: '',
		});
	});

	it('belong to a node that has these names', () => {
		const { name, credentials, usableAsTool } = new Vidu().description;
		expect({ name, usableAsTool }).toEqual({ name: 'vidu', usableAsTool: true });
		expect(credentials).toEqual([{ name: 'viduApi', required: true, testedBy: 'viduApiTest' }]);
	});
});
