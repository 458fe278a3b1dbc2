import { decodeResponse } from '../../nodes/Vidu/gateway/decode';
import type { GatewayRequest, SendRequest, SentRequest } from '../../nodes/Vidu/gateway/http';
import type { AnswerStyle } from '../gateway/answers';
import { ask, openInProcess } from '../gateway/inProcess';
import type { WireAnswer } from '../gateway/inProcess';
import { MODELS } from '../gateway/models';
import type { Model } from '../gateway/models';
import type { GatewayOptions } from '../gateway/options';
import { taskOfVideo } from '../gateway/results';
import { anything, url } from '../gateway/rules';
import type { State } from '../gateway/state';
import type { Task } from '../gateway/tasks';
import { DOUBTFUL_CREATIONS, DOUBTFUL_ENDS, withCovers } from './doubts';
import type { VirtualClock } from './virtualClock';

/** The fault of one request. `after` means that the gateway did its work first. */
export type Fault =
	| { type: 'none'; delay: number }
	| { type: 'refusedConnection' }
	| { type: 'noHost' }
	| { type: 'lost'; after: boolean; delay: number }
	| { type: 'status'; status: number; after: boolean; retryAfter?: number }
	| { type: 'garbled'; body: string }
	| { type: 'silent'; after: boolean }
	/** In the place of a poll's answer, one that proves nothing. */
	| { type: 'doubt'; which: number }
	/** A creation is done, and its answer says only what became of the request. */
	| { type: 'bare'; which: number }
	/** The true answer with pictures around the videos. */
	| { type: 'covers' };

/** A task that was bought. Times of the virtual clock. */
export interface Bought {
	id: string;
	prompt: string;
	/** The task whose video it extends. */
	extendsTask?: string;
	/** The pictures of files that came with it. */
	photos: string[];
	model: string;
	/** With the documented defaults. */
	params: Record<string, unknown>;
	/** It was bought by a question for an estimate, and by no creation. */
	byEstimate: boolean;
	at: number;
	finishesAt: number;
	fails: boolean;
	/** Whether an answer said so. */
	readonly wasSeenFailed: boolean;
	readonly polls: number;
}

/** A moment in 2024, at which the virtual clock begins. */
const BEGIN = 1_710_000_000_000;

/** A model for tests of what comes before and after a request, and not of the request. */
const MADE_UP: Model = {
	operation: 'text2video',
	parameters: { prompt: { rule: anything }, price: { rule: anything }, video_url: { rule: url } },
};

const ABORTED = { code: 'ERR_CANCELED', message: 'aborted' };

/** The local gateway without a network, on a virtual clock; only what is lost on the way is made up here. */
export class FakeGateway {
	readonly bought: Bought[] = [];

	/** Creations that were tried though the execution had been stopped: even the attempt is a fault. */
	creationsAfterStop = 0;

	signal: AbortSignal | undefined;

	/** Tasks of which an answer that arrived said that they failed. */
	private readonly failed = new Set<unknown>();

	private readonly state: State;

	constructor(
		private readonly clock: VirtualClock,
		private readonly nextFault: (kind: 'create' | 'poll' | 'estimate') => Fault,
		task: (n: number) => { seconds: number; fails: boolean; reports: boolean },
		options: Pick<GatewayOptions, 'estimates' | 'costOf' | 'keys'> = {},
	) {
		this.state = openInProcess({
			...options,
			models: new Map([...MODELS, ['m', MADE_UP]]),
			// Signed again at each poll: only the newest address is valid.
			urls: { polls: 0 },
			taskId: (n) => `task-${n}-of-this-gateway`,
			now: () => BEGIN + clock.now(),
			marks: (_params, n) => {
				const { seconds, fails, reports } = task(n);
				return { seconds, noProgress: !reports, ...(fails && { fail: true }) };
			},
		});
	}

	/** Creations whose task the node was told of, be it after a stop. */
	readonly answered = new Set<string>();

	/** Sends a request; the answer to a creation outlives a stop, as in `n8n/httpClient.ts`. */
	readonly send: SendRequest = async (request) => {
		const { signal } = this;
		if (request.outlivesStop !== true || signal === undefined || signal.aborted) {
			return await this.answer(request, signal);
		}
		const late = this.answer(request, undefined);
		let onStop = () => {};
		const stopped = new Promise<undefined>((resolve) => {
			onStop = () => resolve(undefined);
			signal.addEventListener('abort', onStop);
		});
		const sent = await Promise.race([late, stopped]);
		signal.removeEventListener('abort', onStop);
		return sent ?? { networkError: ABORTED, late };
	};

