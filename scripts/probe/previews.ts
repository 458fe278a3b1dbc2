/** The questions that the billing preview answers. A preview buys nothing, if it is what it should be. */

import { CREDIT, describeAmount, USD } from '../../nodes/Vidu/gateway/amount';
import { requestEstimate } from '../../nodes/Vidu/gateway/estimate';
import type { Estimate } from '../../nodes/Vidu/gateway/estimate';
import type { Params } from '../../nodes/Vidu/models/check';
import { textToVideo } from '../../nodes/Vidu/operations/textToVideo';
import { operations } from '../../nodes/Vidu/operations/registry';
import { add, describeLast, note, ProbeEnd, sleep, TIMEOUT } from './probe';
import type { Probe } from './probe';
import { requestFor } from './requests';
import type { Cheap } from './requests';

/** Times that one preview is asked for while the gateway limits the rate, and the longest wait in between. */
const MOST_TRIES = 3;
const LONGEST_WAIT = 60_000;

/** What the preview said; `unsure`: it may be another time. */
type Previewed = Exclude<Estimate, { kind: 'created' }> | { kind: 'unsure'; reason: string };

/**
 * Asks for one preview.
 *
 * @throws {ProbeEnd} when a task was created by it: whatever asks again would buy again
 */
export async function preview(probe: Probe, model: string, params: Params): Promise<Previewed> {
	for (let tries = 1; ; tries += 1) {
		const answer = await requestEstimate(probe.send, model, params, TIMEOUT);
		if (answer.kind === 'created') {
			const { taskIds } = answer;
			for (const taskId of taskIds) probe.tasks.push({ what: 'a preview', taskId });
			note(probe, 'preview-exists', `IT CREATED TASK ${taskIds.join(', ')}`, 'disagrees');
			throw new ProbeEnd(
				'The billing preview created a task, which costs money. Nothing more is asked. Do not use Dry Run or Max Cost with this gateway.',
			);
		}
		if (answer.kind !== 'again') return answer;
		const { isRateLimited, reason, retryAfter = 5_000 } = answer;
		if (!isRateLimited || tries === MOST_TRIES || probe.signal.aborted) {
			return { kind: 'unsure', reason };
		}
		await sleep(Math.min(retryAfter, LONGEST_WAIT), probe.signal);
	}
}

/** Asks everything that previews tell. Those that could buy nothing by any mistake come first. */
export async function askPreviews(probe: Probe): Promise<void> {
	const [model] = textToVideo.models;
	const params = requestFor(model);
	const unknown = await preview(probe, 'n8n_nodes_vidu_no_such_model', params);
	const unknownSaid = describeLast(probe);
	const invalid = await preview(probe, model.id, { ...params, duration: 1000 });
	const invalidSaid = describeLast(probe);
	const valid = await preview(probe, model.id, params);
	const status = probe.exchanges.at(-1)?.status;
	const isMissing = status === 404 || status === 405;
	note(
		probe,
		'preview-exists',
		describeLast(probe),
		valid.kind === 'known' || isMissing ? 'agrees' : valid.kind === 'none' ? 'noted' : 'disagrees',
	);
	if (isMissing) return;
	if (valid.kind === 'known') {
		const isKnown = [USD, CREDIT].includes(valid.currency);
		note(probe, 'preview-currency', valid.currency, isKnown ? 'agrees' : 'disagrees');
	}
	note(probe, 'unknown-model', unknownSaid, refusedOr(unknown));
	note(probe, 'invalid-parameter', invalidSaid, refusedOr(invalid));
	await askAboutModels(probe);
}

const refusedOr = ({ kind }: Previewed) =>
	kind === 'known' ? 'disagrees' : kind === 'none' ? 'agrees' : 'noted';

/** Asks for a preview of every model of the node's table. */
async function askAboutModels(probe: Probe): Promise<void> {
	for (const { value, models } of operations) {
		for (const model of models) {
			if (probe.signal.aborted) return;
			const answer = await preview(probe, model.id, requestFor(model));
			const isRefused = (probe.exchanges.at(-1)?.status ?? 200) >= 400;
			add(probe, {
				id: `model:${model.id}`,
				question: `Does the gateway know ${model.id}?`,
				assumed: 'Yes, with the defaults of the node',
				said: answer.kind === 'known' ? priceOf(answer) : describeLast(probe),
				verdict:
					answer.kind === 'known'
						? 'agrees'
						: answer.kind === 'none' && isRefused
							? 'disagrees'
							: 'noted',
				file: `nodes/Vidu/models/${value}Models.ts`,
			});
		}
	}
}

/** A request with its price, as far as the preview has one. */
export interface Priced extends Cheap {
	price?: { cost: bigint; currency: string };
}

/** The cheapest of some requests; the first one where the previews do not tell. */
export async function cheapest(probe: Probe, requests: readonly Cheap[]): Promise<Priced> {
	const priced: Priced[] = [];
	for (const request of requests) {
		const answer = await preview(probe, request.model, request.params);
		priced.push(answer.kind === 'known' ? { ...request, price: answer } : request);
	}
	const known = priced.filter(({ price }) => price !== undefined);
	const comparable = known.filter(({ price }) => price?.currency === known[0].price?.currency);
	const [first = priced[0], ...others] = comparable;
	return others.reduce((best, one) => (costOf(one) < costOf(best) ? one : best), first);
}

const costOf = ({ price }: Priced): bigint => price?.cost ?? 0n;

/** A price in words. */
export const priceOf = ({ cost, currency }: { cost: bigint; currency: string }): string =>
	describeAmount(cost, currency, 'up');
