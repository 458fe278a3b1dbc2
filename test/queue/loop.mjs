/** For how long the event loops of workers were blocked, as `monitor.mjs` records it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder;

/** Where the workers of this process record it. */
export function loopFolder() {
	if (folder) return folder;
	folder = mkdtempSync(join(tmpdir(), 'n8n-queue-loop-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/**
 * The longest block of a worker's event loop, in milliseconds.
 *
 * @param {{ pid: number }} worker
 * @param {number} from milliseconds since 1970
 * @param {number} to
 */
export function longestBlock({ pid }, from, to) {
	const lines = readFileSync(join(loopFolder(), String(pid)), 'utf8')
		.trim()
		.split('\n');
	const blocks = lines.map((line) => line.split(' ').map(Number));
	const within = blocks.filter(([at]) => at >= from && at <= to).map(([, ms]) => ms);
	if (within.length === 0) throw new Error('the monitor wrote nothing in that time');
	return Math.max(...within);
}
