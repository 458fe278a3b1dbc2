import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { failedWithInput, shapeItem } from '../output/shape';
import type { Shape } from '../output/shape';
import { mapInBreaths } from '../tasks/breaths';
import type { Breath } from '../tasks/breaths';

/**
 * Brings the items that the node gives out into the shape that the options of each ask for, and says which
 * fields of the input are not among them. Never throws: what is paid must come out.
 *
 * @param items one for each input item, in order
 */
export async function shapeOutput(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	breath: Breath,
): Promise<INodeExecutionData[]> {
	const input = context.getInputData();
	const hasErrorOutput = context.getNode().onError === 'continueErrorOutput';
	const clashing = new Set<string>();
	const shaped = await mapInBreaths(breath, items, (item, index) => {
		const shape = readShape(context, index);
		const given = input[index]?.json ?? {};
		if (item.error !== undefined) {
			return shape.includeInputFields ? failedWithInput(item, given, hasErrorOutput) : item;
		}
		const { item: result, clashes } = shapeItem(item, given, shape);
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
			const given: unknown = context.getNodeParameter(`options.${name}`, item, false);
			return given === true || given === 'true';
		} catch {
			return false;
		}
	};
	return { includeInputFields: isOn('includeInputFields'), simplify: isOn('simplify') };
}
