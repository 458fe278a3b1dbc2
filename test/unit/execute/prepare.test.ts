import type { IExecuteFunctions } from 'n8n-workflow';

import { prepareCall } from '../../../nodes/Vidu/execute/prepare';

it('an n8n that cannot stop the node is refused before anything is read or bought', async () => {
	const node = { id: '1', name: 'Vidu', type: 'vidu', typeVersion: 1, position: [0, 0] };
	const old = { getNode: () => node } as unknown as IExecuteFunctions;
	await expect(prepareCall(old, [])).rejects.toThrow(/too old.*Update n8n to 1\.123/);
});
