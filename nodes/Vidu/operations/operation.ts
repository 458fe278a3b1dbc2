import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CallContext, CheckedJob } from '../input/checkedJob';
import type { Model } from '../models/model';

/** Something that a user can choose to do: one file and one line in the registry. */
export interface Operation {
	resource: 'video' | 'task';
	/** Its value in the field `operation`. Saved workflows hold it: it never changes. */
	value: string;
	/** What the editor calls it. */
	name: string;
	/** What stands below the node on the canvas, where the name alone would not do. */
	subtitle?: string;
	/** What n8n's list of actions calls it. */
	action: string;
	description: string;
	/**
	 * Whether an item buys several tasks, one after the other. How many is known once its fields are read;
	 * each needs the one before, so it always waits.
	 */
	isChain?: boolean;
	/**
	 * The documented models of an operation that buys; the first is the default. None for one that
	 * does not, and for one whose models are those of other operations.
	 */
	models: readonly Model[];
	/** Its own fields, from top to bottom; collections are shown behind the common fields. */
	fields: INodeProperties[];
	/**
	 * Reads and checks one item's fields, before anything is sent.
	 *
	 * @throws {Error} when an expression cannot be resolved
	 */
	readJob: (context: IExecuteFunctions, item: number, call: CallContext) => Promise<CheckedJob>;
}

/** Whether each item of an operation spends money. */
export const buys = ({ models, isChain }: Operation): boolean =>
	models.length > 0 || isChain === true;

/** Whether there is nothing to choose about waiting for its videos. */
export const alwaysWaits = ({ isChain }: Operation): boolean => isChain === true;
