/** What do large files cost: a video that is downloaded, and an end frame that is sent? */

import { measureInChild } from './child';
import { startGatewayProcess, type GatewayProcess } from './gateway';
import type { Cost } from './observe';
import { median } from './statistics';

/** Bytes of the video. */
export const VIDEO = 300_000_000;
/** Bytes of the end frame. */
export const END_FRAME = 14_000_000;

/** How often each way is measured; the median counts. */
const ROUNDS = 5;

/** The ways in which bytes go through the child. */
export const WAYS = ['node', 'arraybuffer', 'plain stream', 'end frame'] as const;
export type Way = (typeof WAYS)[number];

/** What the child gets. */
export interface FileInput {
	way: Way;
	bytes: number;
	gateway: Pick<GatewayProcess, 'credentials' | 'filesUrl'>;
}

/** Medians by way. */
export type FileCosts = Record<Way, Cost>;

/** Measures every way, each round in processes of their own, side by side with its peers. */
export async function measureFiles(): Promise<FileCosts> {
	const gateway = await startGatewayProcess({ taskSeconds: 0.5 });
	try {
		const all = new Map<Way, Cost[]>(WAYS.map((way) => [way, []]));
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const way of WAYS) {
				const bytes = way === 'end frame' ? END_FRAME : VIDEO;
				const input: FileInput = { way, bytes, gateway };
				all.get(way)?.push(await measureInChild<Cost>('downloadChild.ts', input));
			}
		}
		return Object.fromEntries(
			[...all].map(([way, costs]) => [way, medianCost(costs)]),
		) as FileCosts;
	} finally {
		await gateway.close();
	}
}

const medianCost = (costs: Cost[]): Cost => ({
	wall: median(costs.map(({ wall }) => wall)),
	growth: median(costs.map(({ growth }) => growth)),
	heapGrowth: median(costs.map(({ heapGrowth }) => heapGrowth)),
	longestBlock: median(costs.map(({ longestBlock }) => longestBlock)),
	longestPause: median(costs.map(({ longestPause }) => longestPause)),
	work: median(costs.map(({ work }) => work)),
});
