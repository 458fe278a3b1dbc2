/** The plain HTTP client of the tests: it does what it is told and nothing more. */

import { DEFAULT_KEY, type Gateway, type Params, type Task } from './index';

export const TEXT_MODEL = 'viduq2_pro_fast_text2video';
export const EXTEND_MODEL = 'viduq2_pro_extend';

/** An answer with its JSON. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	/** Of any shape: what it is, is what the tests find out. */
	readonly body: any;
}

export interface PostOptions {
	readonly model?: unknown;
	readonly key?: string | null;
	readonly contentType?: string;
	readonly signal?: AbortSignal;
}

/** Creates a task, as the example in docs/api/http.md does. */
export function create(gateway: Gateway, params: unknown, options: PostOptions = {}) {
	const { model = TEXT_MODEL } = options;
	return post(gateway, JSON.stringify({ model, input: [{ params }] }), options);
}

/** Asks what the same task would cost. */
export function estimate(gateway: Gateway, params: unknown, options: PostOptions = {}) {
	const { model = TEXT_MODEL } = options;
	const body = JSON.stringify({ model, input: [{ params }] });
	return post(gateway, body, options, '/model/v1/generation/precharge');
}

/** Sends any body to the create address, or to another one. */
export async function post(
	gateway: Gateway,
	body: string,
	{ key = DEFAULT_KEY, contentType = 'application/json', signal }: PostOptions = {},
	path = '/model/v1/generation',
): Promise<Answer> {
	const headers = { ...authorization(key), 'Content-Type': contentType };
	const url = gateway.baseUrl + path;
	return await answerOf(await fetch(url, { method: 'POST', headers, body, signal }));
}

/** Queries a task. */
export async function look(
	gateway: Gateway,
	id: string,
	key: string | null = DEFAULT_KEY,
): Promise<Answer> {
	const url = `${gateway.baseUrl}/model/v1/generation/task/${id}`;
	return await answerOf(await fetch(url, { headers: authorization(key) }));
}

/** Creates a task that takes no time, and returns its (terminal) answer. */
export async function finished(gateway: Gateway, params: Params, model = TEXT_MODEL) {
	const prompt = `${params.prompt ?? ''} [seconds:0]`;
	return (await create(gateway, { ...params, prompt }, { model })).body;
}

/** Looks at a task until it has ended, and returns the last answer. */
export async function ended(gateway: Gateway, id: string): Promise<any> {
	for (;;) {
		const { body } = await look(gateway, id);
		if (body.status !== 'in_progress') return body;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

/** The URL in a documented answer. */
export function urlIn(body: { output: [{ content: [{ url: string }] }] }): string {
	return body.output[0].content[0].url;
}

/** Expects a creation to be refused without a purchase, and returns its error. */
export async function refusal(gateway: Gateway, params: Params, model: string) {
	const { status, body } = await create(gateway, params, { model });
	const { creates, rejectedCreates } = gateway.counts;
	expect({ status, creates, rejectedCreates, body }).toEqual({
		status: 400,
		creates: 0,
		rejectedCreates: 1,
		body: { error: expect.objectContaining({ message: expect.any(String) }) },
	});
	return body.error;
}

/** Expects a creation to be accepted, and returns its task. */
export async function acceptance(gateway: Gateway, params: Params, model: string): Promise<Task> {
	const { status, body } = await create(gateway, params, { model });
	expect({ status, body }).toMatchObject({ status: 200, body: { status: 'in_progress' } });
	return gateway.tasks.get(body.id)!;
}

/**
 * Stops the gateway's clock, which has to run in this process, and returns the function that
 * moves it on by some seconds. The spy is to be restored by `jest.restoreAllMocks()`.
 */
export function stoppedClock(): (seconds: number) => void {
	let now = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	return (seconds) => void (now += seconds * 1000);
}

function authorization(key: string | null): Record<string, string> {
	return key === null ? {} : { Authorization: `Bearer ${key}` };
}

async function answerOf(response: Response): Promise<Answer> {
	const { status, headers } = response;
	return { status, headers, body: await response.json() };
}
