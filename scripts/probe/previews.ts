/** Asks what the billing preview answers. A preview should buy nothing; the first one shows if that is so. */

import { CREDIT, USD } from '../../nodes/Vidu/gateway/amount';
import { requestEstimate } from '../../nodes/Vidu/gateway/estimate';
import type { Estimate } from '../../nodes/Vidu/gateway/estimate';
import type { Params } from '../../nodes/Vidu/models/check';
import { textToVideo } from '../../nodes/Vidu/operations/textToVideo';
import { operations } from '../../nodes/Vidu/operations/registry';
import { describeAmount } from '../../nodes/Vidu/output/cost';
import type { TaskCost } from '../../nodes/Vidu/output/cost';
import { add, describeLast, note, ProbeEnd, sleep, TIMEOUT } from './probe';
import type { Probe } from './probe';
import { paramsFor } from './requests';
import type { VideoRequest } from './requests';

/** Maximum number of attempts for one preview while the gateway limits the rate … */
const MAX_ATTEMPTS = 3;
/** … and of milliseconds between two of them. */
const MAX_RETRY_DELAY = 60_000;

/** The answer of the preview. `unsure`: another attempt may get one. */
type PreviewAnswer = Estimate | { type: 'unsure'; reason: string };

/**
 * Asks for one preview.
 *
 * @throws {ProbeEnd} when the preview created a task: another one would buy again
 */
export async function preview(probe: Probe, model: string, params: Params): Promise<PreviewAnswer> {
	for (let attempt = 1; ; attempt += 1) {
		const answer = await requestEstimate(probe.send, model, params, TIMEOUT);
		if (answer.type === 'created') {
			const { taskId } = answer;
			probe.tasks.push({ what: 'a preview', taskId });
			note(probe, 'preview-exists', `IT CREATED TASK ${taskId}`, 'disagrees');
			throw new ProbeEnd(
				'The billing preview bought a video, so the probe ended. Do not use Dry Run or Max Cost with this gateway.',
			);
		}
		if (answer.type !== 'again') return answer;
		const { isRateLimited, reason, retryAfter = 5_000 } = answer;
		if (!isRateLimited || attempt === MAX_ATTEMPTS || probe.signal.aborted) {
			return { type: 'unsure', reason };
		}
		await sleep(Math.min(retryAfter, MAX_RETRY_DELAY), probe.signal);
	}
}

/** Asks all previews. Those that cannot buy anything even by mistake come first. */
export async function askPreviews(probe: Probe): Promise<void> {
	const [model] = textToVideo.models;
	const params = paramsFor(model);
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
		valid.type === 'known' || isMissing ? 'agrees' : valid.type === 'none' ? 'noted' : 'disagrees',
	);
	if (isMissing) return;
	if (valid.type === 'known') {
		const isKnown = [USD, CREDIT].includes(valid.currency);
		note(probe, 'preview-currency', valid.currency, isKnown ? 'agrees' : 'disagrees');
	}
	note(probe, 'unknown-model', unknownSaid, refusedOr(unknown));
	note(probe, 'invalid-parameter', invalidSaid, refusedOr(invalid));
	await askAboutModels(probe);
}

const refusedOr = ({ type }: PreviewAnswer) =>
	type === 'known' ? 'disagrees' : type === 'none' ? 'agrees' : 'noted';

/** Asks for a preview of every model of the node's table. */
async function askAboutModels(probe: Probe): Promise<void> {
	for (const { value, models } of operations) {
		for (const model of models) {
			if (probe.signal.aborted) return;
			const answer = await preview(probe, model.id, paramsFor(model));
			const price = priceIn(answer);
			const isRefused = (probe.exchanges.at(-1)?.status ?? 200) >= 400;
			add(probe, {
				id: `model:${model.id}`,
				question: `Does the gateway know ${model.id}?`,
				assumed: 'Yes, with the defaults of the node',
				said: price ? formatPrice(price) : describeLast(probe),
				verdict:
					answer.type === 'known'
						? 'agrees'
						: answer.type === 'none' && isRefused
							? 'disagrees'
							: 'noted',
				file: `nodes/Vidu/models/${value}Models.ts`,
			});
		}
	}
}

/** A request, and its price if the preview has one. */
export interface PricedRequest extends VideoRequest {
	price?: TaskCost;
}

/** The cheapest of some requests; the first one when the previews have no prices. */
export async function cheapest(
	probe: Probe,
	requests: readonly VideoRequest[],
): Promise<PricedRequest> {
	const priced: PricedRequest[] = [];
	for (const request of requests) {
		const answer = await preview(probe, request.model, request.params);
		const price = priceIn(answer);
		priced.push({ ...request, ...(price === undefined ? {} : { price }) });
	}
	const known = priced.filter(({ price }) => price !== undefined);
	const comparable = known.filter(({ price }) => price?.currency === known[0].price?.currency);
	const [first = priced[0], ...others] = comparable;
	return others.reduce((best, one) => (amountOf(one) < amountOf(best) ? one : best), first);
}

const amountOf = ({ price }: PricedRequest): number => price?.amount ?? 0;

const priceIn = (answer: PreviewAnswer): TaskCost | undefined =>
	answer.type === 'known' ? { amount: answer.cost, currency: answer.currency } : undefined;

export const formatPrice = ({ amount, currency }: TaskCost): string =>
	describeAmount(amount, currency, 'up');
