import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { fields } from './fields';
import { testCredential } from './operations/credentialTest';
import { executeItems } from './operations/execute';

/** Below the node on the canvas: the operation as its field names it. */
const subtitle = `={{ ({ textToVideo: "Text to Video", extend: "Extend", get: "Get Task", wait: "Wait for Task" })[$parameter["operation"]] }}`;

/** Makes and extends videos with Vidu models through the Vtrix model gateway. */
export class Vidu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vidu',
		name: 'vidu',
		icon: { light: 'file:vidu.svg', dark: 'file:vidu.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Make a video from text, and extend videos, with Vidu models',
		defaults: { name: 'Vidu' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'viduApi', required: true, testedBy: 'viduApiTest' }],
		properties: fields,
	};

	methods = { credentialTest: { viduApiTest: testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (typeof this.getExecutionCancelSignal !== 'function') {
			throw new NodeOperationError(
				this.getNode(),
				'This n8n is too old for the Vidu node: it cannot tell the node that an execution was stopped. Update n8n to 1.123 or newer.',
			);
		}
		return [await executeItems(this)];
	}
}
