import { customModelOf } from '../../../nodes/Vidu/models/model';
import type { Model } from '../../../nodes/Vidu/models/model';
import { operations } from '../../../nodes/Vidu/operations/registry';

/** The documented models of an operation; the first is the default. */
export function modelsOf(operation: string): readonly Model[] {
	const found = operations.find(({ value }) => value === operation);
	if (found === undefined) throw new Error(`No operation ${operation}`);
	return found.models;
}

/** Every documented model, with its operation. */
export const models = operations.flatMap(({ value, models: own }) =>
	own.map((model) => ({ ...model, operation: value })),
);

/** The documented model with an ID. */
export function modelCalled(id: string): Model {
	const model = models.find((one) => one.id === id);
	if (model === undefined) throw new Error(`No model ${id}`);
	return model;
}

/** The model of an operation that nobody has documentation of. */
export const customModel = (operation: string): Model => customModelOf(modelsOf(operation));
