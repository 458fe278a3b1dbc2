import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CallContext, CheckedJob } from '../input/checkedJob';
import type { Model } from '../models/model';

/** Something that a user can choose to do. A new one is one file and one line in the registry. */
export interface Operation {
	resource: 'video' | 'task';
	/** Its value in the field `operation`. Saved workflows hold it: it never changes. */
	value: string;
	/** Its name in the editor. */
	name: string;
	/** The text below the node on the canvas, if the name alone is not clear. */
	subtitle?: string;
	/** Its name in n8n's list of actions. */
	action: string;
	description: string;
	/**
	 * Whether an item buys several tasks. Each needs the video of the previous one, so the operation always
	 * waits. Their number is known once the item's fields are read.
	 */
	isChain?: boolean;
	/** Whether it never waits for a video, so that the options about waiting have no effect. */
	neverWaits?: boolean;
	/**
	 * The documented models of an operation that buys; the first is the default. Empty if it buys nothing, or
	 * uses the models of other operations.
	 */
	models: readonly Model[];
	/** Its own fields, from top to bottom; collections are shown after the common fields. */
	fields: INodeProperties[];
	/**
	 * Reads and checks one item's fields, before anything is sent.
	 *
	 * @throws {Error} when an expression cannot be resolved
	 */
	readJob: (context: IExecuteFunctions, item: number, call: CallContext) => Promise<CheckedJob>;
}

/** How the editor names each resource, in its order. */
export const RESOURCES: Readonly<Record<Operation['resource'], string>> = {
	video: 'Video',
	task: 'Task',
};

/** The end of the description of an operation that buys one video: an AI agent reads it. */
export const TIME_AND_RESULT =
	'Takes about 1 to 5 minutes. Returns videoUrl and taskId. Each video costs money';

/** Whether each item of an operation spends money. */
export const buys = ({ models, isChain }: Operation): boolean =>
	models.length > 0 || isChain === true;
