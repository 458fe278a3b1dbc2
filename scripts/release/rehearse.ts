/** Runs the steps of the workflow that publishes as GitHub runs them, and publishes nothing. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { asDryRun, commandsOf } from './workflows';
import type { Workflow } from './workflows';

/**
 * Clones the last commit, which stands for `actions/checkout`, and runs each command there in GitHub's shell. A
 * command that reads the tag has to fail for another tag.
 *
 * @param skipped commands to leave out
 * @returns the commands that ran, and why the rehearsal ended early if it did
 */
export function rehearse(
	root: string,
	workflow: Workflow,
	tag: string,
	skipped: readonly string[] = [],
): { ran: string[]; problem?: string } {
	const folder = mkdtempSync(join(tmpdir(), 'vidu-publish-'));
	const ran: string[] = [];
	const run = (command: string, ref: string): boolean => {
		const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', command], {
			cwd: folder,
			stdio: 'inherit',
			env: { ...process.env, GITHUB_REF_NAME: ref },
		});
		return status === 0;
	};
	try {
		execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, folder]);
		for (const command of commandsOf(workflow).filter((one) => !skipped.includes(one))) {
			const dry = asDryRun(command);
			console.log(`\n> ${dry}`);
			if (!run(dry, tag)) return { ran, problem: `"${command}" failed` };
			if (command.includes('GITHUB_REF_NAME') && run(dry, 'v0.0.0')) {
				return { ran, problem: `"${command}" passed for another tag` };
			}
			ran.push(command);
		}
		return { ran };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
