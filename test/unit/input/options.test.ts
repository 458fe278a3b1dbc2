/** What may be given as Max File Size? */

import type { IExecuteFunctions } from 'n8n-workflow';

import { readItemOptions } from '../../../nodes/Vidu/input/options';

const MEGABYTE = 2 ** 20;

const read = (maxFileSize?: unknown) =>
	readItemOptions(
		{
			getNodeParameter: () => (maxFileSize === undefined ? {} : { maxFileSize }),
		} as unknown as IExecuteFunctions,
		0,
	);

test.each([
	[undefined, 2_000],
	['', 2_000],
	[null, 2_000],
	[1, 1],
	['5', 5],
	[1.5, 1.5],
	[1e6, 1e6],
])('%p are %p megabytes', (given, megabytes) => {
	expect(read(given)).toMatchObject({ value: { maxFileSize: megabytes * MEGABYTE } });
});

test.each([[0], [-1], [0.5], ['x'], [Infinity], [NaN], [{}], [[1, 2]]])(
	'%p is refused',
	(given) => {
		expect(read(given)).toEqual({
			ok: false,
			problems: [expect.stringMatching(/^Max File Size must be a number from 1 up, but is "/)],
		});
	},
);
