/** Which figures were to be reached, and were they? */

import { END_FRAME, SEVERAL_IMAGES, VIDEO } from './download';
import { delayGoals } from './delayGoals';
import type { Goal } from './goal';
import { scaleGoals } from './goalsOfMany';
import type { Results } from './results';
import { kilobytes, megabytes, milliseconds, ratio, seconds } from './tables';

/** Every figure beside its goal and what it is to be compared with. */
export function goalsOf(results: Results): Goal[] {
	return [
		...batchGoals(results),
		...scaleGoals(results),
		...delayGoals(results),
		...fileGoals(results),
		...sizeGoals(results),
	];
}

function batchGoals(results: Results): Goal[] {
	const { wide, wideBlind, wideBlindAgain, narrow, stories, large, peers } = results;
	const wall = (batch: { wall: number }) => seconds(batch.wall / 1000);
	return [
		{
			figure: '10 items × 20 s, Max Concurrency 10: wall time over the limit (20 s)',
			goal: '≤ 1.04',
			isReached: wide.ratio <= 1.04,
			measured: `${ratio(wide.ratio)} (${wall(wide)})`,
			beside: `${ratio(wideBlind.ratio)} (${wall(wideBlind)}) without progress`,
		},
		{
			figure: 'the same without progress, the second time in a process',
			goal: '≤ 1.06',
			isReached: wideBlindAgain.ratio <= 1.06,
			measured: `${ratio(wideBlindAgain.ratio)} (${wall(wideBlindAgain)})`,
			beside: `the first time ${ratio(wideBlind.ratio)}`,
		},
		{
			figure: 'with progress, at the default 5, over its limit (40 s)',
			goal: '≤ 1.03',
			isReached: narrow.ratio <= 1.03,
			measured: `${ratio(narrow.ratio)} (${wall(narrow)})`,
			beside: '',
		},
		...(['miniMax', 'gemini'] as const).map((peer): Goal => {
			const name = peer === 'miniMax' ? 'MiniMax' : 'Google Gemini';
			return {
				figure: `the same batch in a whole n8n: n8n's ${name} node over this one`,
				goal: 'reported',
				measured: peers ? ratio(peers[peer] / peers.node) : 'not measured',
				beside: peers ? `${seconds(peers[peer] / 1000)} and ${seconds(peers.node / 1000)}` : '',
			};
		}),
		{
			figure: 'HTTP Request + Wait 5 s + IF, item by item, over this one',
			goal: 'reported',
			measured: peers ? ratio(peers.loop / peers.node) : 'not measured',
			beside: peers ? `${seconds(peers.loop / 1000)} and ${seconds(peers.node / 1000)}` : '',
		},
		{
			figure: '200 items × 5 s at 50: wall time over the limit (20 s)',
			goal: '≤ 1.10',
			isReached: large.ratio <= 1.1,
			measured: `${ratio(large.ratio)} (${wall(large)})`,
			beside: `${large.pollsPerTask.toFixed(1)} polls a task`,
		},
		{
			figure: 'the same: growth of the resident memory',
			goal: '≤ 50 MB',
			isReached: large.growth <= 50e6,
			measured: megabytes(large.growth),
			beside: `heap and buffers ${megabytes(large.heapGrowth)}, garbage included`,
		},
		{
			figure: 'the same: longest block of the event loop',
			goal: '≤ 50 ms',
			isReached: large.longestBlock <= 50,
			measured: milliseconds(large.longestBlock),
			beside: `${milliseconds(large.longestPause)} with what other processes took of the machine`,
		},
		{
			figure: '5 stories of 4 scenes × 20 s, Max Concurrency 5, over their limit (80 s)',
			goal: '≤ 1.05',
			isReached: stories.ratio <= 1.05,
			measured: `${ratio(stories.ratio)} (${wall(stories)})`,
			beside: `${stories.pollsPerTask.toFixed(1)} polls a scene`,
		},
	];
}

function fileGoals({ files }: Results): Goal[] {
	const { node, arraybuffer, 'plain stream': plain, 'end frame': frame } = files;
	const several = files['several images'];
	const all = SEVERAL_IMAGES.count * SEVERAL_IMAGES.each;
	const rate = ({ wall }: { wall: number }) => `${(VIDEO / 1e3 / wall).toFixed(0)} MB/s`;
	return [
		{
			figure: 'download of 300 MB to the disk: growth of the resident memory',
			goal: '≤ 60 MB',
			isReached: node.growth <= 60e6,
			measured: megabytes(node.growth),
			beside: `as an arraybuffer ${megabytes(arraybuffer.growth)}, plain stream ${megabytes(plain.growth)}`,
		},
		{
			figure: 'the same: throughput over that of a plain stream to the disk',
			goal: '≥ 0.9',
			isReached: plain.wall / node.wall >= 0.9,
			measured: `${ratio(plain.wall / node.wall)} (${rate(node)})`,
			beside: `plain stream ${rate(plain)}, arraybuffer ${rate(arraybuffer)}`,
		},
		{
			figure: 'end frame of 14 MB: growth of the resident memory over its size',
			goal: '≤ 6',
			isReached: frame.growth <= 6 * END_FRAME,
			measured: `${(frame.growth / END_FRAME).toFixed(1)} (${megabytes(frame.growth)})`,
			beside: '',
		},
		{
			figure: 'an item with seven images of 2 MB: growth of the resident memory over their size',
			goal: '≤ 6',
			isReached: several.growth <= 6 * all,
			measured: `${(several.growth / all).toFixed(1)} (${megabytes(several.growth)})`,
			beside: '',
		},
	];
}

function sizeGoals({ loading, packed, description }: Results): Goal[] {
	const { node, workflow, httpRequest } = loading;
	return [
		{
			figure: "loading the node over n8n's HTTP Request node",
			goal: '≤ 0.12',
			isReached: httpRequest === undefined ? undefined : node <= 0.12 * httpRequest,
			measured: httpRequest === undefined ? 'not measured' : ratio(node / httpRequest),
			beside:
				httpRequest === undefined ? '' : `${milliseconds(node)}, ${milliseconds(httpRequest)}`,
		},
		{
			figure: 'the same over loading n8n-workflow in the same process',
			goal: '≤ 0.12',
			isReached: node <= 0.12 * workflow,
			measured: ratio(node / workflow),
			beside: `${milliseconds(node)}, ${milliseconds(workflow)}`,
		},
		{
			figure: 'packed size',
			goal: '≤ 90 kB',
			isReached: packed.packed <= 90e3,
			measured: kilobytes(packed.packed),
			beside: `${packed.files} files, ${kilobytes(packed.unpacked)} unpacked`,
		},
		{
			figure: "the node's description, which every editor loads, as JSON",
			goal: '≤ 100 kB',
			isReached: description.bytes <= 100e3,
			measured: kilobytes(description.bytes),
			beside: `${description.models} models, ${description.fields} fields`,
		},
	];
}
