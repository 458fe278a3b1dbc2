/** Does the node still have what workflows of 0.1.0 were saved with? The texts may change. */

import { formOf } from '../saved/forms';
import type { Form, SavedField } from '../saved/forms';
import description from '../saved/0.1.0/description.json';

const forms = description.forms as unknown as Form[];

/** The fields of an older version that are not there any more as they were; new ones may be. */
const missing = (before: readonly SavedField[], now: readonly SavedField[]): SavedField[] =>
	before.filter((old) => {
		const field = now.find(({ name }) => name === old.name);
		return (
			field === undefined ||
			field.type !== old.type ||
			JSON.stringify(field.default) !== JSON.stringify(old.default) ||
			(old.values ?? []).some((value) => field.values?.includes(value) !== true) ||
			missing(old.fields ?? [], field.fields ?? []).length > 0
		);
	});

describe.each(forms.map((form) => [titleOf(form), form] as const))('%s', (_title, form) => {
	const now = formOf(form.given);

	it('shows every field that it showed, of the same type, with the same default and choices', () => {
		expect(missing(form.shown, now.shown)).toEqual([]);
	});

	it('comes to the same parameters', () => {
		expect(now.resolved).toMatchObject(form.resolved);
	});
});

function titleOf({ given }: Form): string {
	const { additionalFields: _added, options: _options, ...rest } = given;
	return Object.entries(rest)
		.map(([name, value]) => `${name} ${String(value)}`)
		.join(', ');
}
