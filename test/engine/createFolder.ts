import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes the folder in which the engine keeps its files during one run of the tests. */
export default function createFolder(): void {
	process.env.VIDU_ENGINE_FOLDER = mkdtempSync(join(tmpdir(), 'vidu-engine-'));
}
