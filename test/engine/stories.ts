import type { IDataObject, INode } from 'n8n-workflow';

import type { Gateway } from '../gateway';
import { QUICK } from './vidu';

/** Prompts of four scenes. */
export const SCENES = ['a kite rises', 'it meets a gull', 'they race', 'the kite lands'];

/** Parameters of a Long Video node with these scenes, each of 5 seconds unless told. */
export const story = (
	scenes: ReadonlyArray<string | IDataObject> = SCENES,
	more: IDataObject = {},
): IDataObject => ({
	operation: 'longVideo',
	scenes: {
		scene: scenes.map((scene) =>
			typeof scene === 'string' ? { prompt: scene, duration: 5 } : scene,
		),
	},
	options: QUICK,
	...more,
});

/** The same with the scenes as JSON. */
export const storyInJson = (scenesJson: unknown, more: IDataObject = {}): INode['parameters'] =>
	({
		operation: 'longVideo',
		scenesSource: 'json',
		scenesJson,
		options: QUICK,
		...more,
	}) as INode['parameters'];

/** The tasks that were bought, in order. */
export const tasksOf = (gateway: Gateway) => [...gateway.tasks.values()];

/** The prompts of what was bought, in order. */
export const promptsOf = (gateway: Gateway): unknown[] =>
	tasksOf(gateway).map(({ params }) => params.prompt);

/** The ID in the URL of a result. */
export const idIn = (url: unknown): string => /\/videos\/([^/]+)\.mp4/.exec(String(url))?.[1] ?? '';

/** An expression that gives something else at each attempt. */
export const NOW = '{{ $now.toMillis() }} {{ Math.random() }}';

/** Refuses the creation of a scene by its number, from 1, until the gateway is given other faults. */
export function refuseScene(gateway: Gateway, scene: number): void {
	gateway.faults = ({ kind, n }) =>
		kind === 'create' && n === scene - 1 ? { type: 'status', status: 402 } : undefined;
}
