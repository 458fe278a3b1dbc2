/** What do large files cost: a video that is downloaded, an end frame or several images that are sent? */

import { measureInChild } from './child';
import { startGatewayProcess, type GatewayProcess } from './gateway';
import type { Cost } from './observe';
import { median } from './statistics';

/** Bytes of the video. */
export const VIDEO = 300_000_000;
/** Bytes of the end frame. */
export const END_FRAME = 14_000_000;
/** Bytes of each of several images of one item, and how many there are: the most that is documented. */
export const SEVERAL_IMAGES = { each: 2_000_000, count: 7 };

/** How often each way is measured; the median counts. */
const ROUNDS = 5;

/** The ways in which bytes go through the child. */
export const WAYS = ['node', 'arraybuffer', 'plain stream', 'end frame', 'several images'] as const;
export type Way = (typeof WAYS)[number];

const BYTES: Record<Way, number> = {
	node: VIDEO,
	arraybuffer: VIDEO,
	'plain stream': VIDEO,
	'end frame': END_FRAME,
	'several images': SEVERAL_IMAGES.each,
};

/** What the child gets. */
export interface FileInput {
	way: Way;
	/** Of each file. */
	bytes: number;
	gateway: Pick<GatewayProcess, 'credentials' | 'filesUrl'>;
}

/** Medians by way. */
export type FileCosts = Record<Way, Cost>;

/** Measures ways, each round in processes of their own, side by side with its peers. */
export async function measureFiles(ways: readonly Way[] = WAYS): Promise<FileCosts> {
	const gateway = await startGatewayProcess({ taskSeconds: 0.5 });
	try {
		const all = new Map<Way, Cost[]>(ways.map((way) => [way, []]));
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const way of ways) {
				const input: FileInput = { way, bytes: BYTES[way], gateway };
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
