/** Does a dry run give out what a real run would, with the price of it? */

import type { Estimate } from '../../../nodes/Vidu/gateway/estimate';
import { dryRunItem } from '../../../nodes/Vidu/output/dryRunItem';
import { PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../../../nodes/Vidu/placeholder';
import { jobOf, purchaseOf } from '../purchases';

const NOW = Date.parse('2026-03-09T16:00:00.000Z');
const usd = (cost: number): Estimate => ({ type: 'known', cost, currency: 'USD' });
const done = {
	videoUrl: PLACEHOLDER_URL,
	status: 'completed',
	taskId: PLACEHOLDER_TASK_ID,
	model: 'm',
};
const task = {
	...done,
	createdAt: '2026-03-09T16:00:00.000Z',
	videoUrls: [PLACEHOLDER_URL],
	output: [{ content: [{ type: 'video', url: PLACEHOLDER_URL }] }],
	usage: {},
	metadata: {},
};

describe('a dry run of one video', () => {
	const params = { prompt: 'a', duration: 5 };
	const purchase = purchaseOf(params, { item: 4 });
	const item = (until: 'end' | 'creation') =>
		dryRunItem(jobOf(purchase, { until }), [purchase], new Map([[purchase, usd(0.1)]]), NOW);
	const price = { dryRun: true, estimatedCost: 0.1, currency: 'USD' };

	it('has the fields of its task, and the price after the link', () => {
		expect(item('end')).toEqual({
			json: { ...task, ...params, ...price, params },
			pairedItem: { item: 4 },
		});
		const first = ['videoUrl', 'dryRun', 'estimatedCost', 'currency', 'status'];
		expect(Object.keys(item('end').json).slice(0, 5)).toEqual(first);
	});

	it('has no link where nobody waits for the video', () => {
		expect(item('creation').json).toEqual({
			...{ taskId: PLACEHOLDER_TASK_ID, status: 'in_progress', model: 'm' },
			...{ createdAt: task.createdAt, videoUrls: [], ...params, ...price, params },
		});
	});
});

describe('a dry run of several scenes', () => {
	const ASKED = { duration: 5, resolution: '540p', aspect_ratio: '9:16' };
	const purchases = ['a', 'b'].map((prompt, index) => purchaseOf({ prompt }, { scene: index + 1 }));
	const job = jobOf(purchases[0], {
		item: 4,
		target: {
			type: 'scenes',
			scenes: ['a', 'b'].map((prompt, index) => ({
				...{ model: 'm', sent: { prompt, ...ASKED } },
				purchase: () => purchases[index],
			})),
		},
	});
	const item = (...estimates: Estimate[]) =>
		dryRunItem(job, purchases, new Map(purchases.map((one, i) => [one, estimates[i]])), NOW);

	it('has an entry for each, and the sum', () => {
		const asked = { resolution: '540p', aspectRatio: '9:16' };
		const step = { ...done, ...asked, usage: {}, duration: 5, currency: 'USD' };
		expect(item(usd(0.1), usd(0.2))).toEqual({
			json: {
				...{ ...task, ...asked, dryRun: true, estimatedCost: 0.3, currency: 'USD' },
				steps: [
					{ ...step, scene: 1, prompt: 'a', params: { prompt: 'a' }, estimatedCost: 0.1 },
					{ ...step, scene: 2, prompt: 'b', params: { prompt: 'b' }, estimatedCost: 0.2 },
				],
			},
			pairedItem: { item: 4 },
		});
	});

	it('has no sum where an estimate is missing', () => {
		const { json } = item(usd(0.1), { type: 'none', reason: 'why' });
		const none = { estimatedCost: null, currency: null, estimateNote: 'No estimate: why' };
		expect(json).toMatchObject(none);
	});
});
