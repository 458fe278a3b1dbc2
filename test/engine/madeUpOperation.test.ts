import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { nodeProperties } from '../../nodes/Vidu/description';
import { Vidu } from '../../nodes/Vidu/Vidu.node.ts';
import { MODELS } from '../gateway/models';
import type { Model } from '../gateway/models';
import { integer, option } from '../gateway/rules';
import { namesOf, shownFields, shownInside, withDefaults } from '../unit/editor';
import { errorOf, jsonOf, openGateway, runVidu } from './vidu';

/*
 * Is adding an operation one file and one line, and adding a model one entry? Both are put in place as an
 * author would, and nothing else is touched.
 */

jest.mock('../../nodes/Vidu/operations/registry', () => {
	const { operations } = jest.requireActual('../../nodes/Vidu/operations/registry');
	return { operations: [...operations, jest.requireActual('./madeUp').paintOver] };
});

jest.mock('../../nodes/Vidu/models/textToVideoModels', () => {
	const { textToVideoModels } = jest.requireActual('../../nodes/Vidu/models/textToVideoModels');
	const model = jest.requireActual('./madeUp').madeUpModel(textToVideoModels[0]);
	return { textToVideoModels: [...textToVideoModels, model] };
});

beforeAll(() => {
	// A gateway that sells them, and refuses what it has not heard of. It asks for prices by duration.
	const like = MODELS.get('viduq2_pro_fast_text2video')!;
	const sold = MODELS as Map<string, Model>;
	const { prompt, payload, duration } = like.parameters;
	const paint = {
		prompt,
		payload,
		strength: { rule: integer() },
		colour_scheme: { rule: option('warm', 'cold') },
	};
	const camera_path = { rule: option('circle', 'spiral') };
	for (const id of ['madeup1_paint', 'madeup2_paint']) {
		sold.set(id, { ...like, parameters: { ...paint, duration } });
	}
	sold.set('madeup1_text2video', { ...like, parameters: { ...like.parameters, camera_path } });
});

const PAINT = { resource: 'video', operation: 'paintOver' };
const MODEL = { operation: 'textToVideo', textToVideoModel: 'madeup1_text2video' };

const choicesOf = (parameters: IDataObject, field: string) =>
	(shownFields(parameters as never).find(({ name }) => name === field)?.options ??
		[]) as INodePropertyOptions[];

