/** The node's interface, and what of an older one is missing in a newer one. */

import { ViduApi } from '../../credentials/ViduApi.credentials';
import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { allForms, formOf } from './forms';
import type { Form, SavedField } from './forms';

/** The parts of the node that people's workflows rely on, without their own values. */
export interface Interface {
	node: string;
	/** Versions of the node (`typeVersion`) that it can run. */
	versions: number[];
	credential: string;
	credentialFields: Record<string, SavedField>;
	forms: Form[];
}

/** The interface of the code as it is now. */
export function interfaceNow(forms: Form[] = allForms()): Interface {
	const { name, version } = new Vidu().description;
	const credential = new ViduApi();
	const fields = credential.properties.filter(({ type }) => type !== 'notice');
	return {
		node: name,
		versions: [version].flat(),
		credential: credential.name,
		credentialFields: Object.fromEntries(
			fields.map((field) => [field.name, { type: field.type, default: field.default }]),
		),
		forms,
	};
}

/** The forms that the editor shows now for the parameters of saved ones. */
export const formsAsNow = (saved: readonly Form[]): Form[] =>
	saved.map(({ given }) => formOf(given));

/**
 * The parts of a saved interface that another one has not, or has in another way; one sentence each. New fields
 * and new values are no difference.
 *
 * @param now its forms are those of the saved parameters, in the same order
 */
export function differencesOf(saved: Interface, now: Interface): string[] {
	const found: string[] = [];
	if (saved.node !== now.node) found.push(`The node is "${now.node}", was "${saved.node}".`);
	if (saved.credential !== now.credential) {
		found.push(`The credential is "${now.credential}", was "${saved.credential}".`);
	}
	const lost = saved.versions.filter((version) => !now.versions.includes(version));
	if (lost.length > 0) found.push(`Node version ${lost.join(', ')} is gone.`);
	found.push(...differentFields('Credential', saved.credentialFields, now.credentialFields));
	for (const [index, { given, fields }] of saved.forms.entries()) {
		found.push(...differentFields(titleOf(given), fields, now.forms[index].fields));
	}
	return found;
}

const titleOf = ({ resource, operation, ...choices }: Form['given']): string =>
	[resource, operation, ...Object.entries(choices).map((choice) => choice.join(' '))].join(', ');

function differentFields(
	where: string,
	saved: Record<string, SavedField>,
	now: Record<string, SavedField>,
): string[] {
	return Object.entries(saved).flatMap(([path, before]) => {
		const field = now[path];
		if (field === undefined) return [`${where}: ${path} is gone.`];
		const found: string[] = [];
		if (field.type !== before.type) found.push(`has type ${field.type}, was ${before.type}`);
		const [initial, was] = [field.default, before.default].map((value) => JSON.stringify(value));
		if (initial !== was) found.push(`has default ${initial}, was ${was}`);
		const values = (before.values ?? []).filter((value) => field.values?.includes(value) !== true);
		if (values.length > 0) found.push(`lost ${values.join(', ')}`);
		return found.map((what) => `${where}: ${path} ${what}.`);
	});
}

/** One change is in many forms. */
const MOST_NAMED = 20;

/** @throws {Error} that says what to do, if something differs */
export function mustBeFrozen(version: string, differences: readonly string[]): void {
	if (differences.length === 0) return;
	throw new Error(
		[
			`This differs from ${version}, which people have saved in their workflows and executions:`,
			...differences.slice(0, MOST_NAMED).map((difference) => `- ${difference}`),
			...(differences.length > MOST_NAMED ? [`… and ${differences.length - MOST_NAMED} more`] : []),
			'Undo the change, or make it in a new node version. See "Frozen" in CONTRIBUTING.md.',
		].join('\n'),
	);
}
