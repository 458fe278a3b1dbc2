/** What does a piece of work cost the process that it runs in? */

/** The costs. Bytes and milliseconds. */
export interface Cost {
	wall: number;
	/** Peak of the resident memory over what it was at the start. */
	growth: number;
	/** Peak of the used heap and of the buffers outside it, garbage included, over the start. */
	heapGrowth: number;
	/** Longest time in which the event loop could do nothing else because this process worked. */
	longestBlock: number;
	/** The same with the time that the machine gave to other processes meanwhile. */
	longestPause: number;
	/** What the processor worked for this process. */
	work: number;
}

/** Milliseconds between two readings of the memory. */
const MEMORY_PERIOD = 20;
/** Milliseconds between two ticks of the event loop's watch. */
const TICK = 2;

/** Runs the work, watching this process. Collects garbage before it, so that the start is the low point. */
export async function observe<T>(work: () => Promise<T>): Promise<{ cost: Cost; result: T }> {
	await collectGarbage();
	const before = memory();
	const peak = { ...before };
	const watchMemory = () => {
		const now = memory();
		peak.resident = Math.max(peak.resident, now.resident);
		peak.used = Math.max(peak.used, now.used);
	};
	let longestBlock = 0;
	let longestPause = 0;
	let last = performance.now();
	let worked = process.cpuUsage();
	const watchLoop = () => {
		const now = performance.now();
		const pause = now - last - TICK;
		const { user, system } = process.cpuUsage(worked);
		longestPause = Math.max(longestPause, pause);
		longestBlock = Math.max(longestBlock, Math.min(pause, (user + system) / 1000));
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
		const { user, system } = process.cpuUsage(workedBefore);
		const processor = (user + system) / 1000;
		const growth = peak.resident - before.resident;
		const heapGrowth = peak.used - before.used;
		return {
			result,
			cost: { wall, growth, heapGrowth, longestBlock, longestPause, work: processor },
		};
	} finally {
		for (const timer of timers) clearInterval(timer);
	}
}

function memory() {
	const { rss, heapUsed, external } = process.memoryUsage();
	return { resident: rss, used: heapUsed + external };
}

async function collectGarbage(): Promise<void> {
	const { gc } = globalThis as { gc?: () => void };
	for (let round = 0; round < 3; round += 1) {
		gc?.();
		// What the system gets back, it gets back a moment later.
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
