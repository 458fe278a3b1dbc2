import type { IExecuteFunctions } from 'n8n-workflow';

import type { CallContext } from '../../input/checkedJob';
import { readChoice } from '../../input/choice';
import { SOURCE_SECONDS } from '../../models/parameters';
import { invalid, ok } from '../../models/result';
import type { Result } from '../../models/result';
import { shorten } from '../../text';

/** A scene as the user entered it, not checked against a model yet. */
export interface SceneInput {
	prompt: unknown;
	duration: unknown;
	/** As it is in the editor, expressions unresolved. */
	raw: unknown;
	/** Its other keys, from JSON or from an expression. */
	otherKeys: readonly string[];
}

/** Maximum number of scenes of one story. */
export const MAX_SCENES = 20;

/** Seconds of a scene without a duration. */
export const SCENE_SECONDS = 5;

const SOURCES = { fields: 'Fields Below', json: 'JSON' };

/** Reads the scenes of an item, from the fields or from JSON. */
export function readScenes(
	context: IExecuteFunctions,
	item: number,
	{ rawParameters }: CallContext,
): Result<SceneInput[]> {
	const source = readChoice(context, item, 'scenesSource', 'Scenes From', SOURCES);
	if (!source.ok) return source;
	const isJson = source.value === 'json';
	const raw = (name: string) => rawParameters.find(([known]) => known === name)?.[1];
	const scenes = isJson
		? fromJson(context.getNodeParameter('scenesJson', item, '[]'), raw('scenesJson'))
		: fromFields(context.getNodeParameter('scenes', item, {}), raw('scenes'));
	if (!scenes.ok) return scenes;
	const field = isJson ? 'Scenes (JSON)' : 'Scenes';
	const count = scenes.value.length;
	if (count === 0) return invalid(`${field} is empty: a long video has 1 to ${MAX_SCENES} scenes`);
	if (count > MAX_SCENES) {
		return invalid(`${field} has ${count} scenes; the limit is ${MAX_SCENES}`);
	}
	return scenes;
}

function fromFields(collection: unknown, raw: unknown): Result<SceneInput[]> {
	const inEditor = listOf(raw);
	// Scenes that come from one expression have no part of their own in the editor.
	return parseScenes(listOf(collection), (index) => inEditor[index] ?? raw);
}

/** The scenes inside n8n's collection. */
function listOf(collection: unknown): unknown[] {
	const scenes = (collection as { scene?: unknown } | undefined)?.scene;
	return Array.isArray(scenes) ? scenes : [];
}

function fromJson(value: unknown, raw: unknown): Result<SceneInput[]> {
	const list = typeof value === 'string' ? parseJson(value) : value;
	if (!Array.isArray(list)) {
		const what = typeof value === 'string' ? value : JSON.stringify(value);
		return invalid(
			`Scenes (JSON) must be a list of scenes such as [{"prompt": "…", "duration": 5}] or ["…", "…"], but is "${shorten(String(what))}"`,
		);
	}
	// The value of an expression may change at each attempt; a text without one cannot.
	const isExpression = typeof raw !== 'string' || raw.startsWith('=');
	return parseScenes(list, (index) => (isExpression ? raw : (list[index] as unknown)));
}

function parseScenes(
	list: readonly unknown[],
	rawOf: (index: number) => unknown,
): Result<SceneInput[]> {
	const scenes: SceneInput[] = [];
	const problems: string[] = [];
	for (const [index, scene] of list.entries()) {
		const read = parseScene(scene);
		if (read.ok) scenes.push({ ...read.value, raw: rawOf(index) });
		else problems.push(...read.problems.map((problem) => `scene ${index + 1}: ${problem}`));
	}
	return problems.length > 0 ? invalid(...problems) : ok(scenes);
}

function parseJson(text: string): unknown {
	try {
		return text.trim() === '' ? [] : JSON.parse(text);
	} catch {
		return undefined;
	}
}

function parseScene(scene: unknown): Result<Omit<SceneInput, 'raw'>> {
	if (typeof scene === 'string') {
		return ok({ prompt: scene, duration: SCENE_SECONDS, otherKeys: [] });
	}
	if (typeof scene !== 'object' || scene === null || Array.isArray(scene)) {
		const what = shorten(String(JSON.stringify(scene)));
		return invalid(`it must be a text, or an object with prompt and duration, but is ${what}`);
	}
	const { prompt, duration, ...others } = scene as Record<string, unknown>;
	const otherKeys = Object.keys(others);
	// In silence, it would buy a scene of another length, or of anything: Extend needs no prompt.
	const meant = otherKeys.flatMap((key) => {
		const name = nameMeantBy(key);
		return name === undefined
			? []
			: [`it has no use for "${shorten(key)}". Write "${name}" instead`];
	});
	if (meant.length > 0) return invalid(...meant);
	const isBlank = String(prompt ?? '').trim() === '';
	if (isBlank && otherKeys.length > 0) {
		return invalid(`it has no prompt, but ${shorten(otherKeys.join(', '))}`);
	}
	if (typeof prompt === 'boolean') return invalid('its prompt must be a text');
	if (typeof duration === 'object' && duration !== null) {
		return invalid('its duration must be a number of seconds');
	}
	return ok({ prompt, duration: secondsOrDefault(duration), otherKeys });
}

/** Parts of a key that may mean the length or the prompt of a scene, and words with which such a key may end. */
const LIKE_DURATION = /duration|seconds|length|runtime/;
const DURATION_ENDS = /^(secs?|second|time|dur|len|long|s)$/;
const LIKE_PROMPT = /prompt|descri/;
const PROMPT_ENDS = /^(text|content|caption|visuals?|script|action|instructions?|story)$/;

function nameMeantBy(key: string): 'duration' | 'prompt' | undefined {
	// "durationSec" and "duration_sec" are the same words. "storyId" and "time of day" mean another thing.
	const words = key
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.match(/[\p{L}\p{N}]+/gu);
	if (words === null) return undefined;
	const last = words[words.length - 1];
	const has = (part: RegExp) => words.some((word) => part.test(word));
	if (has(LIKE_DURATION) || DURATION_ENDS.test(last)) return 'duration';
	return has(LIKE_PROMPT) || PROMPT_ENDS.test(last) ? 'prompt' : undefined;
}

/** A hint on each key of a scene that is not read. */
export const unusedKeys = ({ otherKeys }: SceneInput): string[] =>
	otherKeys.map((key) => `"${shorten(key)}" is ignored: a scene has a prompt and a duration.`);

/** Not left to the model: the lengths of all scenes are added up. */
const secondsOrDefault = (duration: unknown): unknown =>
	String(duration ?? '').trim() === '' ? SCENE_SECONDS : duration;

/**
 * Checks whether scenes of these lengths can be chained: a video to extend has 4 to 60 seconds
 * (docs/api/models.md, "Videos"). The real length of a result is unknown, so the requested seconds count.
 *
 * @param seconds of each scene; NaN for one without a number
 * @param isExtended whether the first scene extends an existing video, whose length is unknown
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
			const have = index === 0 ? 'scene 1 has' : `scenes 1 to ${index + 1} together have`;
			problems.push(
				`scene ${index + 2}: ${have} ${sum + each} seconds, and only a video of at most ${max} seconds can be extended`,
			);
			break;
		}
		sum += each;
	}
	return problems;
}
