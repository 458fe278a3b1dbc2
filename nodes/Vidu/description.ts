import type { INodeProperties } from 'n8n-workflow';

import { dryRunField, optionsField, taskIdField, waitingFields } from './fields/commonFields';
import { alwaysWaits } from './operations/operation';
import type { Operation } from './operations/operation';
import { compareNames } from './text';

/** How the editor names each resource, in the order in which it lists them; the first is the default. */
const RESOURCES: Readonly<Record<Operation['resource'], string>> = { video: 'Video', task: 'Task' };

/** Below the node on the canvas: the operation as its field names it. */
export function subtitleOf(operations: readonly Operation[]): string {
	const names = operations.map(({ value, name, subtitle }) => [value, subtitle ?? name]);
	return `={{ (${JSON.stringify(Object.fromEntries(names))})[$parameter["operation"]] }}`;
}

/**
 * The node's fields in the order in which the editor shows them: what to do, the fields of each
 * operation, what concerns them all, and then the collections, which n8n's nodes have at their end.
 *
 * The IDs of purchases that the ledger holds depend on this order: a field that comes in between
 * changes them for executions that an older version of the node saved.
 */
export function nodeProperties(operations: readonly Operation[]): INodeProperties[] {
	const own = operations.flatMap(({ fields }) => fields);
	const isCollection = ({ type }: INodeProperties) => type === 'collection';
	return [
		resourceField,
		...Object.keys(RESOURCES).map((resource) =>
			operationField(
				resource,
				operations.filter((operation) => operation.resource === resource),
			),
		),
		...own.filter((field) => !isCollection(field)),
		taskIdField,
		...waitingFields(operations.filter(alwaysWaits).map(({ value }) => value)),
		dryRunField,
		...own.filter(isCollection),
		optionsField,
	];
}

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(RESOURCES).map(([value, name]) => ({ name, value })),
	default: 'video',
};

/** The choice among the operations of a resource; the first that is registered is the default. */
function operationField(resource: string, operations: readonly Operation[]): INodeProperties {
	const options = operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	const field: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: options.sort((a, b) => compareNames(a.name, b.name)),
		default: '',
	};
	return { ...field, default: operations[0].value };
}
