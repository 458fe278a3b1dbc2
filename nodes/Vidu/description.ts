import type { INodeProperties } from 'n8n-workflow';

import { dryRunField, optionsField, taskIdField, waitingFields } from './fields/commonFields';
import { RESOURCES } from './operations/operation';
import type { Operation } from './operations/operation';

/** The text below the node on the canvas. */
export function subtitleOf(operations: readonly Operation[]): string {
	const names = operations.map(({ value, name, subtitle }) => [value, subtitle ?? name]);
	return `={{ (${JSON.stringify(Object.fromEntries(names))})[$parameter["operation"]] }}`;
}

/**
 * The node's fields in the editor's order: resource and operation, the fields of each operation, the common
 * fields, and last the collections, as in n8n's own nodes.
 *
 * The purchase IDs in the ledger depend on this order: a new field in between changes them for executions that
 * an older version of the node saved.
 */
export function nodeProperties(operations: readonly Operation[]): INodeProperties[] {
	const own = operations.flatMap(({ fields }) => fields);
	const chains = valuesOf(operations.filter(({ isChain }) => isChain));
	const neverWaiting = valuesOf(operations.filter(({ neverWaits }) => neverWaits));
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
		...waitingFields(chains),
		dryRunField,
		...own.filter(isCollection),
		optionsField(chains, neverWaiting),
	];
}

const valuesOf = (operations: readonly Operation[]) => operations.map(({ value }) => value);

const resourceField: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: Object.entries(RESOURCES).map(([value, name]) => ({ name, value })),
	default: 'video',
};

/** The choice among the operations of a resource. */
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
		options,
		default: '',
	};
	return { ...field, default: operations[0].value };
}
