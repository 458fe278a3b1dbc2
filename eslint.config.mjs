import { createRequire } from 'node:module';
import { buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';

const require = createRequire(import.meta.url);
const nodesBase = require('eslint-plugin-n8n-nodes-base');

/**
 * n8n's two plugins. The scan's own configuration is the strictest that is published; on top of it, every
 * rule of the older plugin that it leaves out, where that rule knows community packages.
 */
export default [
	{ ignores: ['dist/**', 'node_modules/**', 'test/**', 'bench/**', 'docs/**'] },
	...(await buildScanConfig()),
	{ linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
	{ files: ['package.json'], rules: nodesBase.configs.community.rules },
];
