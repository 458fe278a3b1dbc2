/**
 * Loaded into a worker before n8n: records, every half second, for how long its event loop was
 * blocked at most since the last line.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// n8n's task runner inherits the setting that loads this.
if (process.argv.includes('worker') && process.env.LOOP_FOLDER) {
	const RESOLUTION_MS = 10;
	const file = join(process.env.LOOP_FOLDER, String(process.pid));
	const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	histogram.enable();
	setInterval(() => {
		const blocked = Math.max(0, histogram.max / 1e6 - RESOLUTION_MS);
		histogram.reset();
		appendFileSync(file, `${Date.now()} ${blocked.toFixed(1)}\n`);
	}, 500).unref();
}
