/** The body of the request for each documented model, from the fields that a user sets. */

import { DOCUMENTED, fieldsFor } from './documentedModels';
import type { DocumentedModel } from './documentedModels';
import { giveImages, WAYS } from './imageInputs';
import type { Way } from './imageInputs';
import { bodiesOf } from './images';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

const PROMPT = '@anna waves at @dog';

/** Buys a video, and returns the bodies of the requests and the expected one. */
async function buy(model: DocumentedModel, way: Way, set: DocumentedModel['all'] = {}) {
	const { id, operation, initial } = model;
	const gateway = await openGateway({ taskSeconds: 0 });
	const { item, parameters, sent } = await giveImages(model, way, gateway, set.audio === true);
	const run = await runVidu({
		items: [item],
		parameters: {
			operation,
			[`${operation}Model`]: id,
			prompt: PROMPT,
			...parameters,
			...fieldsFor(set),
		},
	});
	expect(errorOf(run)).toBe('');
	expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', model: id });
	const params = { prompt: PROMPT, ...initial, ...set, ...sent };
	return { bodies: bodiesOf(gateway), expected: [{ model: id, input: [{ params }] }] };
}

describe.each(DOCUMENTED)('$id', (model) => {
	test('with nothing set', async () => {
		const { bodies, expected } = await buy(model, 'files');
		expect(bodies).toEqual(expected);
	});

	test('with everything set', async () => {
		const { bodies, expected } = await buy(model, 'files', model.all);
		expect(bodies).toEqual(expected);
	});
});

/** The first model of each operation, and of each way in which its models take images. */
const ONE_OF_EACH = DOCUMENTED.filter(
	({ operation, by }, index) =>
		operation !== 'textToVideo' &&
		DOCUMENTED.findIndex((other) => other.operation === operation && other.by === by) === index,
);

describe.each(ONE_OF_EACH)('the images for $id', (model) => {
	test.each(WAYS.filter((way) => way !== 'files'))('from %s', async (way) => {
		const { bodies, expected } = await buy(model, way);
		expect(bodies).toEqual(expected);
	});
});

test.each([8, '={{ 8 }}'])(
	'Vidu 2.0 at 8 seconds (%j) gets the resolution for that duration',
	async (duration) => {
		const model = DOCUMENTED.find(({ id }) => id === 'vidu20_img2video')!;
		const gateway = await openGateway({ taskSeconds: 0 });
		const { item } = await giveImages(model, 'files', gateway);
		const parameters = {
			operation: 'imageToVideo',
			imageToVideoModel: model.id,
			imageField: 'p0',
			duration,
		};
		expect(errorOf(await runVidu({ items: [item], parameters }))).toBe('');
		expect(bodiesOf(gateway)).toMatchObject([
			{ input: [{ params: { duration: 8, resolution: '720p' } }] },
		]);
	},
);
