/** What do large files cost: a video that is downloaded, images that are sent? */

import { measureInChild } from './child';
import { atMost, mediansOf, megabytes, type Row } from './figures';
import { startGatewayProcess, type GatewayProcess } from './gateway';
import type { Cost } from './observe';

/** Bytes of each file, by the way it takes through the child. */
const BYTES = {
	node: 300_000_000,
	arraybuffer: 300_000_000,
	'plain stream': 300_000_000,
	'end frame': 14_000_000,
	'several images': 2_000_000,
};
/** Images of one item: the most that is documented. */
export const SEVERAL = 7;

/** How often each way is measured. */
const ROUNDS = 5;

type Way = keyof typeof BYTES;

/** The input of the child. */
export interface FileInput {
	way: Way;
	/** The size of each file. */
	bytes: number;
	gateway: Pick<GatewayProcess, 'credentials' | 'filesUrl'>;
}

/** Measures all ways in turn, so that each round compares them at the same time. */
export async function measureFiles(): Promise<Row[]> {
	const ways = Object.keys(BYTES) as Way[];
	const costs = new Map<Way, Cost[]>(ways.map((way) => [way, []]));
	const gateway = await startGatewayProcess({ taskSeconds: 0.5 });
	try {
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const way of ways) {
				const input: FileInput = { way, bytes: BYTES[way], gateway };
				costs.get(way)?.push(await measureInChild<Cost>('fileChild.ts', input));
			}
		}
	} finally {
		await gateway.close();
	}
	const medians = [...costs].map(([way, all]) => [way, mediansOf(all)]);
	return rowsOf(Object.fromEntries(medians) as Record<Way, Cost>);
}

function rowsOf(costs: Record<Way, Cost>): Row[] {
	const { node, arraybuffer, 'plain stream': plain } = costs;
	const rate = ({ wall }: Cost) => `${(BYTES.node / 1e3 / wall).toFixed(0)} MB/s`;
	const throughput = plain.wall / node.wall;
	const times = (value: number) => value.toFixed(1);
	const frame = costs['end frame'].growth / BYTES['end frame'];
	const several = costs['several images'].growth / BYTES['several images'] / SEVERAL;
	return [
		{
			figure: 'download of 300 MB: throughput over that of a plain stream to the disk',
			goal: '≥ 0.90',
			isReached: throughput >= 0.9,
			measured: `${throughput.toFixed(2)} (${rate(node)})`,
			nextTo: `plain stream ${rate(plain)}, arraybuffer ${rate(arraybuffer)}`,
		},
		atMost(
			'the same: growth of the memory',
			[node.growth, 60e6],
			megabytes,
			`plain stream ${megabytes(plain.growth)}, arraybuffer ${megabytes(arraybuffer.growth)}`,
		),
		atMost('end frame of 14 MB: growth of the memory over its size', [frame, 6], times),
		atMost('seven images of 2 MB in one item: growth over their size', [several, 6], times),
	];
}
