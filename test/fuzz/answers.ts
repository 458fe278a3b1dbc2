/** Which answers can come, and how do they come over the wire? */

import fc from 'fast-check';

import type { AnswerStyle } from '../gateway/answers';
import type { EstimateAnswer } from '../gateway/estimates';
import { anyByteChange, anyJsonChange, changeBytes, changeJson } from './changes';
import type { ByteChange, JsonChange } from './changes';
import { HOSTILE_TEXTS, KEY } from './words';

/** How a body ends. `pour` goes on as fast as it is read, `drip` byte by byte, both for ever. */
export type Ending = 'end' | 'reset' | 'stall' | 'drip' | 'pour';

/** What is done to the true answer. Times in milliseconds. */
export interface Plan {
	/** Nothing comes at all, for this reason. */
	noAnswer?: 'refused' | 'noHost' | 'reset' | 'silence';
	/** Before the first byte. */
	delay: number;
	style: AnswerStyle;
	json: JsonChange[];
	bytes: ByteChange[];
	/** Of an estimate: what the true answer is. */
	estimate: EstimateAnswer;
	/** In place of the true one. */
	status?: number;
	headers: Record<string, string>;
	/** Number of pieces in which the body comes, and the time between two of them. */
	pieces: number;
	pause: number;
	ending: Ending;
}

const someStatus = fc.oneof(
	{ weight: 10, arbitrary: fc.constant(undefined) },
	{ weight: 2, arbitrary: fc.constantFrom(400, 401, 402, 403, 404, 408, 413, 429, 429, 429) },
	{ weight: 2, arbitrary: fc.constantFrom(500, 502, 503, 504, 599, 999) },
	{ weight: 1, arbitrary: fc.constantFrom(101, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307) },
);

const someHeaders = fc.record(
	{
		'retry-after': fc.constantFrom('0', '5', '1e9', '99999999999', '-1', 'x', '', KEY, '3, 4'),
		date: fc.constantFrom('Sat, 09 Mar 2024 16:00:00 GMT', 'never', '', '\u001b[2J'),
		location: fc.constantFrom('/elsewhere', `https://a.example/?k=${KEY}`, ...HOSTILE_TEXTS),
		'content-type': fc.constantFrom(
			'text/html',
			'application/json',
			'\u009b31m',
			'a'.repeat(9_000),
		),
		'content-length': fc.constantFrom('0', '1', '-1', '1e20', '0x7fffffff', 'NaN', '99999999999'),
		'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
	},
	{ requiredKeys: [] },
);

/** A change for one answer, most of them of one kind only, so that they get deep into the node. */
export const anyPlan: fc.Arbitrary<Plan> = fc.record({
	noAnswer: fc.oneof(
		{ weight: 12, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.constantFrom('refused', 'noHost', 'reset', 'silence') },
	),
	delay: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 1, max: 900 }) }, fc.nat(200_000)),
	style: fc.constantFrom('documented', 'documented', 'enveloped', 'flat', 'siblings'),
	json: fc.array(anyJsonChange, { maxLength: 3, size: 'small' }),
	bytes: fc.oneof(
		{ weight: 4, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(anyByteChange, { maxLength: 3 }) },
	),
	estimate: fc.constantFrom<EstimateAnswer[]>(
		...(['usd', 'usd', 'usd', 'request-id', 'error', 'cache-miss', 'credit', 'created'] as const),
	),
	status: someStatus,
	headers: fc.oneof(
		{ weight: 2, arbitrary: fc.constant({}) },
		{ weight: 1, arbitrary: someHeaders },
	),
	pieces: fc.integer({ min: 1, max: 4 }),
	pause: fc.constantFrom(0, 0, 0, 7, 1_003, 31_007, 70_001),
	ending: fc.oneof(
		{ weight: 8, arbitrary: fc.constant('end' as const) },
		{ weight: 3, arbitrary: fc.constantFrom('reset', 'stall', 'drip', 'pour') },
	),
}) as fc.Arbitrary<Plan>;

/** A plan that changes nothing. */
export const AS_IT_IS: Plan = {
	delay: 50,
	style: 'documented',
	json: [],
	bytes: [],
	estimate: 'usd',
	headers: {},
	pieces: 1,
	pause: 0,
	ending: 'end',
};

/** The bytes of an answer after a plan; `answer` is the JSON text of the true one. */
export const bytesOf = ({ json, bytes }: Plan, answer: string): Buffer =>
	changeBytes(Buffer.from(changeJson(JSON.parse(answer), json)), bytes);
