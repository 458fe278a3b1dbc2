import type { IExecuteFunctions } from 'n8n-workflow';

import { SOURCE_SECONDS } from '../../models/parameters';
import { shorten } from '../../text';
import type { CallContext } from '../../input/checkedJob';

/** A scene as the user gave it, not checked against a model yet. */
export interface GivenScene {
	prompt: unknown;
	duration: unknown;
	/** How it stands in the editor: what tells it from an edited one, whatever its expressions come to. */
	raw: unknown;
}

/** Most scenes of one story. */
export const MOST_SCENES = 20;

/** Seconds of a scene that does not say: what the field starts with. */
export const SCENE_SECONDS = 5;

/** Reads the scenes of an item, from the fields or from JSON. */
export function readScenes(
	context: IExecuteFunctions,
	item: number,
	{ rawParameters }: CallContext,
): GivenScene[] | { problems: string[] } {
	const isJson = context.getNodeParameter('scenesSource', item, 'fields') === 'json';
	const raw = (name: string) => rawParameters.find(([known]) => known === name)?.[1];
	const scenes = isJson
		? fromJson(context.getNodeParameter('scenesJson', item, '[]'), raw('scenesJson'))
		: fromFields(context.getNodeParameter('scenes', item, {}), raw('scenes'));
	if ('problems' in scenes) return scenes;
	const field = isJson ? 'Scenes (JSON)' : 'Scenes';
	if (scenes.length === 0) {
		return { problems: [`${field} is empty: a story has 1 to ${MOST_SCENES} scenes`] };
	}
	if (scenes.length > MOST_SCENES) {
		const problem = `${field} has ${scenes.length} scenes; the limit is ${MOST_SCENES}`;
		return { problems: [problem] };
	}
	return scenes;
}

function fromFields(given: unknown, raw: unknown): GivenScene[] {
	const scenes = listOf(given);
	const inEditor = listOf(raw);
	return scenes.map((scene, index) => {
		const { prompt, duration } = scene as Record<string, unknown>;
		// Scenes that are all one expression have no part of their own in the editor.
		return { prompt, duration: secondsOr(duration), raw: inEditor[index] ?? raw };
	});
}

/** The scenes inside n8n's collection. */
function listOf(collection: unknown): unknown[] {
	const scenes = (collection as { scene?: unknown } | undefined)?.scene;
	return Array.isArray(scenes) ? scenes : [];
}

function fromJson(given: unknown, raw: unknown): GivenScene[] | { problems: string[] } {
	const list = typeof given === 'string' ? parsed(given) : given;
	if (!Array.isArray(list)) {
		const what = typeof given === 'string' ? given : JSON.stringify(given);
		return {
			problems: [
				`Scenes (JSON) must be a list of scenes such as [{"prompt": "…", "duration": 5}] or ["…", "…"], but is "${shorten(String(what))}"`,
			],
		};
	}
	// What an expression comes to may be another text at each try; a text without one is itself.
	const isExpression = typeof raw !== 'string' || raw.startsWith('=');
	const scenes: GivenScene[] = [];
	const problems: string[] = [];
	for (const [index, scene] of list.entries()) {
		const read = parseScene(scene);
		if ('problem' in read) problems.push(`scene ${index + 1}: ${read.problem}`);
		else scenes.push({ ...read, raw: isExpression ? raw : scene });
	}
	return problems.length > 0 ? { problems } : scenes;
}

function parsed(text: string): unknown {
	try {
		return text.trim() === '' ? [] : JSON.parse(text);
	} catch {
		return undefined;
	}
}

function parseScene(scene: unknown): Omit<GivenScene, 'raw'> | { problem: string } {
	if (typeof scene === 'string') return { prompt: scene, duration: SCENE_SECONDS };
	if (typeof scene !== 'object' || scene === null || Array.isArray(scene)) {
		const what = shorten(String(JSON.stringify(scene)));
		return { problem: `it must be a text, or an object with prompt and duration, but is ${what}` };
	}
	const { prompt, duration, ...others } = scene as Record<string, unknown>;
	const unknown = Object.keys(others);
	if (prompt === undefined && unknown.length > 0) {
		// Extend needs no prompt, so a misspelt name would buy a scene of anything.
		return { problem: `it has no prompt, but ${shorten(unknown.join(', '))}` };
	}
	return { prompt, duration: secondsOr(duration) };
}

/** A length that is left open is not left to the model: it counts among those that are added up. */
const secondsOr = (duration: unknown): unknown =>
	String(duration ?? '').trim() === '' ? SCENE_SECONDS : duration;

/**
 * Why scenes of these lengths cannot be chained, before any of them is bought: what is extended must be
 * 4 seconds to 1 minute long (extend.txt). How long a video really is, nobody here knows: these are the
 * seconds that are asked for.
 *
 * @param seconds of each scene, as far as they are numbers
 * @param isExtended whether the first scene extends a video that exists, whose length is not known
 */
export function checkLengths(seconds: readonly number[], isExtended: boolean): string[] {
	const problems: string[] = [];
	const before = seconds.slice(0, -1);
	if (before.length === 0) return problems;
	const { min, max } = SOURCE_SECONDS;
	if (!isExtended && before[0] < min) {
		problems.push(
			`scene 1: Duration (Seconds) must be at least ${min}, because scene 2 extends it, but is ${before[0]}`,
		);
	}
	let sum = 0;
	for (const [index, each] of before.entries()) {
		if (sum + each > max) {
			problems.push(
				`scene ${index + 2}: it would extend ${sum + each} seconds, which scenes 1 to ${index + 1} ask for; a video to extend may be ${max} seconds long`,
			);
			break;
		}
		sum += each;
	}
	return problems;
}
