/** The helpers that the tests of the examples with tables share. */
import assert from 'node:assert/strict';
import * as rest from './rest.mjs';
import { readExample } from './start.mjs';
import { credential, gateway, session } from './suite.mjs';

/**
 * Imports an example after a change.
 *
 * @param {string} name say `products-data-table`
 * @param {(nodes: Record<string, any>, workflow: any) => void} [change] gets the nodes by name
 * @param {{ id: string, name: string, type: string }[]} [credentials] others than the suite's
 * @returns {Promise<string>} the workflow's ID
 */
export async function load(name, change = () => {}, credentials = []) {
	const workflow = await readExample(name, [credential, ...credentials]);
	change(Object.fromEntries(workflow.nodes.map((node) => [node.name, node])), workflow);
	return (await rest.createWorkflow(session, workflow)).id;
}

/** Starts a workflow by hand; gives the execution's ID. */
export const start = async (id, trigger = 'When clicking ‘Execute workflow’') =>
	await rest.runManually(session, id, { trigger });

/** Runs a workflow by hand to its end, which must be a success. */
export async function run(id, trigger) {
	const execution = await rest.waitForExecution(session, await start(id, trigger));
	assert.equal(execution.status, 'success', rest.errorOf(execution)?.message);
	return execution;
}

/** Turns Dry Run off, as a person does in the editor after it. */
export const dryRunOff = (node) => (nodes) => void (nodes[node].parameters.dryRun = false);

/** The values of some columns, row by row. */
export const pick = (rows, ...columns) => rows.map((row) => columns.map((column) => row[column]));

/** The gateway's tasks, in the order of their creation. */
export const bought = () => [...gateway.tasks.values()];

/** Items of a dry run, each with a price. */
export function assertPrices(items, count) {
	assert.equal(items.length, count);
	for (const { json } of items) {
		assert.equal(json.dryRun, true);
		assert.equal(typeof json.estimatedCost, 'number');
	}
}
