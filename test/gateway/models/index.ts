/** Which models are there, and which parameters does each one document? */

import { extend } from './extend';
import { imageToVideo } from './imageToVideo';
import type { Model } from './common';
import { referenceToVideo } from './referenceToVideo';
import { startEndToVideo } from './startEndToVideo';
import { textToVideo } from './textToVideo';

export type { Model, Operation, Parameter } from './common';

/** By model ID: those of the two main documents, of contract.md's table, and of models.md. */
export const MODELS: ReadonlyMap<string, Model> = new Map([
	...textToVideo,
	...extend,
	...imageToVideo,
	...startEndToVideo,
	...referenceToVideo,
]);
