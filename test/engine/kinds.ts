import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { itemWith } from './images';

/** Parameters of an operation for each way of taking images, for an item of `itemOfAnyKind`. */
export const IMAGE_KINDS: ReadonlyArray<readonly [kind: string, parameters: IDataObject]> = [
	[
		'Extend',
		{
			operation: 'extend',
			videoUrl: 'https://example.com/a.mp4',
			endFrameSource: 'binary',
			endFrameField: 'a',
		},
	],
	['Image to Video', { operation: 'imageToVideo', imageField: 'a' }],
	['two frames', { operation: 'startEndToVideo', startFrameField: 'a', endFrameField: 'b' }],
	[
		'subjects',
		{
			operation: 'referenceToVideo',
			subjects: { subject: [{ name: 'kite', imageFields: 'a, b' }] },
		},
	],
	[
		'references',
		{
			operation: 'referenceToVideo',
			referenceToVideoModel: 'viduq3_i2v_reference',
			referenceFields: 'a, b',
		},
	],
];

/** The same, after Text to Video. */
export const KINDS = [['Text to Video', {}] as const, ...IMAGE_KINDS];

/** An item with the images of every kind. */
export const itemOfAnyKind = async (json: IDataObject = {}): Promise<INodeExecutionData> =>
	await itemWith({ a: '320x180', b: '320x200' }, json);
