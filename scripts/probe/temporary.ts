/** Stands for nodes/Vidu/gateway/estimate.ts until it is there. */
import type { Send } from '../../nodes/Vidu/gateway/send';
export const USD = 'USD',
	CREDIT = 'credit';
export type Estimate =
	| { kind: 'known'; cost: bigint; currency: string }
	| { kind: 'none'; reason: string }
	| { kind: 'created'; taskId: string };
export async function askEstimate(
	send: Send,
	model: string,
	params: Record<string, unknown>,
	timeout: number,
): Promise<
	Estimate | { kind: 'again'; reason: string; isRateLimited: boolean; retryAfter?: number }
> {
	const sent = await send({
		method: 'POST',
		path: '/model/v1/generation/precharge',
		body: { model, input: [{ params }] },
		timeout,
	});
	if ('noAnswer' in sent) return { kind: 'again', reason: 'x', isRateLimited: false };
	const body = sent.answer.body as any;
	if (sent.answer.status >= 500) return { kind: 'again', reason: 'x', isRateLimited: false };
	if (body?.id !== undefined) return { kind: 'created', taskId: String(body.id) };
	if (body?.data?.cost == null) return { kind: 'none', reason: 'x' };
	return {
		kind: 'known',
		cost: BigInt(Math.round(Number(body.data.cost) * 1e12)),
		currency: body.data.currency,
	};
}
export const readAmount = (v: unknown): bigint | undefined =>
	v === undefined || v === null || v === '' || Number.isNaN(Number(v))
		? undefined
		: BigInt(Math.round(Number(v) * 1e12));
export const describeAmount = (amount: bigint, currency: string, _r: string) =>
	`${Number(amount) / 1e12} ${currency}`;
