import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { NodeHelpers } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { Vidu } from '../nodes/Vidu/Vidu.node.ts';
import { outputOf, startWorkflow } from './engine/run';
import type { WorkflowJson } from './engine/run';
import { KEY, openGateway } from './engine/vidu';

const folder = join(__dirname, '..', 'examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const examples = names.map((name) => ({
	name,
	workflow: JSON.parse(readFileSync(join(folder, name), 'utf8')) as WorkflowJson,
}));
const { description } = new Vidu();

/** In these a person is asked before the node buys. */
const ASKS_FIRST = ['ai-agent-tool.json', 'chat-approval.json'];

const isVidu = ({ type }: INode) => type.startsWith('n8n-nodes-vidu.');
const isNote = ({ type }: INode) => type === 'n8n-nodes-base.stickyNote';
const isTable = ({ name, type }: INode) =>
	name === 'Table' || /\.(dataTable|googleSheets)$/.test(type);

test('the README says in one row what each example is for', () => {
	const readme = readFileSync(join(folder, '..', 'README.md'), 'utf8');
	const rows = [...readme.matchAll(/^\| \[.+?\]\(examples\/(.+?)\.json\) +\| \S.* \|$/gm)];
	expect(rows.map(([, name]) => `${name}.json`).sort()).toEqual([...names].sort());
});

describe.each(examples)('examples/$name', ({ name, workflow }) => {
	test('buys nothing as it is pasted: Dry Run is on, or a person is asked first', () => {
		const buying = workflow.nodes.filter(
			(node) => isVidu(node) && node.parameters.resource !== 'task' && !node.parameters.dryRun,
		);
		expect(buying).toHaveLength(ASKS_FIRST.includes(name) ? 1 : 0);
	});

	test('sets nothing that the node does not show', () => {
		for (const node of workflow.nodes.filter(isVidu)) {
			const [known, saved] = [true, false].map((withDefaults) =>
				NodeHelpers.getNodeParameters(
					description.properties,
					node.parameters,
					withDefaults,
					false,
					node,
					description,
				),
			);
			for (const [name, value] of Object.entries(node.parameters)) {
				expect(Object.keys(known ?? {})).toContain(name);
				if (typeof value === 'object') expect(saved?.[name]).toEqual(value);
			}
		}
	});

	test('has a note, no credential of anybody, and says what a run buys', () => {
		const notes = workflow.nodes.filter(isNote);
		expect(notes.map(({ parameters }) => String(parameters.content)).join('\n')).toMatch(/buys/);
		for (const { credentials } of workflow.nodes) {
			for (const credential of Object.values(credentials ?? {})) expect(credential.id).toBe('');
		}
	});

	test('keeps the fields of each row of a table next to its video', () => {
		const hasTable = workflow.nodes.some(isTable);
		for (const { parameters } of workflow.nodes.filter(isVidu)) {
			const options = (parameters.options ?? {}) as Record<string, unknown>;
			expect(options.includeInputFields ?? false).toBe(hasTable);
		}
	});

	test('connects nodes that exist, and every node', () => {
		const named = workflow.nodes.map(({ name }) => name);
		expect(new Set(named).size).toBe(named.length);
		const ends = Object.values(workflow.connections).flatMap((outputs) =>
			Object.values(outputs).flatMap((lists) => lists.flatMap((list) => list ?? [])),
		);
		const connected = [...Object.keys(workflow.connections), ...ends.map(({ node }) => node)];
		const notes = workflow.nodes.filter(isNote).map(({ name }) => name);
		expect([...new Set([...connected, ...notes])].sort()).toEqual([...named].sort());
	});
});

test('"Text to video, then extend", as it is pasted, gives two prices and buys nothing', async () => {
	const gateway = await openGateway();
	const example = examples.find(({ name }) => name === 'text-to-video-then-extend.json');
	const { nodes, connections } = example?.workflow as WorkflowJson;
	const { baseUrl } = gateway;
	const { finished } = startWorkflow(
		{ nodes, connections },
		{ credentials: { apiKey: KEY, baseUrl } },
	);
	const run = await finished;
	expect(run.data.resultData.error).toBeUndefined();
	for (const name of ['Text to Video', 'Extend']) {
		expect(outputOf(run, name).map(({ json }) => json)).toEqual([
			expect.objectContaining({ dryRun: true, estimatedCost: expect.any(Number) }),
		]);
	}
	expect(gateway.counts).toMatchObject({ createRequests: 0, polls: 0, estimates: 2 });
});
