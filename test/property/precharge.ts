import fc from 'fast-check';

import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import type { EstimateAnswer } from '../gateway/estimates';
import type { Fault } from './fakeGateway';
import { fault } from './faults';

/** The faults of the questions for an estimate, question by question. */
export interface PrechargeFaults {
	/** When they are used up, it is the price in USD. */
	answers: EstimateAnswer[];
	/** When they are used up, nothing goes wrong. */
	estimateFaults: Fault[];
}

/** Whether the body of an answer, as it was read, is a task. */
export const isTask = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && 'id' in body && !('data' in body);

/** The questions of one call of the node. */
export class Questions {
	private readonly open = new Set<string>();

	/** How many were asked and never answered by a price in USD. */
	get withoutPrice(): number {
		return this.open.size;
	}

	send(send: SendRequest): SendRequest {
		return async (request) => {
			if (!request.path.endsWith('/precharge')) return await send(request);
			const question = JSON.stringify(request.body);
			this.open.add(question);
			const answered = await send(request);
			if ('response' in answered && isPrice(answered.response.body)) this.open.delete(question);
			return answered;
		};
	}
}

/** Whether the body of an answer, as it was read, is a cost in USD. */
const isPrice = (body: unknown): boolean =>
	/"status":"success".*"currency":"USD"/.test(JSON.stringify(body) ?? '');

const answer = fc.constantFrom<EstimateAnswer[]>(
	...([
		'usd',
		'usd',
		'usd',
		'request-id',
		'credit',
		'error',
		'cache-miss',
		'404',
		'created',
	] as const),
);

/** Anything that can go wrong with estimates; often nothing does. */
export const anyPrechargeFaults: fc.Arbitrary<PrechargeFaults> = fc.record({
	answers: fc.oneof(fc.constant<EstimateAnswer[]>([]), fc.array(answer, { maxLength: 8 })),
	estimateFaults: fc.oneof(fc.constant<Fault[]>([]), fc.array(fault, { maxLength: 12 })),
});
