/** Which answers can come, and how do they come over the wire? */

import fc from 'fast-check';

import type { AnswerStyle } from '../gateway/answers';
import { DOUBTFUL_CREATIONS, DOUBTFUL_ENDS, withCovers } from '../property/doubts';
import type { EstimateAnswer } from '../gateway/estimates';
import { anyByteChange, anyJsonChange, changeBytes, changeJson } from './changes';
import type { ByteChange, JsonChange } from './changes';
import { EMPTY_ACCOUNTS, PAGES } from './foreign';
import { HOSTILE_TEXTS, KEY } from './words';

/** How a body ends. `pour` continues as fast as it is read, `drip` byte by byte, both for ever. */
export type Ending = 'end' | 'reset' | 'stall' | 'drip' | 'pour';

/** The changes to the true answer. Times in milliseconds. */
export interface Plan {
	/** Nothing comes at all, for this reason. */
	noAnswer?: 'refused' | 'noHost' | 'reset' | 'silence';
	/** Before the first byte. */
	delay: number;
	style: AnswerStyle;
	/**
	 * In place of the true answer, one that proves no end of the task, one of an account without credits, one with
	 * pictures in it, or a web page.
	 */
	says?: { doubt: number } | { empty: number } | 'covers' | 'page';
	json: JsonChange[];
	bytes: ByteChange[];
	/** The true answer of an estimate. */
	estimate: EstimateAnswer;
	/** How the answer to a creation names its task. */
	shape: ShapeName;
	/** In place of the true one. */
	status?: number;
	/** `@task` stands for the address of the task. */
	headers: Record<string, string>;
	encoding: 'utf8' | 'utf16le' | 'utf16be';
	/** Number of pieces in which the body comes, and the time between two of them. */
	pieces: number;
	pause: number;
	ending: Ending;
}

type Json = Record<string, unknown>;

/** A request that is repeated, with an ID of its own. */
const ECHO = [{ params: { subjects: [{ id: 'mug', images: ['a'.repeat(6_000)] }] } }];

/** Shapes in the place of `{id, status, …}`. */
const SHAPES = {
	documented: (task: Json) => task,
	onlyId: ({ id }: Json) => ({ id }),
	blanks: (task: Json) => ({ ...task, id: ` ${String(task.id)}\r\n` }),
	idAndError: ({ id }: Json) => ({ id, error: { code: 7, message: 'no' } }),
	idAndCode: ({ id }: Json) => ({ id, status: { code: 400, message: 'no' } }),
	idAndFlatCode: ({ id }: Json) => ({ id, code: 1001, message: 'no' }),
	idInFailure: ({ id }: Json) => ({ status: 'failed', data: { id }, message: 'no' }),
	otherName: ({ id }: Json) => ({ message: 'Task created', taskId: id }),
	jobId: ({ id }: Json) => ({ code: 0, data: { job_id: id }, message: 'fine' }),
	bare: ({ id }: Json) => ({ code: 0, data: id, message: 'fine' }),
	inList: (task: Json) => [task],
	listInData: (task: Json) => ({ message: 'no', data: [task] }),
	inError: ({ id }: Json) => ({ error: { message: 'exists already', task_id: id } }),
	afterEcho: (task: Json) => ({ input: ECHO, ...task }),
	conflict: () => ({ message: 'The task exists already' }),
	message: () => ({ message: 'Your task was submitted' }),
	state: () => ({ message: 'Generation in progress' }),
	doNotRepeat: () => ({ message: 'Task created; do not submit it again' }),
	fineCode: () => ({ code: 'SUCCESS', message: 'no' }),
	brokenInside: () => ({ error: 'read ECONNRESET' }),
	statusCheck: () => ({ error: { code: 8020098, message: 'Status check error' } }),
	timeout: () => ({ status: 'failed', data: null, message: 'upstream timeout' }),
	serverError: () => ({ code: 500, message: 'no' }),
	refusal: () => ({ code: 1001, message: 'No credits', data: null }),
	requestId: () => ({ error: 'No credits', request_id: 'r-1' }),
	refusalWithEcho: () => ({ error: 'No credits', input: ECHO }),
	fieldErrors: () => ({ detail: [{ loc: ['body', 'duration'], msg: 'no', type: 'range' }] }),
	errorMap: () => ({ errors: { duration: ['no', KEY] } }),
	errorList: ({ id }: Json) => ({ errors: [{ field: 'duration', message: 'no', task_id: id }] }),
	twoReasons: () => ({ error: 'Bad Request', message: ['no', KEY], statusCode: 400 }),
	doubtInList: () => ({ error: [{ message: 'no' }, { message: 'upstream timeout' }] }),
	jsonInside: () => ({ error: { message: JSON.stringify({ error: { message: `no ${KEY}` } }) } }),
	idInside: ({ id }: Json) => ({ error: JSON.stringify({ message: 'no', task_id: id }) }),
	rejectedDoubt: () => ({ code: 429, message: 'The task exists already' }),
	rejectedTimeout: () => ({ status: { code: 400, message: 'upstream timeout' }, data: null }),
	rejectedDone: () => ({ code: 422, message: 'Task created' }),
	doubtInside: () => ({ error: JSON.stringify({ message: 'no', hint: 'upstream timeout' }) }),
} satisfies Record<string, (task: Json) => unknown>;

