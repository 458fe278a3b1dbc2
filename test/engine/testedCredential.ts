import { CredentialTestContext } from 'n8n-core';
import type { IDataObject, INodeCredentialTestResult } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';

/** Tests the credential, as n8n does when a user saves it. */
export async function testWith(data: IDataObject): Promise<INodeCredentialTestResult> {
	const { viduApiTest } = new Vidu().methods.credentialTest;
	const context = new CredentialTestContext({} as never);
	return await viduApiTest.call(context as never, {
		id: '1',
		name: 'Vidu',
		type: 'viduApi',
		data: data as never,
	});
}
