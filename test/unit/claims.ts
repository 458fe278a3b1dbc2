import type { Claim } from '../../nodes/Vidu/tasks/journal';

/** The claim of the first item of a node's first run. */
export const claimOf = (changes: Partial<Claim> = {}): Claim => ({
	run: 0,
	item: 0,
	given: 'given',
	request: 'request',
	nthRun: 0,
	parameters: '',
	isTool: false,
	...changes,
});
