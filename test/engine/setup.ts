import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads these while it is loaded.
if (process.env.N8N_USER_FOLDER === undefined) {
	const folder = mkdtempSync(join(process.env.VIDU_ENGINE_FOLDER ?? tmpdir(), 'vidu-engine-'));
	process.env.N8N_USER_FOLDER = folder;
	// The tests remove all of theirs at once; a program of its own, such as the demo, at its end.
	if (process.env.VIDU_ENGINE_FOLDER === undefined) {
		process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	}
}
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

import 'reflect-metadata';
