/** Is a task read the same way in every dialect of the gateway? Variants: docs/api/http.md, "Query a task". */

import { parseTask } from '../../nodes/Vidu/gateway/parseTask';
import type { Task } from '../../nodes/Vidu/gateway/parseTask';

const URL = 'https://files.example/1.mp4';

function taskOf(body: unknown): Task {
	const reading = parseTask(body);
	if (!('task' in reading)) throw new Error(`No task in ${JSON.stringify(body)}`);
	return reading.task;
}

/** A task as it may stand bare or in an envelope. */
const done = {
	id: 'd758n65e878c73cmdg20',
	status: 'completed',
	model: 'viduq2_text2video',
	created_at: 1_710_000_000,
	output: [{ content: [{ type: 'video', url: URL, jobId: 'j1' }] }],
	usage: { cost: '0.10', discount: 1 },
	metadata: { any: ['thing', null] },
};

const ENVELOPES: Array<[string, unknown]> = [
	['bare', done],
	['in an older envelope', { data: done, status: { code: 200, message: 'success' } }],
	['in an envelope with a flat code', { code: 0, message: 'success', data: done }],
	['in an envelope with a code as text', { data: done, status: { code: '200', message: 'ok' } }],
	['in an envelope without anything else', { data: done }],
];

describe('a task', () => {
	it.each(ENVELOPES)('is read %s', (_form, body) => {
		expect(taskOf(body)).toEqual({
			id: done.id,
			status: 'completed',
			model: done.model,
			createdAt: new Date(1_710_000_000_000).toISOString(),
			videoUrls: [URL],
			output: done.output,
			usage: done.usage,
			metadata: done.metadata,
		});
	});

	it.each([
		['pending', 'in_progress'],
		['queued', 'in_progress'],
		['in_queue', 'in_progress'],
		['processing', 'in_progress'],
		['in_progress', 'in_progress'],
		['success', 'completed'],
		['succeeded', 'completed'],
		['done', 'completed'],
		['COMPLETED', 'completed'],
		['error', 'failed'],
		['cancelled', 'failed'],
		['canceled', 'failed'],
		['Expired', 'failed'],
		// Unknown words mean: not finished yet. Some of them are names that every object has.
		['sleeping', 'in_progress'],
		['', 'in_progress'],
		['constructor', 'in_progress'],
		['__proto__', 'in_progress'],
	])('with status "%s" is %s', (status, expected) => {
		expect(taskOf({ id: 'x', status }).status).toBe(expected);
	});

	it.each([
		['seconds', 1_710_000_000],
		['seconds as text', '1710000000'],
		['milliseconds', 1_710_000_000_000],
		['ISO text', '2024-03-09T16:00:00Z'],
		['ISO text with an offset', '2024-03-09T17:00:00.000+01:00'],
	])('was created at the same moment in %s', (_form, created_at) => {
		expect(taskOf({ id: 'x', created_at }).createdAt).toBe('2024-03-09T16:00:00.000Z');
	});

	it.each([[null], [''], [' '], ['soon'], [true], [{}], [[]], [1e300]])(
		'has no moment of creation in %j',
		(created_at) => {
			expect(taskOf({ id: 'x', created_at })).not.toHaveProperty('createdAt');
		},
	);

	it.each([
		[0, 0],
		[0.42, 0.42],
		[42, 0.42],
		['0.42', 0.42],
		['42', 0.42],
		['42%', 0.42],
		[100, 1],
		[-1, undefined],
		[101, undefined],
		['', undefined],
		['half', undefined],
		[null, undefined],
		[{}, undefined],
	])('with progress %j is at %j', (progress, expected) => {
		expect(taskOf({ id: 'x', status: 'in_progress', progress }).progress).toBe(expected);
	});

	it.each([
		['documented', [{ content: [{ type: 'video', url: URL }] }], [URL]],
		['without types', [{ content: [{ url: URL }] }], [URL]],
		['with another type', [{ content: [{ type: 'video_url', url: URL, duration: '5' }] }], [URL]],
		['flat', [{ type: 'video', url: URL }], [URL]],
		['twice', [{ content: [{ url: URL }, { url: `${URL}?2` }] }], [URL, `${URL}?2`]],
		['in two entries', [{ content: [{ url: URL }] }, { url: `${URL}?2` }], [URL, `${URL}?2`]],
		['beside one without', [{ content: [{ id: 'a' }, null, { url: '' }, { url: URL }] }], [URL]],
		['empty', [], []],
		['with empty content', [{ content: [] }], []],
		['null', null, []],
		['text', 'https://files.example/1.mp4', []],
		['numbers', [{ content: [{ url: 5 }] }, 7, null, [[]]], []],
	])('has its videos where the output is %s', (_form, output, urls) => {
		const task = taskOf({ id: 'x', status: 'completed', output });
		expect(task.videoUrls).toEqual(urls);
		expect(task.output).toBe(output);
	});

	it.each([['0.10'], [0.1], [''], [null]])('keeps a cost of %j as it came', (cost) => {
		expect(taskOf({ id: 'x', usage: { cost } }).usage).toEqual({ cost });
	});

	it('is finished whatever else its answer holds', () => {
		const rest = {
			id: {},
			model: [],
			created_at: 'x',
			progress: {},
			output: 7,
			error: [],
			usage: 1,
		};
		expect(taskOf({ ...rest, status: 'completed' }).status).toBe('completed');
		expect(taskOf({ ...rest, status: 'failed' }).status).toBe('failed');
	});

	it('without a status is what the rest says', () => {
		expect(taskOf({ id: 'x' }).status).toBe('in_progress');
		expect(taskOf({ id: 'x', output: [{ url: URL }] }).status).toBe('completed');
		expect(taskOf({ id: 'x', error: 'no' }).status).toBe('failed');
		// Documented: "0 | No error". A running task taken for a failed one would be bought again.
		for (const code of [0, '0', '000000000']) {
			const error = { code, message: 'No error' };
			expect(taskOf({ id: 'x', error }).status).toBe('in_progress');
		}
	});

	it('has its ID as text', () => {
		expect(taskOf({ id: 7 }).id).toBe('7');
		expect(taskOf({ task_id: 'x' }).id).toBe('x');
	});
});
