/** What does a person keep who switches the operation or the model, and how much does the editor load? */

import type { INodeParameters } from 'n8n-workflow';

import { Vidu } from '../../../nodes/Vidu/Vidu.node';
import { buys } from '../../../nodes/Vidu/operations/operation';
import { operations } from '../../../nodes/Vidu/operations/registry';
import { allFields, namesOf, shownFields, shownInside, withDefaults } from '../editor';

const KEPT: INodeParameters = {
	prompt: 'A kite',
	duration: 4,
	aspectRatio: '9:16',
	resolution: '1080p',
};

const buying = operations.filter(buys).map(({ value }) => value);
const PAIRS = buying.flatMap((from) =>
	buying.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** What stays of `KEPT` when the parameters are opened as another operation, or with another model. */
function keptBy(before: INodeParameters, change: INodeParameters) {
	const after = { ...withDefaults({ ...KEPT, ...before }), ...change };
	const had = namesOf(shownFields(before));
	const has = namesOf(shownFields(after)).filter((name) => had.includes(name));
	const expected = Object.entries(KEPT).filter(([name]) => has.includes(name));
	const resolved = withDefaults(after);
	return {
		is: Object.fromEntries(expected.map(([name]) => [name, resolved[name]])),
		expected: Object.fromEntries(expected),
	};
}

/** The models that an operation offers at first: a long video has them by its start. */
function offeredBy(operation: string): string[] {
	const fields = shownFields({ resource: 'video', operation });
	const options = fields.find(({ name }) => name === 'model')?.options ?? [];
	return options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
}

/** The model with which an operation starts. */
const modelOf = (operation: string) => withDefaults({ resource: 'video', operation }).model;

describe('switching', () => {
	it.each(PAIRS)('from %s to %s keeps prompt, duration, ratio and resolution', (from, to) => {
		const { is, expected } = keptBy({ resource: 'video', operation: from }, { operation: to });
		// A long video has a prompt and a duration for each of its scenes.
		const ofScenes = [from, to].includes('longVideo');
		const shared = ofScenes ? 1 : from === 'textToVideo' && to === 'referenceToVideo' ? 4 : 3;
		expect(Object.keys(expected).length).toBeGreaterThanOrEqual(shared);
		expect(is).toEqual(expected);
	});

	it.each(PAIRS)('from %s to %s keeps them once its model is chosen, too', (from, to) => {
		for (const id of offeredBy(to)) {
			const { is, expected } = keptBy(
				{ resource: 'video', operation: from },
				{ operation: to, model: id },
			);
			expect({ id, ...is }).toEqual({ id, ...expected });
		}
	});

	it.each(buying)('between the models of %s keeps them', (operation) => {
		for (const id of offeredBy(operation)) {
			const { is, expected } = keptBy({ resource: 'video', operation }, { operation, model: id });
			expect({ id, ...is }).toEqual({ id, ...expected });
		}
	});

	it('leaves no field of the operation before on the screen', () => {
		for (const [from, to] of PAIRS) {
			const before = withDefaults({ resource: 'video', operation: from });
			// Extend and Start and End Frame share their end frame, which only the one can do without.
			const others = (given: INodeParameters) =>
				namesOf(shownFields(given)).filter((name) => !name.startsWith('endFrame'));
			const fresh = others({ resource: 'video', operation: to });
			const switched = others({ ...before, operation: to, model: modelOf(to) });
			expect({ from, to, switched }).toEqual({ from, to, switched: fresh });
		}
	});

	it('to another model takes away the fields that it does not have', () => {
		const given = (model: string) => ({ resource: 'video', operation: 'referenceToVideo', model });
		const added = (model: string) => namesOf(shownInside(given(model), 'additionalFields'));
		const main = (model: string) => namesOf(shownFields(given(model)));
		expect(main('viduq2_reference2video')).toContain('subjects');
		expect(main('viduq3_i2v_reference')).not.toContain('subjects');
		expect(main('viduq3_i2v_reference')).toContain('referenceSource');
		expect(main('viduq3_i2v_reference')).not.toContain('videoUrls');
		expect(main('viduq2_pro_reference')).toContain('videoUrls');
		expect(added('viduq1_i2v_reference')).toContain('movementAmplitude');
		expect(added('viduq2_i2v_reference')).not.toContain('movementAmplitude');
		expect(added('viduq2_pro_reference')).not.toContain('audio');
	});
});

it('requires no field that has a default', () => {
	const required = allFields().filter((field) => field.required === true);
	expect(required.length).toBeGreaterThan(0);
	for (const { name, default: initial } of required) {
		expect({ name, initial }).toEqual({ name, initial: '' });
	}
});

it('has a description of at most 100 kB, which every editor loads', () => {
	expect(Buffer.byteLength(JSON.stringify(new Vidu().description))).toBeLessThanOrEqual(100_000);
});