/** A name of one of them. */
export type ShapeName = keyof typeof SHAPES;

const someStatus = fc.oneof(
	{ weight: 10, arbitrary: fc.constant(undefined) },
	{ weight: 2, arbitrary: fc.constantFrom(400, 401, 402, 403, 404, 413, 429, 429, 429) },
	{ weight: 1, arbitrary: fc.constantFrom(406, 407, 408, 409, 410, 418, 424, 425, 451, 460, 499) },
	{ weight: 2, arbitrary: fc.constantFrom(500, 502, 503, 504, 599, 999) },
	{ weight: 1, arbitrary: fc.constantFrom(101, 201, 202, 204, 206, 207) },
	{ weight: 1, arbitrary: fc.constantFrom(300, 301, 302, 303, 304, 307, 308) },
);

const someHeaders = fc.record(
	{
		'retry-after': fc.constantFrom('0', '5', '1e9', '99999999999', '-1', 'x', '', KEY, '3, 4'),
		date: fc.constantFrom('Sat, 09 Mar 2024 16:00:00 GMT', 'never', '', '\u001b[2J'),
		location: fc.constantFrom(
			'@task',
			'@task',
			'@task',
			'/elsewhere',
			`https://a.example/?k=${KEY}`,
			...HOSTILE_TEXTS,
		),
		server: fc.constantFrom('cloudflare', KEY, '\u009b31m\r\nforged', 'a'.repeat(9_000)),
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

const anyDoubt = fc.record({ doubt: fc.nat(1_000) });

/** A change for one answer, most of them of one kind only, so that they get deep into the node. */
export const anyPlan: fc.Arbitrary<Plan> = fc.record({
	noAnswer: fc.oneof(
		{ weight: 12, arbitrary: fc.constant(undefined) },
		{ weight: 1, arbitrary: fc.constantFrom('refused', 'noHost', 'reset', 'silence') },
	),
	delay: fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 1, max: 900 }) }, fc.nat(200_000)),
	style: fc.constantFrom('documented', 'documented', 'enveloped', 'flat', 'siblings'),
	says: fc.oneof(
		{ weight: 8, arbitrary: fc.constant(undefined) },
		{ weight: 2, arbitrary: anyDoubt },
		{ weight: 1, arbitrary: fc.record({ empty: fc.nat(1_000) }) },
		{ weight: 1, arbitrary: fc.constantFrom('covers' as const, 'page' as const) },
	),
	json: fc.array(anyJsonChange, { maxLength: 3, size: 'small' }),
	bytes: fc.oneof(
		{ weight: 4, arbitrary: fc.constant([]) },
		{ weight: 1, arbitrary: fc.array(anyByteChange, { maxLength: 3 }) },
	),
	estimate: fc.constantFrom<EstimateAnswer[]>(
		...(['usd', 'usd', 'usd', 'request-id', 'error', 'cache-miss', 'credit', 'created'] as const),
	),
	shape: fc.oneof(
		{ weight: 2, arbitrary: fc.constant('documented' as const) },
		{ weight: 1, arbitrary: fc.constantFrom(...(Object.keys(SHAPES) as ShapeName[])) },
	),
	encoding: fc.oneof(
		{ weight: 12, arbitrary: fc.constant('utf8' as const) },
		{ weight: 1, arbitrary: fc.constantFrom('utf16le', 'utf16be') },
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
	shape: 'documented',
	encoding: 'utf8',
	headers: {},
	pieces: 1,
	pause: 0,
	ending: 'end',
};

