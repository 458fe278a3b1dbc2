/** What does n8n's editor show of the node for given parameters? Decided by n8n's own functions. */

import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node';

const { description } = new Vidu();

const nodeWith = (parameters: INodeParameters): INode => ({
	id: 'id',
	name: 'Vidu',
	type: description.name,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** The parameters with the defaults of every field that is shown, as the editor saves them. */
export function withDefaults(entered: INodeParameters): INodeParameters {
	const node = nodeWith(entered);
	const { properties } = description;
	return NodeHelpers.getNodeParameters(properties, entered, true, false, node, description) ?? {};
}

/** The problems that n8n finds in the saved parameters. A workflow does not start with one. */
export function missingIn(entered: INodeParameters): string[] {
	const node = nodeWith(withDefaults(entered));
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return Object.values(issues?.parameters ?? {}).flat();
}

/** The fields that are shown, in order. */
export function shownFields(entered: INodeParameters): INodeProperties[] {
	const parameters = withDefaults(entered);
	const node = nodeWith(parameters);
	return description.properties.filter((field) =>
		NodeHelpers.displayParameter(parameters, field, node, description),
	);
}

/** The fields that can be added to a collection that is shown. */
export function shownInside(entered: INodeParameters, collection: string): INodeProperties[] {
	const parameters = withDefaults(entered);
	const node = nodeWith(parameters);
	const found = shownFields(entered).find(({ name }) => name === collection);
	return ((found?.options ?? []) as INodeProperties[]).filter((field) =>
		NodeHelpers.displayParameterPath(
			{ parameters },
			field,
			`parameters.${collection}`,
			node,
			description,
		),
	);
}

export const namesOf = (fields: readonly INodeProperties[]): string[] =>
	fields.map(({ name }) => name);

/** Every field there is, whether of the node itself or inside a collection. */
export const allFields = (): INodeProperties[] => description.properties.flatMap(withInner);

function withInner(field: INodeProperties): INodeProperties[] {
	const inner = (field.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
	if (field.type === 'collection') return [field, ...(inner as INodeProperties[])];
	if (field.type !== 'fixedCollection') return [field];
	return [field, ...inner.flatMap((group) => ('values' in group ? group.values : []))];
}
