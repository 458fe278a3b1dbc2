import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import { encodeBody } from '../../nodes/Vidu/gateway/inlineImage';
import type { GatewayRequest, SendRequest } from '../../nodes/Vidu/gateway/http';
import type { VirtualClock } from './virtualClock';

/** What goes wrong with one request. `after` means that the gateway did its work first. */
export type Trouble =
	| { type: 'none'; delay: number }
	| { type: 'refusedConnection' }
	| { type: 'noHost' }
	| { type: 'lost'; after: boolean; delay: number }
	| { type: 'status'; status: number; after: boolean; retryAfter?: number }
	| { type: 'garbled'; body: string }
	| { type: 'silent'; after: boolean };

/** A task that was bought. */
export interface Bought {
	id: string;
	prompt: string;
	/** The task whose video it extends. */
	extendsTask?: string;
	/** The pictures of files that came with it. */
	photos: string[];
	model: string;
	params: Record<string, unknown>;
	/** It was bought by a question for an estimate, and by no creation. */
	byEstimate: boolean;
	at: number;
	finishesAt: number;
	fails: boolean;
	looks: number;
}

/** Where its results are. */
const FILES = 'https://results.example/';

const ABORTED = { code: 'ERR_CANCELED', message: 'aborted' };

/** A gateway without a network, on a virtual clock, that remembers everything it sold. */
export class FakeGateway {
	readonly bought: Bought[] = [];

	/** Creations that were tried though the execution had been stopped: even the attempt is a fault. */
	creationsAfterStop = 0;

	signal: AbortSignal | undefined;

	constructor(
		private readonly clock: VirtualClock,
		private readonly nextTrouble: (kind: 'create' | 'look' | 'estimate') => Trouble,
		private readonly task: (n: number) => { seconds: number; fails: boolean; reports: boolean },
		/** What it answers to the question for an estimate; by default it does not know the path. */
		private readonly estimate: (body: unknown) => object | 'created' | undefined = () => undefined,
	) {}

	readonly send: SendRequest = async (request) => {
		const isEstimate = request.path.endsWith('/precharge');
		const isCreation = request.method === 'POST' && !isEstimate;
		if (this.signal?.aborted) {
			if (isCreation) this.creationsAfterStop += 1;
			return { networkError: ABORTED };
		}
		const trouble = this.nextTrouble(isEstimate ? 'estimate' : isCreation ? 'create' : 'look');
		if (trouble.type === 'refusedConnection') return no('ECONNREFUSED', 'connect');
		if (trouble.type === 'noHost') return no('ENOTFOUND', 'getaddrinfo');
		const worksFirst = !('after' in trouble) || trouble.after;
		const answer = worksFirst ? this.work(request) : undefined;
		const delay = 'delay' in trouble ? trouble.delay : 50;
		if (trouble.type === 'silent') {
			await this.clock.sleep(request.timeout, this.signal);
			return this.signal?.aborted ? { networkError: ABORTED } : no('ECONNABORTED');
		}
		await this.clock.sleep(Math.min(delay, request.timeout), this.signal);
		if (this.signal?.aborted) return { networkError: ABORTED };
		if (delay >= request.timeout) return no('ECONNABORTED');
		if (trouble.type === 'lost') return no('ECONNRESET', 'read');
		if (trouble.type === 'garbled') return reply(200, trouble.body);
		if (trouble.type === 'status') {
			const wait = trouble.retryAfter === undefined ? undefined : String(trouble.retryAfter);
			return reply(trouble.status, '{"message":"made to fail"}', { 'retry-after': wait });
		}
		return reply(answer?.status ?? 500, JSON.stringify(answer?.body));
	};

	private work({ method, path, body }: GatewayRequest): { status: number; body: unknown } {
		if (method === 'GET') return this.look(decodeURIComponent(path.split('/').pop() ?? ''));
		const byEstimate = path.endsWith('/precharge');
		const estimate = byEstimate ? this.estimate(body) : 'created';
		if (estimate !== 'created') return { status: estimate ? 200 : 404, body: estimate ?? {} };
		// What is sent is bytes as soon as a picture is in it.
		const encoded = encodeBody(body as object);
		const sent = Buffer.isBuffer(encoded) ? encoded.toString() : JSON.stringify(encoded);
		const { model, input } = JSON.parse(sent) as {
			model: string;
			input: Array<{ params: { prompt: string; video_url?: string } }>;
		};
		const { params } = input[0];
		const { prompt, video_url } = params;
		const source = this.sourceOf(video_url);
		if (video_url?.startsWith(FILES) && source === undefined) {
			return { status: 400, body: { error: { code: '008012002', message: 'Video URL invalid' } } };
		}
		const photos = sent.match(/data:image\/png;base64,[A-Za-z0-9+/=]+/g) ?? [];
		const n = this.bought.length;
		const { seconds, fails } = this.task(n);
		const at = this.clock.now();
		const id = `task-${n}-of-this-gateway`;
		const extendsTask = source?.id;
		const finishesAt = at + seconds * 1000;
		const what = { prompt, photos, extendsTask, model, params, byEstimate };
		this.bought.push({ id, ...what, at, finishesAt, fails, looks: 0 });
		return { status: 200, body: { id, status: 'in_progress', model: 'm', created_at: 1710000000 } };
	}

	/** The task whose video a URL names. It is signed anew at each look: only the newest one is valid. */
	private sourceOf(url: string | undefined): Bought | undefined {
		return this.bought.find((task) => url === urlOf(task));
	}

	private look(id: string): { status: number; body: unknown } {
		const task = this.bought.find((candidate) => candidate.id === id);
		if (task === undefined) return { status: 404, body: { error: 'task not found' } };
		task.looks += 1;
		const now = this.clock.now();
		if (now < task.finishesAt) {
			const progress = (now - task.at) / (task.finishesAt - task.at);
			const { reports } = this.task(this.bought.indexOf(task));
			return { status: 200, body: { id, status: 'in_progress', ...(reports ? { progress } : {}) } };
		}
		if (task.fails) {
			return {
				status: 200,
				body: { id, status: 'failed', error: { code: '008020095', error_message: 'no luck' } },
			};
		}
		const url = urlOf(task);
		return { status: 200, body: { id, status: 'completed', output: [{ content: [{ url }] }] } };
	}
}

const urlOf = ({ id, looks }: Bought): string => `${FILES}${id}.mp4?look=${looks}`;

const no = (code: string, syscall?: string) => ({ networkError: { code, syscall, message: code } });

const reply = (status: number, body: string, headers: Record<string, string | undefined> = {}) => ({
	// As the node reads it: what is not read so counts as no answer that is documented.
	response: decodeResponse({ statusCode: status, headers, text: body }, (text) => text),
});
