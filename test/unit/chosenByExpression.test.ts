/** Can a choice be made by an expression, without n8n asking for the fields of all other choices? */

import { NodeHelpers } from 'n8n-workflow';
import type { INode, INodeParameters } from 'n8n-workflow';

import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { withDefaults } from './editor';

const { description } = new Vidu();

/** What n8n finds missing, which keeps a workflow from starting. */
function missing(given: INodeParameters): string[] {
	const parameters = withDefaults({ resource: 'video', prompt: 'A lighthouse', ...given });
	const node: INode = {
		id: 'id',
		name: 'Vidu',
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return Object.values(issues?.parameters ?? {}).flat();
}

test('n8n does ask for what is missing', () => {
	expect(missing({ operation: 'textToVideo', prompt: '' })).toEqual([
		'Parameter "Prompt" is required.',
	]);
});

test.each([
	['the model of a text', { operation: 'textToVideo', model: '={{ $json.model }}' }],
	['the model of a picture', { operation: 'imageToVideo', model: '={{ $json.model }}' }],
	['the source of a picture', { operation: 'imageToVideo', imageSource: '={{ $json.source }}' }],
	['the model of an extension', { operation: 'extend', model: '={{ $json.model }}' }],
	['the source of a video', { operation: 'extend', videoSource: '={{ $json.source }}' }],
	['the model of two frames', { operation: 'startEndToVideo', model: '={{ $json.model }}' }],
])('%s can be chosen by an expression', (_what, given) => {
	expect(missing(given)).toEqual([]);
});
