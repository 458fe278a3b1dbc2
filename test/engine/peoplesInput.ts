/** The helpers that the tests of people's input share. */

import type { IDataObject, IRun } from 'n8n-workflow';

import { imageOf } from './images';

/** The hints of a run, one a line. */
export const hintsOf = (run: IRun): string =>
	(run.data.resultData.runData.Vidu?.[0].hints ?? []).map(({ message }) => message).join('\n');

/** A value that an expression gives, as a table does. */
export const from = (value: unknown) => ({
	items: [{ value } as IDataObject],
	field: '={{ $json.value }}',
});

export const storyOf = (scenes: unknown): IDataObject => ({
	operation: 'longVideo',
	scenesSource: 'json',
	scenesJson: JSON.stringify(scenes),
});

export const REFERENCE: IDataObject = {
	operation: 'referenceToVideo',
	referenceToVideoModel: 'viduq3_i2v_reference',
	referenceSource: 'url',
};
export const PICTURE = imageOf('300x200');
export const [A, B] = ['https://example.com/a.png', 'https://example.com/b.png?x=1,2'];
/** The model that takes videos, too. */
export const VIDEO_REFERENCE: IDataObject = {
	...REFERENCE,
	referenceToVideoModel: 'viduq2_pro_reference',
};
