import type { IDataObject } from 'n8n-workflow';

import { DOCUMENTED, fieldsFor } from './documentedModels';
import { givePictures } from './imageInputs';
import { errorOf, openGateway, runVidu } from './vidu';

/** A prompt of so many characters, each of which is two UTF-16 units. */
export const LONG = (length: number): IDataObject => ({ prompt: '🎬'.repeat(length) });

/** The documented model with an ID. */
export const modelOf = (id: string) => DOCUMENTED.find((model) => model.id === id)!;

/** Two items, of which only the second one's fields are those of the test: as expressions give them. */
export async function runSecond(id: string, params: IDataObject) {
	const gateway = await openGateway({ taskSeconds: 0 });
	const model = modelOf(id);
	const { operation, by, initial } = model;
	const { item, parameters } = await givePictures(model, 'files', gateway);
	const right: IDataObject = { prompt: by === 'subject' ? '@anna @dog' : 'a kite', ...initial };
	const wrong: IDataObject = { ...right, ...params };
	const names = Object.keys(wrong);
	const fields = Object.fromEntries(names.map((name) => [name, `={{ $json.${name} }}`]));
	const result = await runVidu({
		items: [right, wrong].map((json) => ({ ...item, json })),
		parameters: { operation, model: id, ...parameters, ...fieldsFor(fields) },
	});
	return { gateway, wrong, error: errorOf(result) };
}
