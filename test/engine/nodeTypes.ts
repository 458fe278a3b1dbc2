import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
} from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';

const describe = (name: string, outputs = 1): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: Array.from({ length: outputs }, () => NodeConnectionTypes.Main),
	properties: [],
});

/** Items that a test hands to the workflow; by name, because a workflow is plain JSON. */
export const inputs = new Map<string, INodeExecutionData[]>();

/** Emits what `inputs` has for its parameter `input`. */
class Items implements INodeType {
	description = {
		...describe('items'),
		properties: [{ displayName: 'Input', name: 'input', type: 'string' as const, default: '' }],
	};

	async execute(this: IExecuteFunctions) {
		return [inputs.get(this.getNodeParameter('input', 0) as string) ?? []];
	}
}

/** Passes everything on, like n8n's own No Operation node. */
class PassOn implements INodeType {
	description = describe('noOp');

	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	}
}

/** Sends its items to the first output until it has run `times`, then to the second: a loop. */
class Loop implements INodeType {
	description = {
		...describe('loop', 2),
		properties: [{ displayName: 'Times', name: 'times', type: 'number' as const, default: 1 }],
	};

	async execute(this: IExecuteFunctions) {
		const run = this.getWorkflowDataProxy(0).$runIndex as number;
		const items = this.getInputData().map(({ json }) => ({ json, pairedItem: { item: 0 } }));
		return run < (this.getNodeParameter('times', 0) as number) ? [items, []] : [[], items];
	}
}

const types: Record<string, INodeType> = {
	'n8n-nodes-vidu.vidu': new Vidu(),
	'n8n-nodes-vidu.viduTool': new Vidu(),
	'n8n-nodes-base.manualTrigger': new PassOn(),
	'n8n-nodes-base.stickyNote': new PassOn(),
	'test.items': new Items(),
	'test.noOp': new PassOn(),
	'test.loop': new Loop(),
};

/** The node types of the test workflows: the real Vidu node, and small ones around it. */
export const nodeTypes: INodeTypes = {
	getByName: (name) => types[name],
	getByNameAndVersion: (name) => types[name],
	getKnownTypes: () => ({}),
};
