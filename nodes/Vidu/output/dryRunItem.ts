import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { toNumber } from '../amount';
import type { Estimate } from '../gateway/estimate';
import { forOutput } from '../images/standIn';
import { sumOfEstimates } from '../tasks/estimates';
import type { Purchase } from '../tasks/purchase';

/**
 * The output item of a dry run: `{ dryRun: true, model, params, estimatedCost, currency, estimateNote? }`,
 * where `params` are those that would be sent, with `{ mimeType, bytes }` for an inline image. For a job
 * of several scenes `{ dryRun: true, steps: [{ scene, model, params, … }], estimatedCost, currency,
 * estimateNote? }`, with an entry for each scene, and the sum. An amount is null where it is not known.
 */
export function dryRunItem(
	purchases: readonly Purchase[],
	estimates: ReadonlyMap<Purchase, Estimate>,
	item: number,
): INodeExecutionData {
	const all = purchases.map((purchase) => ({
		...(purchase.scene === undefined ? {} : { scene: purchase.scene }),
		model: purchase.model,
		params: forOutput(purchase.preview()) as IDataObject,
		...costOf(estimateOf(estimates, purchase)),
	}));
	const json: IDataObject =
		purchases.length === 1 && purchases[0].scene === undefined
			? { dryRun: true, ...all[0] }
			: {
					dryRun: true,
					steps: all,
					...costOf(sumOfEstimates(purchases.map((one) => estimateOf(estimates, one)))),
				};
	return { json, pairedItem: { item } };
}

/** The estimate of a purchase that was estimated. */
export const estimateOf = (
	estimates: ReadonlyMap<Purchase, Estimate>,
	purchase: Purchase,
): Estimate => estimates.get(purchase) ?? { kind: 'none', reason: 'it was not asked for' };

function costOf(estimate: Estimate): IDataObject {
	if (estimate.kind === 'known') {
		return { estimatedCost: toNumber(estimate.cost), currency: estimate.currency };
	}
	const note =
		estimate.kind === 'none'
			? estimate.reason
			: `the gateway created task ${estimate.taskId} for an estimate`;
	return { estimatedCost: null, currency: null, estimateNote: `No estimate: ${note}` };
}
