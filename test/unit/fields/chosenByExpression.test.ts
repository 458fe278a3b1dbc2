/** Can a choice be made by an expression, without n8n asking for the fields of all other choices? */

import type { INodeParameters } from 'n8n-workflow';

import { operations } from '../../../nodes/Vidu/operations/registry';
import { missingIn } from '../editor';

const missing = (given: INodeParameters) =>
	missingIn({ resource: 'video', prompt: 'A lighthouse', ...given });

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
	['how a long video starts', { operation: 'longVideo', startFrom: '={{ $json.start }}' }],
	['the model of two frames', { operation: 'startEndToVideo', model: '={{ $json.model }}' }],
])('%s can be chosen by an expression', (_what, given) => {
	expect(missing(given)).toEqual([]);
});

const CHOICES = [
	'model',
	'extendModel',
	'startFrom',
	'scenesSource',
	'videoSource',
	'imageSource',
	'startFrameSource',
	'endFrameSource',
	'referenceSource',
];

const VIDEOS = operations.filter(({ resource }) => resource === 'video').map(({ value }) => value);

test.each([...VIDEOS, '={{ $json.operation }}'])(
	'so can all choices of the operation %s at once',
	(operation) => {
		const chosen = Object.fromEntries(CHOICES.map((name) => [name, `={{ $json.${name} }}`]));
		expect(missing({ operation, videoUrl: '={{ $json.videoUrl }}', ...chosen })).toEqual([]);
	},
);
