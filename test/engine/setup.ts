import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads these while it is loaded.
process.env.N8N_USER_FOLDER ??= mkdtempSync(
	join(process.env.VIDU_ENGINE_FOLDER ?? tmpdir(), 'vidu-engine-'),
);
process.env.N8N_ENCRYPTION_KEY ??= 'only-for-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

import 'reflect-metadata';
