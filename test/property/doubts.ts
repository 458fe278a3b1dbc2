/** Answers that a node must not believe: they say that something ended, and not that a given task did. */

const VIDEO = 'https://elsewhere.example/another.mp4';

/** A picture that only its path distinguishes. */
export const COVER = 'https://elsewhere.example/cover.png?for=video.mp4';

/** Pictures of the video, as results may have them. */
const COVERS = [{ type: 'image', url: 'https://elsewhere.example/cover' }, { url: COVER }];

/** Whether a URL is that of a picture, or of the video of a task that nobody bought. */
export const isOfNoTask = (url: string): boolean => url.startsWith('https://elsewhere.example/');

type AnswerFor = (id: string) => object;

/** Ends that need not be those of the task that was asked for. */
export const DOUBTFUL_ENDS: readonly AnswerFor[] = [
	() => ({ status: 'failed', error: 'task not found' }),
	() => ({ status: 'failed', data: null, message: 'upstream timeout' }),
	() => ({ status: { code: 200, message: 'ok' }, data: { status: 'failed', error: 'busy' } }),
	...['error', 'canceled', 'cancelled', 'EXPIRED'].map((status) => () => ({ status })),
	() => ({ status: 'failed', error: { code: '008099999' } }),
	(id) => ({ id: `${id}0`, status: 'failed', error: { code: '008020095' } }),
	(id) => ({ data: { task_id: id.slice(1), status: 'cancelled' } }),
	(id) => ({ id: `${id}0`, status: 'completed', output: [{ content: [{ url: VIDEO }] }] }),
	(id) => ({ id, error: 'database timeout' }),
	(id) => ({ id, status: 'failed', error: { code: '008020098' } }),
	() => ({ status: 'failed', error: { code: 8020098, message: 'Status check error' } }),
	(id) => ({ id, status: 'failed', error: 'Status check error' }),
	(id) => ({ id, status: 'failed', error_code: 8020098, message: 'no' }),
	(id) => ({ taskId: `${id}0`, status: 'completed', output: [{ content: [{ url: VIDEO }] }] }),
	(id) => ({ taskId: `${id}0`, error: { code: '008020095' } }),
	(id) => ({ id, status: 'failed', error: 'No such task' }),
	(id) => ({ id, status: 'failed', error: `Task ${id} does not exist` }),
	(id) => ({ id, status: 'completed', output: [] }),
	(id) => ({ id, status: 'completed', output: [{ content: COVERS }] }),
	() => ({ status: 'success', data: null }),
	() => ({ status: 'failed', error: JSON.stringify({ code: '008020095', message: 'no' }) }),
	() => ({ code: '008020095', message: 'Internal generation error' }),
	() => ({ detail: [{ loc: ['path', 'id'], msg: 'no' }] }),
];

/** Answers to a creation that say what became of the request: the task may be alive. */
export const DOUBTFUL_CREATIONS: readonly AnswerFor[] = [
	(id) => ({ id, status: 'success' }),
	(id) => ({ data: { id, status: 'done', output: [] }, status: { code: 200, message: 'ok' } }),
	(id) => ({ id, status: 'completed', output: [{ content: COVERS }] }),
	(id) => ({ id, status: 'failed', message: 'upstream timeout' }),
	(id) => ({ id, status: 'error', error: { code: '008020098' } }),
];

/** The same answer with pictures around each of its videos. */
export function withCovers(answer: Record<string, unknown>): object {
	const { data, output } = answer;
	if (typeof data === 'object' && data !== null) {
		return { ...answer, data: withCovers(data as Record<string, unknown>) };
	}
	return Array.isArray(output) ? { ...answer, output: [...COVERS, ...output, ...COVERS] } : answer;
}
