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
 * Writes a file into the folder of the version in package.json. A list has one line for each entry.
 *
 * @throws {Error} if it holds the API key
 */
export function write(name: string, content: object): void {
	const lines = Array.isArray(content)
		? `[\n${content.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`
		: JSON.stringify(content, null, '\t');
	// The stack of an error contains folders of the machine.
	const text = lines.replace(/[^\s"'()]*\/(?=node_modules\/)/g, '').replaceAll(`${root}/`, '');
	if (text.includes(KEY)) throw new Error('The saved text contains the API key');
	const folder = join(__dirname, version);
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `${name}.json`), `${text}\n`);
}

/** Writes an execution and the gateway's tasks. */
export function save(name: string, about: string, gateway: Gateway, execution: object): void {
	const tasks = [...gateway.tasks.values()].map(({ key: _key, ...task }) => task);
	expect(tasks).not.toEqual([]);
	const made = `${about} Made with n8n-nodes-vidu ${version}, n8n-core ${engine}.`;
	write(name, { about: made, ...execution, tasks });
}

/** A workflow whose Vidu node times out after one second. */
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

/** One item for each prompt. */
export const itemsOf = (...prompts: string[]): INodeExecutionData[] =>
	prompts.map((p, item) => ({ json: { p }, pairedItem: { item } }));
