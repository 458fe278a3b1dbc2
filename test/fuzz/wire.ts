/** A gateway and a file host, reached through fakes of n8n's two HTTP helpers, which send what a scenario plans. */

import type { IHttpRequestOptions } from 'n8n-workflow';

import { ViduApi } from '../../credentials/ViduApi.credentials';
import type { EstimateAnswer } from '../gateway/estimates';
import { FakeGateway } from '../property/fakeGateway';
import type { VirtualClock } from '../property/virtualClock';
import { AS_IT_IS, bytesOf, headersOf } from './answers';
import type { Plan } from './answers';
import { canceled, streamOf } from './stream';
import type { Engine } from './stream';
import { KEY, PASTED_KEY } from './words';

/** Where the credential says that the gateway is. */
export const BASE_URL = 'https://gateway.example';

/** One creation or poll that was asked for, and what came back. */
export interface Asked {
	prompt: string;
	/** Which try of the node. */
	tryNumber: number;
	/** The ID of the task that was bought for it, if one was. */
	id?: string;
	status?: number;
	location?: string;
	noAnswer?: Plan['noAnswer'];
	/** The part of the body that was handed to the node. */
	received: Buffer;
	/** Whether the body reached its end. */
	ended: boolean;
	/** The ID that a poll asked for. */
	polledId?: string;
}

/** The plans of a scenario for its requests, in the order in which they come; then answers are true. */
export interface Plans {
	creates: Plan[];
	polls: Plan[];
	files: Plan[];
	estimates: Plan[];
}

const VIDEO = Buffer.concat([
	Buffer.from('0000001066747970', 'hex'),
	Buffer.from('isomisom'),
	Buffer.from('000000086d6f6f76000000106d646174', 'hex'),
	Buffer.alloc(8),
]);

export class Wire {
	readonly creations: Asked[] = [];

	readonly polls: Asked[] = [];
	readonly estimates: Asked[] = [];

	/** The answer of the next estimate. */
	estimate: EstimateAnswer = 'usd';

	/** Where the key went. */
	readonly keyTo: string[] = [];

	/** Requests for files that carried anything like a key. */
	filesWithKey = 0;

	tryNumber = 0;

	/** Errors of the test itself. */
	readonly mistakes: unknown[] = [];

	constructor(
		private readonly clock: VirtualClock,
		private readonly gateway: FakeGateway,
		private readonly plans: Plans,
		private readonly engine: Engine,
		private readonly beforeCreation: (prompt: string) => void,
	) {}

	/** n8n's helper for requests with a credential. */
	async ask(stop: AbortSignal, options: IHttpRequestOptions) {
		try {
			return await this.answer(stop, options);
		} catch (error) {
			// The node would take a mistake of these fakes for one of the network.
			if ((error as { code?: string }).code === undefined) this.mistakes.push(error);
			throw error;
		}
	}

