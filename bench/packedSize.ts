/** How large is the package that n8n downloads? */

import { exec } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Bytes of the tarball, bytes unpacked, and the number of files. Needs the built `dist`. */
export interface PackedSize {
	packed: number;
	unpacked: number;
	files: number;
}

/** Asks npm what it would publish. */
export async function measurePackedSize(): Promise<PackedSize> {
	// Through a shell: npm is a script of its own on Windows.
	const { stdout } = await promisify(exec)('npm pack --dry-run --json --ignore-scripts', {
		cwd: join(__dirname, '..'),
	});
	const [{ size, unpackedSize, entryCount }] = JSON.parse(stdout) as Array<Record<string, number>>;
	return { packed: size, unpacked: unpackedSize, files: entryCount };
}
