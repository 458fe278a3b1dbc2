/** The operations whose items the tests run where they do not depend on which. */
import { pngFile } from '../gateway/samplePictures.ts';

/** Parameters of the Vidu node: without pictures, with one, with two, with subjects, with a list. */
const KINDS = [
	{ operation: 'textToVideo' },
	{ operation: 'imageToVideo' },
	{ operation: 'startEndToVideo', endFrameField: 'data' },
	{
		operation: 'referenceToVideo',
		subjects: { subject: [{ name: 'kite', imageSource: 'binary', imageFields: 'data' }] },
	},
	{
		operation: 'referenceToVideo',
		referenceToVideoModel: 'viduq3_i2v_reference',
		referenceFields: 'data',
	},
];

let drawn = 0;

/** The next kind in turn, so that all of them come up wherever that happens. */
export function nextKind() {
	const kind = KINDS[drawn % KINDS.length];
	drawn += 1;
	return kind;
}

const picture = pngFile(320, 180).toString('base64');

/** The nodes between the items and a Vidu node: each item gets a file, where the operation needs one. */
export function filesFor({ operation }, node, column) {
	if (operation === 'textToVideo') return [];
	const jsonOutput = `={{ { picture: '${picture}' } }}`;
	const file = { operation: 'toBinary', sourceProperty: 'picture', options: {} };
	return [
		node('Picture', 'set', 3.4, column, { mode: 'raw', jsonOutput, options: {} }),
		node('File', 'convertToFile', 1.1, column + 1, file),
	];
}