	private async answer(stop: AbortSignal, options: IHttpRequestOptions) {
		// n8n puts the execution's signal in the place of the request's own.
		options.abortSignal = stop;
		const credentials = { apiKey: PASTED_KEY, baseUrl: BASE_URL };
		const sent = await new ViduApi().authenticate(credentials, options);
		const signal = sent.abortSignal as AbortSignal;
		if (JSON.stringify(sent.headers).includes(JSON.stringify(KEY).slice(1, -1))) {
			this.keyTo.push(new URL(sent.url).origin);
		}
		const isEstimate = sent.url.endsWith('/precharge');
		const isCreation = sent.method === 'POST' && !isEstimate;
		const kind = isEstimate ? 'estimates' : isCreation ? 'creates' : 'polls';
		const plan = this.plans[kind].shift() ?? AS_IT_IS;
		this.estimate = plan.estimate;
		const asked: Asked = {
			prompt: '',
			tryNumber: this.tryNumber,
			noAnswer: plan.noAnswer,
			received: Buffer.alloc(0),
			ended: false,
		};
		if (isEstimate) this.estimates.push(asked);
		if (isCreation) {
			const { input } = sent.body as { input: Array<{ params: { prompt: string } }> };
			asked.prompt = input[0].params.prompt;
			this.beforeCreation(asked.prompt);
			this.creations.push(asked);
		} else {
			asked.polledId = decodeURIComponent(new URL(sent.url).pathname.split('/').at(-1) ?? '');
			this.polls.push(asked);
		}
		if (plan.noAnswer === 'refused') throw systemError('ECONNREFUSED', 'connect');
		if (plan.noAnswer === 'noHost') throw systemError('ENOTFOUND', 'getaddrinfo');
		if (this.gateway.isStopped(isCreation)) throw canceled();
		const request = {
			method: isCreation || isEstimate ? 'POST' : 'GET',
			path: new URL(sent.url).pathname,
			body: sent.body as object | undefined,
		} as const;
		const bought = this.gateway.bought.length;
		const done = this.gateway.work(request, plan.style, KEY);
		asked.id = this.gateway.bought[bought]?.id;
		if (plan.noAnswer === 'reset') throw systemError('ECONNRESET', 'read');
		await this.firstByte(plan, sent.timeout ?? Infinity, signal);
		const bytes = bytesOf(plan, done.text, asked);
		const headers = headersOf(plan, asked.id);
		const status = plan.status ?? done.status;
		// An answer after the request was given up is none.
		const isLate = signal.aborted || plan.delay >= (sent.timeout ?? Infinity);
		if (!isLate) Object.assign(asked, { status, location: headers.location });
		const onPiece = (piece: Buffer) => {
			// Nobody reads any more.
			if (signal.aborted) return;
			asked.received = Buffer.concat([asked.received, piece]);
			asked.ended = asked.received.length === bytes.length && plan.ending === 'end';
		};
		const stream = streamOf(this.clock, this.engine, { ...plan, bytes }, signal, onPiece);
		return { statusCode: status, headers, body: stream };
	}

	private async firstByte(plan: Plan, timeout: number, signal: AbortSignal): Promise<void> {
		// A change of protocol looks like silence to n8n's helper, and ends its timeout.
		const isSilent = plan.noAnswer === 'silence' || plan.status === 101;
		if (this.engine === 'deaf') {
			// Neither its own timeout nor the signal ends anything: an answer may come when it was given up.
			return isSilent ? await new Promise(() => {}) : await this.clock.sleep(plan.delay);
		}
		const delay = isSilent ? Infinity : plan.delay;
		await this.clock.sleep(Math.min(delay, timeout), signal);
		if (signal.aborted) throw canceled();
		if (delay >= timeout) throw systemError('ECONNABORTED');
	}

	/** n8n's plain helper, for files. */
	async fetch(options: IHttpRequestOptions) {
		const { files } = this.plans;
		// The last one stays: three tries would outlast anything else.
		const plan = (files.length > 1 ? files.shift() : files[0]) ?? AS_IT_IS;
		if (/SECRET|authorization/i.test(JSON.stringify([options.headers, options.body]))) {
			this.filesWithKey += 1;
		}
		const signal = options.abortSignal as AbortSignal;
		if (plan.noAnswer === 'refused') throw systemError('ECONNREFUSED', 'connect');
		if (plan.noAnswer === 'noHost') throw systemError('ENOTFOUND', 'getaddrinfo');
		if (plan.noAnswer === 'reset') throw systemError('ECONNRESET', 'read');
		// The signal of a file's request is one that every engine hears.
		await this.clock.sleep(plan.noAnswer === 'silence' ? Infinity : plan.delay, signal);
		if (signal.aborted) throw canceled();
		const headers = { 'content-type': 'video/mp4', ...plan.headers };
		const engine = this.engine === 'deaf' ? 'lazy' : this.engine;
		const bytes = bytesOfFile(plan);
		const body = streamOf(this.clock, engine, { ...plan, bytes }, signal);
		return { statusCode: plan.status ?? 200, headers, body };
	}
}

/** A small video, or what the plan makes of it. */
const bytesOfFile = ({ bytes, json }: Plan): Buffer =>
	json.length === 3 ? Buffer.from('<html>') : bytes.length > 1 ? Buffer.alloc(0) : VIDEO;

/** As the system throws it, with the request in it as the HTTP client does. */
const systemError = (code: string, syscall?: string) =>
	Object.assign(new Error(`${syscall ?? 'timeout'} ${code} 192.0.2.1:443`), {
		code,
		syscall,
		config: { headers: { Authorization: `Bearer ${KEY}` } },
	});
