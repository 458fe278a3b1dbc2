/** Do the examples of stories do in n8n's engine what their notes say? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode } from 'n8n-workflow';

import { outputOf } from './run';
import { promptsOf, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';
import type { Setup } from './vidu';

/** The nodes of an example by their names. */
function nodesOf(name: string): Record<string, INode> {
	const file = join(__dirname, '..', '..', 'examples', `${name}.json`);
	const { nodes } = JSON.parse(readFileSync(file, 'utf8')) as { nodes: INode[] };
	return Object.fromEntries(nodes.map((node) => [node.name, node]));
}

/** The same node, which looks more often. */
function quickly({ parameters, onError }: INode): Setup {
	const options = { ...(parameters.options as IDataObject), ...QUICK };
	return { parameters: { ...parameters, options } as IDataObject, node: { onError } };
}

test('a story of four scenes', async () => {
	const gateway = await openGateway();
	const run = await runVidu(quickly(nodesOf('a-story-of-four-scenes')['Long Video']));
	expect(errorOf(run)).toBe('');
	expect(gateway.counts.creates).toBe(4);
	expect(tasksOf(gateway).map(({ params }) => params.duration)).toEqual([5, 5, 5, 6]);
	const [{ json, binary }] = outputOf(run, 'Vidu');
	expect(json.steps).toHaveLength(4);
	expect(binary?.data.fileName).toBe('kite.mp4');
});

test('a table of stories', async () => {
	const gateway = await openGateway();
	const nodes = nodesOf('a-table-of-stories');
	const table = JSON.parse(String(nodes.Table.parameters.jsonOutput)) as { stories: IDataObject[] };
	const run = await runVidu({ ...quickly(nodes['Long Video']), items: table.stories });
	expect(jsonOf(run).map(({ steps }) => (steps as unknown[]).length)).toEqual([2, 3]);
	expect(jsonOf(run, 1)).toEqual([
		{ error: expect.stringMatching(/Item 2: scene 1: Duration .* must be at least 4/) },
	]);
	expect(gateway.counts.creates).toBe(5);
	expect(promptsOf(gateway)).toContain('It reaches the sea at sunrise');
	expect(tasksOf(gateway)[0].params.aspect_ratio).toBe('9:16');
});
