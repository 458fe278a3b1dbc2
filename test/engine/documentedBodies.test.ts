import { DOCUMENTED, fieldsFor } from './documentedModels';
import { bodiesOf } from './images';
import { givePictures, WAYS } from './imageInputs';
import type { Way } from './imageInputs';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

const PROMPT = '@anna waves at @dog';

describe.each(DOCUMENTED)('$id', (model) => {
	const { id, operation, initial, all } = model;

	/** Buys a video, and gives what the gateway was asked for. */
	async function buy(way: Way, set: typeof all) {
		const gateway = await openGateway({ taskSeconds: 0 });
		const { item, parameters, sent } = await givePictures(model, way, gateway);
		const run = await runVidu({
			items: [item],
			parameters: { operation, model: id, prompt: PROMPT, ...parameters, ...fieldsFor(set) },
		});
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)[0]).toMatchObject({ status: 'completed', model: id });
		return { bodies: bodiesOf(gateway), sent };
	}

	const bodyOf = (params: object) => ({ model: id, input: [{ params }] });

	test.each(operation === 'textToVideo' ? (['files'] as const) : WAYS)(
		'with nothing set, from %s',
		async (way) => {
			const { bodies, sent } = await buy(way, {});
			expect(bodies).toEqual([bodyOf({ prompt: PROMPT, ...initial, ...sent })]);
		},
	);

	test('with everything set', async () => {
		const { bodies, sent } = await buy('files', all);
		expect(bodies).toEqual([bodyOf({ prompt: PROMPT, ...all, ...sent })]);
	});
});
