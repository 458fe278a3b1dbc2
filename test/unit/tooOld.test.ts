import type { IExecuteFunctions } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';

test('an n8n that lacks what the node needs is told so, before anything is read or bought', async () => {
	const node = { id: '1', name: 'Vidu', type: 'vidu', typeVersion: 1, position: [0, 0] };
	const old = { getNode: () => node } as unknown as IExecuteFunctions;
	await expect(new Vidu().execute.call(old)).rejects.toThrow(
		/too old for the Vidu node.*Update n8n to 1\.123/,
	);
});
