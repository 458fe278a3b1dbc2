import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IExecuteFunctions,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { beforeRun, builderHint } from './about';
import { nodeProperties, subtitleOf } from './description';
import { operations } from './operations/registry';

/** Makes and extends videos with Vidu models through the Vtrix model gateway. */
export class Vidu implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Vidu',
		name: 'vidu',
		icon: { light: 'file:vidu.svg', dark: 'file:vidu.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(operations),
		description: 'Create videos from text or images, and extend videos you already have',
		defaults: { name: 'Vidu' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// n8n's verification reads this line for the credential's test: it must stand here in full.
		credentials: [{ name: 'viduApi', required: true, testedBy: 'viduApiTest' }],
		properties: nodeProperties(operations),
		hints: beforeRun(operations),
		builderHint,
	};

	// n8n loads every node when it starts: what only a test or a run needs waits for the first one.
	methods = {
		credentialTest: {
			async viduApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { testCredential } = await import('./n8n/credentialTest');
				return await testCredential.call(this, credential);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { executeCall } = await import('./execute/call');
		return [await executeCall(this, operations)];
	}
}
