/** GitHub's workflows: what is wrong with them, and how their steps run without publishing. */

import { parse } from 'yaml';

/** A step, as GitHub's YAML has it. */
export interface Step {
	name?: string;
	uses?: string;
	with?: Record<string, unknown>;
	run?: string;
}

/** A workflow, as GitHub's YAML has it. */
export interface Workflow {
	on: Record<string, { types?: string[] } | null>;
	permissions?: Record<string, string>;
	jobs: Record<string, { steps: Step[] }>;
}

/** @throws {Error} if the text is no YAML */
export const readWorkflow = (text: string): Workflow => parse(text) as Workflow;

/** The steps of all jobs, in order. */
export const stepsOf = ({ jobs }: Workflow): Step[] =>
	Object.values(jobs).flatMap(({ steps }) => steps);

/** The commands of its steps, in order. */
export const commandsOf = (workflow: Workflow): string[] =>
	stepsOf(workflow).flatMap(({ run }) => (run === undefined ? [] : [run]));

/** The command that stops a release with values that the owner has not filled in. */
export const OWNER_CHECK = 'npm run release:check -- --owner';

const PUBLISH = /^npm publish\b.*$/;

/** The same command, publishing nothing. */
export const asDryRun = (command: string): string =>
	PUBLISH.test(command) ? `${command} --dry-run` : command;

/** The first problem of a workflow, by the rules for all workflows of this package. */
export function workflowProblem(
	workflow: Workflow,
	scripts: Readonly<Record<string, string>>,
): string | undefined {
	const steps = stepsOf(workflow);
	const unpinned = steps.find(({ uses }) => uses !== undefined && !/@v?\d/.test(uses));
	if (unpinned !== undefined) return `${unpinned.uses} has no version`;
	if (workflow.permissions?.contents !== 'read') return 'it may write to the repository';
	const missing = commandsOf(workflow)
		.flatMap((command) => [...command.matchAll(/\bnpm (?:run )?(?:--silent )?([\w:]+)/g)])
		.map(([, name]) => name)
		.find((name) => name !== 'publish' && !(name in scripts));
	return missing === undefined ? undefined : `package.json has no script "${missing}"`;
}

/** The first problem of the workflow that publishes. */
export function publishProblem(workflow: Workflow): string | undefined {
	if (
		Object.keys(workflow.on).join() !== 'release' ||
		workflow.on.release?.types?.join() !== 'published'
	)
		return 'something else than a published release starts it';
	if (workflow.permissions?.['id-token'] !== 'write')
		return 'npm needs the permission "id-token: write" for provenance';
	const commands = commandsOf(workflow);
	const publishing = commands.filter((command) => /publish/.test(command));
	if (publishing.length !== 1 || !PUBLISH.test(publishing[0])) return 'it does not publish once';
	if (publishing[0] !== commands.at(-1)) return 'something runs after the publishing';
	if (!publishing[0].includes('--provenance')) return 'it publishes without provenance';
	if (!commands.some((command) => command.includes('GITHUB_REF_NAME')))
		return 'it does not compare the tag with the version';
	if (!commands.includes(OWNER_CHECK)) return "it does not check the owner's values";
	const node = stepsOf(workflow).find(({ uses }) => uses?.startsWith('actions/setup-node@'));
	return Number(node?.with?.['node-version']) >= 24
		? undefined
		: "npm's trusted publishing needs the npm of Node.js 24 or newer";
}
