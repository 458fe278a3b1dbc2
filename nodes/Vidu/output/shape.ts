import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { RESULT_FIELDS } from './items';

/** How the user wants the items that come out. */
export interface Shape {
	/** Keep the fields of the input item next to those of the result. */
	includeInputFields: boolean;
	/** Leave out what few people need. */
	simplify: boolean;
}

/**
 * Brings an item that has a result into the shape that the user wants. The result wins over the input,
 * also where it has no value for a field of its own: a running task must not seem to have the video of the
 * item that came in. An input field named `error` is never kept, because n8n takes such an item for a
 * failed one and its Retry On Fail would run it again.
 *
 * @param input json of the input item
 * @returns the item, and the names of the input's fields that were not kept
 */
export function shapeItem(
	item: INodeExecutionData,
	input: IDataObject,
	{ includeInputFields, simplify }: Shape,
): { item: INodeExecutionData; clashes: string[] } {
	const result = simplify ? simplified(item.json) : item.json;
	if (!includeInputFields) return { item: { ...item, json: result }, clashes: [] };
	const isTaken = (name: string) =>
		name === 'error' || name in item.json || RESULT_FIELDS.includes(name);
	const kept = Object.entries(input).filter(([name]) => !isTaken(name));
	return {
		item: { ...item, json: { ...Object.fromEntries(kept), ...result } },
		clashes: Object.keys(input).filter(isTaken),
	};
}

/** Without `output`, without `videoUrls` when `videoUrl` says it all, without empty `metadata`. */
function simplified(json: IDataObject): IDataObject {
	const { videoUrls, metadata } = json;
	const hasOne = Array.isArray(videoUrls) && videoUrls.length === 1;
	const left = [
		'output',
		...(hasOne ? ['videoUrls'] : []),
		...(isEmpty(metadata) ? ['metadata'] : []),
	];
	return Object.fromEntries(Object.entries(json).filter(([name]) => !left.includes(name)));
}

const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(typeof value === 'object' && Object.keys(value).length === 0);

/**
 * A failed item with the fields of its input item. n8n puts `{ error }` in the place of the whole json
 * wherever an item has an `error`, so this one has none. What goes to the Error output n8n merges with the
 * input item's json, if its json holds nothing but `error`.
 *
 * @param hasErrorOutput whether the node's setting is "Continue (using error output)"
 */
export function failedWithInput(
	{ json, pairedItem }: INodeExecutionData,
	input: IDataObject,
	hasErrorOutput: boolean,
): INodeExecutionData {
	const { error } = json;
	return { json: hasErrorOutput ? { error } : { ...input, error }, pairedItem };
}

/**
 * Brings the items that the node gives out into the shape that the options of each ask for, and says which
 * fields of the input are not among them. Never throws: what is paid must come out.
 *
 * @param items one for each input item, in order
 */
export function shapeOutput(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const input = context.getInputData();
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const clashing = new Set<string>();
	const shaped = items.map((item, index) => {
		const shape = readShape(context, index);
		const inputJson = input[index]?.json ?? {};
		if (item.error !== undefined) {
			return shape.includeInputFields ? failedWithInput(item, inputJson, hasErrorOutput) : item;
		}
		const { item: result, clashes } = shapeItem(item, inputJson, shape);
		for (const name of clashes) clashing.add(name);
		return result;
	});
	if (clashing.size > 0) {
		const names = [...clashing].map((name) => `"${name}"`).join(', ');
		context.addExecutionHints({
			type: 'info',
			message: `Input fields that are not kept, because the result has fields of these names: ${names}. Rename them in front of this node if you need them.`,
			location: 'outputPane',
		});
	}
	return shaped;
}

/** The same options were read once before anything was submitted; one that cannot be read now is off. */
function readShape(context: IExecuteFunctions, item: number): Shape {
	const isOn = (name: keyof Shape) => {
		try {
			const value: unknown = context.getNodeParameter(`options.${name}`, item, false);
			return value === true || value === 'true';
		} catch {
			return false;
		}
	};
	return { includeInputFields: isOn('includeInputFields'), simplify: isOn('simplify') };
}
