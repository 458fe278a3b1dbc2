import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { version as engine } from 'n8n-core/package.json';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { version } from '../../package.json';
import { inputs } from '../engine/nodeTypes';
import { inARow, plainNode, startWorkflow, viduNode } from '../engine/run';
import type { Execution, RunOptions, WorkflowJson } from '../engine/run';
import { KEY } from '../engine/vidu';
import type { Gateway } from '../gateway';

const root = join(__dirname, '../..');

/**
 * Writes what later versions go on with, into the folder of the present version.
 *
 * @throws {NodeJS.ErrnoException} `EEXIST`: never over what a version that is out has left
 */
export function write(name: string, content: object): void {
	// Errors are saved with their stack, and that names the folder in which this ran.
	const text = JSON.stringify(content).replaceAll(`${root}/`, '');
	if (text.includes(KEY)) throw new Error('The key is in what is saved');
	const folder = join(__dirname, version);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${name}.json`), text, { flag: 'wx' });
}

/** Writes an execution, with the tasks that the gateway has. */
export function save(name: string, about: string, gateway: Gateway, execution: object): void {
	const tasks = [...gateway.tasks.values()].map(({ key: _key, ...task }) => task);
	expect(tasks).not.toEqual([]);
	const made = `${about} Made with n8n-nodes-vidu ${version}, n8n-core ${engine}.`;
	write(name, { about: made, ...execution, tasks });
}

/** The node behind the items, with little patience: what takes longer than a second fails. */
export const workflowOf = (
	parameters: INodeParameters,
	options: INodeParameters = {},
): WorkflowJson => ({
	nodes: [
		plainNode('test.items', 'Items', { input: 'items' }),
		viduNode({ ...parameters, options: { pollInterval: 0.1, timeout: 1, ...options } }),
		plainNode('test.noOp', 'Success'),
	],
	connections: inARow('Items', 'Vidu', 'Success'),
});

/** Starts a workflow with the given items. */
export function start(
	gateway: Gateway,
	workflow: WorkflowJson,
	input: INodeExecutionData[],
	more: Partial<RunOptions> = {},
): Execution {
	inputs.set('items', structuredClone(input));
	const credentials = { apiKey: KEY, baseUrl: gateway.baseUrl, allowHttp: false };
	return startWorkflow(workflow, { credentials, ...more });
}

/** Items with a prompt each. */
export const itemsOf = (...prompts: string[]): INodeExecutionData[] =>
	prompts.map((p, item) => ({ json: { p }, pairedItem: { item } }));
