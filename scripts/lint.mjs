/**
 * Everything that n8n checks before it verifies a package, without its network: n8n's two lint plugins over
 * the source, then the verification scan over the source and over the packed tarball. Any error, any
 * warning and any silenced rule fails it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const shell = process.platform === 'win32';
const run = (command, args) => {
	const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
	if (status !== 0) process.exit(status ?? 1);
};

run('npx', ['eslint', '--max-warnings', '0', 'package.json', 'nodes', 'credentials']);
run('npx', ['tsc', '--noEmit', '-p', 'tsconfig.json']);
run('npx', ['prettier', '--check', '--log-level', 'warn', '.']);
run('npm', ['run', '--silent', 'build']);

const { analyzePackage, SOURCE_FILE_PATTERNS } =
	await import('@n8n/scan-community-package/scanner/scanner.mjs');
const folder = mkdtempSync(join(tmpdir(), 'vidu-scan-'));
try {
	const tarball = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		shell,
	}).trim();
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
	// The older plugin reads every file of a package relative to its own folder.
	const scans = [
		['the source', root, SOURCE_FILE_PATTERNS],
		['the packed tarball', join(folder, 'package'), undefined],
	];
	for (const [name, directory, patterns] of scans) {
		const result = await analyzePackage(directory, patterns);
		if (!result.passed) {
			console.error(
				`The verification scan of ${name} failed: ${result.message}\n${result.details ?? result.error ?? ''}`,
			);
			process.exitCode = 1;
		} else {
			console.log(`Verification scan of ${name}: passed`);
		}
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
