import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';

import { optionFields } from '../fields/commonFields';
import { asNumber, asSwitch } from '../models/values';
import { hint } from './html';

/** How the user wants the items that come out. */
interface Shape {
	/** Keep the fields and files of the input item next to those of the result. */
	includeInputFields: boolean;
	/** Leave out what few people need. */
	simplify: boolean;
}

const isOnByDefault = (name: keyof Shape): boolean =>
	optionFields().some((field) => field.name === name && field.default === true);

const DEFAULTS: Readonly<Shape> = {
	includeInputFields: isOnByDefault('includeInputFields'),
	simplify: isOnByDefault('simplify'),
};

/** Fields with requested values: a row's own field stays where the result has none. */
const ASKED_FIELDS = ['model', 'prompt', 'duration', 'resolution', 'aspectRatio'];

/** Fields that are true of the result only: no row's field may stand in their place. */
const OWN_FIELDS = [
	'videoUrl',
	'videoUrls',
	'status',
	'taskId',
	'cost',
	'currency',
	'credits',
	'createdAt',
	'progress',
	'expiresAt',
	'errorCode',
	'errorMessage',
	'steps',
	'video',
	'downloadError',
	'dryRun',
	'estimateNote',
];

/** The fields that a simplified item may have. */
const SHORT_FIELDS: readonly string[] = [
	...OWN_FIELDS.filter((name) => name !== 'progress'),
	...ASKED_FIELDS,
	'scene',
	'estimatedCost',
];

/** The other fields of an item, as the gateway sent them or would get them. */
const LONG_FIELDS = ['output', 'usage', 'metadata', 'params'];

/** Every field that an item of this node may have. */
export const RESULT_FIELDS: readonly string[] = [...SHORT_FIELDS, ...LONG_FIELDS, 'progress'];

/**
 * Brings an item that has a result into the shape that the user wants. The result wins over the input,
 * also where it has no value for a field of its own: a running task must not seem to have the video of the
 * item that came in. An input field named `error` is never kept, because n8n takes such an item for a
 * failed one and its Retry On Fail would run it again.
 *
 * @returns the item, and the names of the input's fields and files that were lost
 */
function shapeItem(
	item: INodeExecutionData,
	{ json: input, binary: files = {} }: INodeExecutionData,
	{ includeInputFields, simplify }: Shape,
): { item: INodeExecutionData; clashes: string[] } {
	const result = simplify ? simplified(item.json) : item.json;
	if (!includeInputFields) return { item: { ...item, json: result }, clashes: [] };
	const isTaken = (name: string) =>
		name === 'error' ||
		name in result ||
		OWN_FIELDS.includes(name) ||
		(!simplify && LONG_FIELDS.includes(name));
	const kept = Object.entries(input).filter(([name]) => !isTaken(name));
	const { videoUrl } = result;
	const first = videoUrl === undefined ? {} : { videoUrl };
	const { binary = {} } = item;
	return {
		// The video stands before the row in n8n's table, and what else is known of it after the row.
		item: {
			...item,
			json: { ...first, ...Object.fromEntries(kept), ...result },
			...withFiles({ ...files, ...binary }),
		},
		// The row of a node like this one has the fields of another video, which nobody expects to keep.
		clashes: isResult(input)
			? []
			: [
					...Object.keys(input).filter(
						(name) => isTaken(name) && !isSame(input[name], result[name]),
					),
					...Object.keys(files).filter((name) => name in binary),
				],
	};
}

const withFiles = (binary: IBinaryKeyData = {}): { binary?: IBinaryKeyData } =>
	Object.keys(binary).length === 0 ? {} : { binary };

/** Whether a row's value is the result's. A table gives numbers as text. */
const isSame = (one: unknown, other: unknown): boolean =>
	JSON.stringify(one) === JSON.stringify(other) ||
	(typeof one === 'string' && typeof other === 'number' && asNumber(one, 'seconds') === other);

const isResult = ({ taskId, status }: IDataObject): boolean =>
	typeof taskId === 'string' && typeof status === 'string';

/** Only `SHORT_FIELDS`, in an item and in its steps; `videoUrls` only if there are several. */
function simplified(json: IDataObject): IDataObject {
	const { videoUrls } = json;
	const hasSeveral = Array.isArray(videoUrls) && videoUrls.length > 1;
	const isShort = (name: string) =>
		name === 'videoUrls' ? hasSeveral : SHORT_FIELDS.includes(name);
	const short = Object.entries(json).filter(([name]) => isShort(name));
	return Object.fromEntries(
		short.map(([name, value]) =>
			name === 'steps' ? [name, (value as IDataObject[]).map(simplified)] : [name, value],
		),
	);
}

/**
 * A failed item with the fields and files of its input item, in their order. n8n puts `{ error }` in the place
 * of the whole json wherever an item has an `error`, so this one has none. What goes to the Error output n8n
 * merges with the input item's json, if its json holds nothing but `error`.
 *
 * @param hasErrorOutput whether the node's setting is "Continue (using error output)"
 */
function failedWithInput(
	{ json, pairedItem }: INodeExecutionData,
	input: INodeExecutionData | undefined,
	hasErrorOutput: boolean,
): INodeExecutionData {
	const { error } = json;
	return {
		json: hasErrorOutput ? { error } : { ...input?.json, error },
		...withFiles(input?.binary),
		pairedItem,
	};
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
		if (item.error !== undefined) return failedWithInput(item, input[index], hasErrorOutput);
		const shape = readShape(context, index);
		const { item: result, clashes } = shapeItem(item, input[index] ?? { json: {} }, shape);
		for (const name of clashes) clashing.add(name);
		return result;
	});
	if (clashing.size > 0) {
		const names = [...clashing].map((name) => `"${name}"`).join(', ');
		context.addExecutionHints(
			hint(
				'info',
				`These input fields are not kept, because the result has fields of the same name: ${names}. To keep them, rename them before this node.`,
			),
		);
	}
	return shaped;
}

/** The same options were read once before anything was submitted; one that cannot be read now is its default. */
function readShape(context: IExecuteFunctions, item: number): Shape {
	const isOn = (name: keyof Shape) => {
		try {
			const value: unknown = context.getNodeParameter(`options.${name}`, item, DEFAULTS[name]);
			return asSwitch(value) ?? DEFAULTS[name];
		} catch {
			return DEFAULTS[name];
		}
	};
	return { includeInputFields: isOn('includeInputFields'), simplify: isOn('simplify') };
}
