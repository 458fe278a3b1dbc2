/** Does the credential's test end, and stay small, whatever the base URL sends? */

import { HOSTILE_API_ANSWERS } from '../gateway';
import type { HostileName } from '../gateway';
import { reveals } from '../fuzz/words';
import { testWith } from './testedCredential';
import { KEY, openGateway } from './vidu';

jest.mock('../../nodes/Vidu/n8n/clock', () => jest.requireActual('./quickClock'));

/** Tests the credential against one hostile answer. */
async function against(answer: HostileName) {
	const gateway = await openGateway();
	gateway.faults = () => ({ type: 'hostile', answer, status: 200, every: 20 });
	return await testWith({ apiKey: KEY, baseUrl: gateway.baseUrl });
}

test.each(HOSTILE_API_ANSWERS)(
	'%s ends it in time, with a message without the key',
	async (name) => {
		const { status, message } = await against(name);
		expect(['OK', 'Error']).toContain(status);
		expect(message.length).toBeLessThan(2_000);
		expect(reveals(message, KEY)).toBe(false);
	},
);

test.each(['endless-text', 'gzip-bomb'] as const)(
	'%s is cut, and passes for no success',
	async (name) => {
		const { status, message } = await against(name);
		expect(status).toBe('Error');
		expect(message).toMatch(/could not be read whole: it is longer than 1114112 bytes/);
	},
);

test.each(['drip-body', 'drip-headers', 'stall-before-body'] as const)(
	'%s is given up, and passes for no success',
	async (name) => {
		const { status, message } = await against(name);
		expect(status).toBe('Error');
		expect(message).toMatch(/did not (answer|end) in time/);
	},
);