describe('a made-up operation', () => {
	it('is offered with its action, and is not what a new node begins with', () => {
		const offered = choicesOf({}, 'operation').find(({ value }) => value === 'paintOver');
		expect(offered).toMatchObject({ name: 'Paint Over', action: 'Paint over a video' });
		expect(withDefaults({}).operation).toBe('textToVideo');
	});

	it('shows its fields, its model and what concerns every purchase, and nothing of the others', () => {
		expect(namesOf(shownFields(PAINT))).toEqual([
			'resource',
			'operation',
			'paintOverModel',
			'prompt',
			'strength',
			'waitForCompletion',
			'downloadVideo',
			'outputField',
			'dryRun',
			'additionalFields',
			'options',
		]);
		expect(choicesOf(PAINT, 'paintOverModel').map(({ value }) => value)).toEqual([
			'madeup1_paint',
			'custom',
		]);
		expect(withDefaults(PAINT)).toMatchObject({ paintOverModel: 'madeup1_paint', strength: 3 });
		expect(namesOf(shownInside(PAINT, 'additionalFields'))).toEqual(['payload', 'colourScheme']);
	});

	it('is named below the node', () => {
		const expression = String(new Vidu().description.subtitle).slice('={{'.length, -'}}'.length);
		const subtitle = new Function('$parameter', `return ${expression}`);
		expect(subtitle(PAINT)).toBe('Paint Over');
		expect(subtitle({ operation: 'extend' })).toBe('Extend');
	});

	it('buys what its fields say, and nothing else is sent', async () => {
		const { gateway, sent } = await openShop();
		const run = await runVidu({
			items: [{ text: 'clouds' }],
			parameters: {
				...PAINT,
				prompt: '={{ $json.text }}',
				strength: '={{ "7" }}',
				additionalFields: { colourScheme: 'cold', seed: 3 },
			},
		});
		expect(errorOf(run)).toBe('');
		expect(jsonOf(run)).toMatchObject([{ status: 'completed', model: 'madeup1_paint' }]);
		const params = { prompt: 'clouds', strength: 7, colour_scheme: 'cold' };
		expect(sent).toEqual([{ model: 'madeup1_paint', input: [{ params }] }]);
		expect(gateway.counts.creates).toBe(1);
	});

	it('has a custom model, which is sent what the documented ones take', async () => {
		const { sent } = await openShop();
		const custom = { paintOverModel: 'custom', customModelId: 'madeup2_paint' };
		await runVidu({ parameters: { ...PAINT, ...custom, customParameters: '{"strength": 99}' } });
		const params = { prompt: 'a kite', strength: 99 };
		expect(sent).toEqual([{ model: 'madeup2_paint', input: [{ params }] }]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['strength', { strength: 11 }, /Strength must be a whole number from 1 to 10 .*but is 11/],
		['prompt', { prompt: '={{ "" }}' }, /Prompt is empty/],
		[
			'additional field',
			{ additionalFields: { colourScheme: 'grey' } },
			/Colour Scheme must be warm or cold .*"grey"/,
		],
		[
			'model',
			{ paintOverModel: 'viduq2_text2video' },
			/Model "viduq2_text2video" is not an option. Choose Made Up 1 or Custom/,
		],
	])('refuses a wrong %s before anything is bought', async (_field, wrong, message) => {
		const { gateway } = await openShop();
		expect(errorOf(await runVidu({ parameters: { ...PAINT, ...wrong } }))).toMatch(message);
		expect(gateway.requests).toEqual([]);
	});

	it('counts against "Max Videos per Run"', async () => {
		const { gateway } = await openShop();
		const parameters = { ...PAINT, options: { maxTasks: 1 } };
		const run = await runVidu({ items: [{}, {}], parameters });
		expect(errorOf(run)).toMatch(/These 2 rows would buy 2 videos; the limit of one run is 1/);
		expect(gateway.requests).toEqual([]);
	});
});

describe('a made-up model', () => {
	it('is offered, with a parameter that only it takes', () => {
		expect(choicesOf({}, 'textToVideoModel').map(({ value }) => value)).toContain(
			'madeup1_text2video',
		);
		expect(namesOf(shownInside(MODEL, 'additionalFields'))).toContain('cameraPath');
		expect(namesOf(shownInside({}, 'additionalFields'))).not.toContain('cameraPath');
	});

	it('is sent that parameter, and no other model is', async () => {
		const { sent } = await openShop();
		const additionalFields = { cameraPath: 'spiral' };
		await runVidu({ parameters: { ...MODEL, additionalFields } });
		await runVidu({ parameters: { additionalFields } });
		const params = { prompt: 'a kite', duration: 5, aspect_ratio: '16:9', resolution: '720p' };
		expect(sent).toEqual([
			{ model: 'madeup1_text2video', input: [{ params: { ...params, camera_path: 'spiral' } }] },
			{ model: 'viduq2_pro_fast_text2video', input: [{ params }] },
		]);
	});

	it('refuses a wrong value before anything is bought', async () => {
		const { gateway } = await openShop();
		const parameters = { ...MODEL, additionalFields: { cameraPath: 'zigzag' } };
		expect(errorOf(await runVidu({ parameters }))).toMatch(
			/Camera Path must be circle or spiral for Made Up Text, .*"zigzag"/,
		);
		expect(gateway.requests).toEqual([]);
	});
});

it('an addition changes no field of the other operations, nor their order', () => {
	const { operations } = jest.requireActual('../../nodes/Vidu/operations/registry');
	const isOfOthers = ({ name, displayOptions }: INodeProperties) =>
		name !== 'operation' && displayOptions?.show?.operation?.includes('paintOver') !== true;
	expect(new Vidu().description.properties.filter(isOfOthers)).toEqual(
		nodeProperties(operations).filter(isOfOthers),
	);
});

/** A gateway, and the bodies of the creations that it was sent. */
async function openShop() {
	const gateway = await openGateway();
	const sent: unknown[] = [];
	gateway.faults = ({ kind, body }) => {
		if (kind === 'create') sent.push(body);
		return undefined;
	};
	return { gateway, sent };
}
