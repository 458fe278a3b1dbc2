/** How much does every editor load of the node before it shows anything? */

import { Vidu } from '../nodes/Vidu/Vidu.node.ts';
import { operations } from '../nodes/Vidu/operations/registry';

/** Bytes of the description as JSON, and what it describes. */
export interface DescriptionSize {
	bytes: number;
	models: number;
	/** On the first level: those of collections are inside. */
	fields: number;
}

/** Measures the description as n8n's server sends it. */
export function measureDescription(): DescriptionSize {
	const { description } = new Vidu();
	return {
		bytes: Buffer.byteLength(JSON.stringify(description)),
		models: operations.reduce((sum, { models }) => sum + models.length, 0),
		fields: description.properties.length,
	};
}