	private async answer(
		request: GatewayRequest,
		signal: AbortSignal | undefined,
	): Promise<SentRequest> {
		const isEstimate = request.path.endsWith('/precharge');
		const isCreation = request.method === 'POST' && !isEstimate;
		if (this.isStopped(isCreation)) return { networkError: ABORTED };
		const fault = this.nextFault(isEstimate ? 'estimate' : isCreation ? 'create' : 'poll');
		if (fault.type === 'refusedConnection') return no('ECONNREFUSED', 'connect');
		if (fault.type === 'noHost') return no('ENOTFOUND', 'getaddrinfo');
		const worksFirst = 'after' in fault ? fault.after : fault.type !== 'doubt';
		const before = this.bought.length;
		const answer = worksFirst ? this.work(request) : undefined;
		const created = this.bought[before];
		const delay = 'delay' in fault ? fault.delay : 50;
		if (fault.type === 'silent') {
			await this.clock.sleep(request.timeout, signal);
			return signal?.aborted ? { networkError: ABORTED } : no('ECONNABORTED');
		}
		await this.clock.sleep(Math.min(delay, request.timeout), signal);
		if (signal?.aborted) return { networkError: ABORTED };
		if (delay >= request.timeout) return no('ECONNABORTED');
		if (fault.type === 'lost') return no('ECONNRESET', 'read');
		if (fault.type === 'garbled') return reply({ status: 200, text: fault.body });
		if (fault.type === 'status') {
			const wait = fault.retryAfter === undefined ? undefined : String(fault.retryAfter);
			const made = { status: fault.status, text: '{"message":"made to fail"}' };
			return reply(made, { 'retry-after': wait });
		}
		if (fault.type === 'doubt') return replyWith(DOUBTFUL_ENDS, fault.which, idIn(request.path));
		if (answer === undefined) return reply({ status: 500, text: '' });
		const said = JSON.parse(answer.text) as { id?: string; status?: unknown };
		if (fault.type === 'bare' && said.id !== undefined) {
			return replyWith(DOUBTFUL_CREATIONS, fault.which, said.id);
		}
		if (created !== undefined) this.answered.add(created.id);
		if (said.status === 'failed') this.failed.add(said.id);
		if (fault.type !== 'covers') return reply(answer);
		return reply({ ...answer, text: JSON.stringify(withCovers(said)) });
	}

	/** Whether the execution was stopped before this request, which is noted. */
	isStopped(isCreation: boolean): boolean {
		if (!this.signal?.aborted) return false;
		if (isCreation) this.creationsAfterStop += 1;
		return true;
	}

	/** Does what a request asks for, at once. */
	work(
		{ method, path, body }: Pick<GatewayRequest, 'method' | 'path' | 'body'>,
		style: AnswerStyle = 'documented',
		key?: string,
	): WireAnswer {
		const { state } = this;
		const before = state.tasks.size;
		state.answerStyle = style;
		const sent = body === undefined ? '' : JSON.stringify(body);
		const answer = ask(state, { method, path, ...(key !== undefined && { key }) }, sent);
		const task = [...state.tasks.values()].at(-1);
		if (task && state.tasks.size > before) {
			this.bought.push(this.describe(task, sent, path.endsWith('/precharge')));
		}
		return answer;
	}

	private describe(task: Task, sent: string, byEstimate: boolean): Bought {
		const { state, failed } = this;
		const { id, model, settings, createdAt, finishesAt, marks } = task;
		return {
			id,
			prompt: String(settings.prompt),
			extendsTask: taskOfVideo(state, settings.video_url)?.id,
			photos: sent.match(/data:image\/png;base64,[A-Za-z0-9+/=]+/g) ?? [],
			model,
			params: settings,
			byEstimate,
			at: createdAt - BEGIN,
			finishesAt: finishesAt - BEGIN,
			fails: marks.fail !== undefined,
			get wasSeenFailed() {
				return failed.has(id);
			},
			get polls() {
				return state.counts.pollsByTask[id] ?? 0;
			},
		};
	}
}

const no = (code: string, syscall?: string) => ({ networkError: { code, syscall, message: code } });

const reply = ({ status, text }: WireAnswer, headers: Record<string, string | undefined> = {}) => ({
	// As the node reads it: what is not read so counts as no answer that is documented.
	response: decodeResponse({ statusCode: status, headers, text }, (said) => said),
});

const replyWith = (answers: typeof DOUBTFUL_ENDS, which: number, id: string) =>
	reply({ status: 200, text: JSON.stringify(answers[which % answers.length](id)) });

const idIn = (path: string) => path.split('/').at(-1) ?? '';
