/** What does work cost the process that it runs in? */

/** Bytes and milliseconds. */
export interface Cost {
	wall: number;
	/** Peak of the resident memory over its start. */
	growth: number;
	/** Longest time in which the event loop did nothing else, because this process worked. */
	longestBlock: number;
	/** Processor time of this process. */
	work: number;
}

/** Milliseconds between two samples of the memory, and between two ticks of the event loop. */
const MEMORY_PERIOD = 20;
const TICK = 2;

/** Runs the work and watches this process. Collects garbage first, so that it starts at its lowest. */
export async function observe<T>(work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
	await collectGarbage();
	const before = process.memoryUsage().rss;
	let peak = before;
	const watchMemory = () => {
		peak = Math.max(peak, process.memoryUsage().rss);
	};
	let longestBlock = 0;
	let last = performance.now();
	let worked = process.cpuUsage();
	const watchLoop = () => {
		const now = performance.now();
		// A busy machine stops the process too: a time without processor time is no block.
		const block = Math.min(now - last - TICK, spent(worked));
		longestBlock = Math.max(longestBlock, block);
		last = now;
		worked = process.cpuUsage();
	};
	const timers = [setInterval(watchMemory, MEMORY_PERIOD), setInterval(watchLoop, TICK)];
	try {
		const startedAt = performance.now();
		const workedBefore = process.cpuUsage();
		const result = await work();
		const wall = performance.now() - startedAt;
		watchMemory();
		watchLoop();
		const growth = peak - before;
		return { result, cost: { wall, growth, longestBlock, work: spent(workedBefore) } };
	} finally {
		for (const timer of timers) clearInterval(timer);
	}
}

/** Milliseconds of processor time since then. */
function spent(since: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(since);
	return (user + system) / 1000;
}

async function collectGarbage(): Promise<void> {
	const { gc } = globalThis as { gc?: () => void };
	for (let round = 0; round < 3; round += 1) {
		gc?.();
		// The system gets its memory back a moment later.
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