/** A creation that is answered in one other way, and else as it is: with more changes, hardly one gets this far. */
export const oneShape: fc.Arbitrary<Plan> = fc
	.record({
		shape: fc.constantFrom(...(Object.keys(SHAPES) as ShapeName[])),
		status: fc.constantFrom(undefined, undefined, undefined, 201, 400, 409, 429, 500),
	})
	.map((change) => ({ ...AS_IT_IS, ...change }));

/** The same answer for longer than anybody waits for a better one. */
export const sameDoubts: fc.Arbitrary<Plan[]> = anyDoubt.map((says) =>
	Array<Plan>(20).fill({ ...AS_IT_IS, says }),
);

/** The task that an answer is about. */
interface Told {
	/** The one that a creation made. */
	id?: string;
	/** The one that was asked for; undefined for a creation. */
	polledId?: string;
}

/**
 * The bytes of an answer after a plan.
 *
 * @param answer the JSON text of the true one
 */
export function bytesOf(
	{ says, json, bytes, shape, encoding }: Plan,
	answer: string,
	{ id, polledId }: Told,
): Buffer {
	if (says === 'page') {
		return changeBytes(Buffer.from(PAGES[answer.length % PAGES.length]), bytes);
	}
	const parsed = JSON.parse(answer) as TaskBody;
	const claimed = claim(says, parsed, polledId);
	const isTask = says === undefined && (parsed.id === id || parsed.data?.id === id);
	const shaped = id === undefined || !isTask ? claimed : reshape(parsed, SHAPES[shape]);
	const text = changeJson(shaped, json);
	if (encoding === 'utf8') return changeBytes(Buffer.from(text), bytes);
	const encoded = Buffer.from(text, 'utf16le');
	return changeBytes(encoding === 'utf16le' ? encoded : encoded.swap16(), bytes);
}

interface TaskBody extends Record<string, unknown> {
	id?: string;
	data?: { id?: string } | null;
}

function claim(says: Plan['says'], body: TaskBody, polledId: string | undefined): object {
	if (says === undefined || says === 'page') return body;
	if (says === 'covers') return withCovers(body);
	if ('empty' in says) return EMPTY_ACCOUNTS[says.empty % EMPTY_ACCOUNTS.length];
	const id = polledId ?? body.id ?? body.data?.id;
	// A creation that was refused: there is no task to be in doubt of.
	if (id === undefined) return body;
	const answers = polledId === undefined ? DOUBTFUL_CREATIONS : DOUBTFUL_ENDS;
	return answers[says.doubt % answers.length](id);
}

/** An envelope stays around what is a task still. */
function reshape(parsed: Json, shape: (task: Json) => unknown): unknown {
	if (parsed.id !== undefined) return shape(parsed);
	const task = parsed.data as Json;
	return shape === SHAPES.documented ? parsed : shape(task);
}

/** The headers of an answer after a plan. */
export const headersOf = ({ headers }: Plan, id: string | undefined): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			value === '@task' ? `/model/v1/generation/task/${id ?? ''}` : value,
		]),
	);
