import { extend } from './extend';
import { imageToVideo } from './imageToVideo';
import { longVideo } from './longVideo/longVideo';
import type { Operation } from './operation';
import { referenceToVideo } from './referenceToVideo/referenceToVideo';
import { startEndToVideo } from './startEndToVideo';
import { taskGet, taskWait } from './task';
import { textToVideo } from './textToVideo';

/**
 * Every operation of the node, in the editor's order: the most used first. The editor's fields, the subtitle and
 * `execute` are derived from this list. The first operation of a resource is its default.
 */
export const operations: readonly Operation[] = [
	textToVideo,
	imageToVideo,
	startEndToVideo,
	referenceToVideo,
	extend,
	longVideo,
	taskGet,
	taskWait,
];
