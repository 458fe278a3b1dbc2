import type { IExecuteFunctions } from 'n8n-workflow';

import { callContextOf } from '../../nodes/Vidu/execute/callContext';
import { invalidResult, openJournal } from '../../nodes/Vidu/execute/refuse';
import type { CheckedJob } from '../../nodes/Vidu/input/checkedJob';
import { operations } from '../../nodes/Vidu/operations/registry';
import type { ItemResult } from '../../nodes/Vidu/tasks/itemResult';
import { pngFile } from '../gateway/samplePictures';
import type { Schedule } from './schedule';

/** The value of a field, or its function of an item's prompt, as an expression would give it. */
type Field = unknown | ((prompt: string, scenes: number, seconds: readonly number[]) => unknown);

/** Fields of an operation of each kind: without pictures, with one, with two, with subjects, with a list. */
export const KINDS: Readonly<Record<string, Record<string, Field>>> = {
	textToVideo: { prompt: (p: string) => p },
	extend: {
		prompt: (p: string) => p,
		videoUrl: 'https://files.example/a.mp4',
		endFrameSource: 'binary',
		endFrameField: 'photo',
	},
	imageToVideo: { prompt: (p: string) => p, imageSource: 'binary', imageField: 'photo' },
	startEndToVideo: {
		prompt: (p: string) => p,
		startFrameSource: 'binary',
		startFrameField: 'photo',
		endFrameSource: 'url',
		endFrameUrl: (p: string) => `https://files.example/${p}.png`,
	},
	referenceToVideo: {
		prompt: (p: string) => `@${p}`,
		subjects: (p: string) => ({ subject: [{ name: p, imageFields: 'photo, photo' }] }),
	},
	references: {
		operation: 'referenceToVideo',
		referenceToVideoModel: 'viduq3_i2v_reference',
		prompt: (p: string) => p,
		referenceFields: 'photo',
	},
};

/** The prompt of a scene. */
export const promptOfScene = (prompt: string, scene: number): string => `${prompt} ${scene}`;

const scenesOf = (prompt: string, scenes: number, seconds: readonly number[]) => ({
	scene: Array.from({ length: scenes }, (_, n) => ({
		prompt: promptOfScene(prompt, n + 1),
		duration: seconds[n],
	})),
});

/** Fields of stories: that begin with a text, with a picture, and with a video, to an end frame. */
export const STORIES: typeof KINDS = {
	storyFromText: { operation: 'longVideo', scenes: scenesOf },
	storyFromImage: {
		operation: 'longVideo',
		startFrom: 'image',
		imageSource: 'binary',
		imageField: 'photo',
		scenesSource: 'json',
		scenesJson: (p: string, scenes: number, seconds: number[]) =>
			scenesOf(p, scenes, seconds).scene,
	},
	storyFromVideo: {
		operation: 'longVideo',
		startFrom: 'video',
		videoUrl: 'https://files.example/a.mp4',
		scenes: scenesOf,
		endFrameSource: 'binary',
		endFrameField: 'photo',
	},
};

const ALL = { ...KINDS, ...STORIES };

/** The width of the picture of an item, in pixels, says which item it is of. */
const WIDTHS: Readonly<Record<string, number>> = { kite: 130, boat: 140, fox: 150 };
const photos = new Map(Object.entries(WIDTHS).map(([p, width]) => [p, pngFile(width, 130)]));

/** How many files an item of each kind sends. */
const FILES: Readonly<Record<string, number>> = {
	extend: 1,
	imageToVideo: 1,
	startEndToVideo: 1,
	referenceToVideo: 2,
	references: 1,
};

/** The pictures of an item as they are sent. */
export const photosOf = (kind: string, prompt: string): string[] =>
	Array.from(
		{ length: FILES[kind] ?? 0 },
		() => `data:image/png;base64,${photos.get(prompt)?.toString('base64')}`,
	);

/** n8n around the node: fields, files that cannot be read at times, and the saved context. */
function contextOf(schedule: Schedule, saved: object, fileFaults: boolean[]): IExecuteFunctions {
	const { kind, prompts, timeout, outputOnTimeout, scenes = [], seconds = [] } = schedule;
	const onTimeout = outputOnTimeout ? 'output' : 'error';
	const options = { timeout, onTimeout, resubmitUnclear: schedule.resubmitUnclear ?? false };
	const fields: Record<string, Field> = { operation: kind, options, ...ALL[kind] };
	const items = prompts.map((prompt) => ({ json: { prompt }, binary: { photo: {} } }));
	return {
		getNode: () => ({ type: 'n8n-nodes-vidu.vidu', parameters: { ...fields, options } }),
		getNodeParameter: (name: string, item: number, initial: unknown) => {
			const field = name in fields ? fields[name] : initial;
			return typeof field === 'function'
				? (field(prompts[item], scenes[item] ?? 1, seconds) as unknown)
				: field;
		},
		getInputData: () => items,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		getExecutionId: () => '42',
		getContext: () => saved,
		helpers: {
			assertBinaryData: (item: number) => ({ id: prompts[item], fileName: 'photo.png' }),
			getBinaryMetadata: async (id: string) => ({ fileSize: photos.get(id)?.length }),
			getBinaryDataBuffer: async (item: number) => {
				if (fileFaults.shift()) throw new Error('the storage is gone');
				return photos.get(prompts[item]);
			},
		},
	} as unknown as IExecuteFunctions;
}

/** The items of one try, read by the operation itself. */
export interface ReadItems {
	read: CheckedJob[];
	/**
	 * Every item's outcome in order: of those that ran as given, of the others what is wrong with them, or
	 * why the whole call was refused.
	 */
	allOutcomes: (outcomes: readonly ItemResult[], refusal?: string) => ItemResult[];
}

/**
 * Reads the items of a try with the code that reads them in n8n.
 *
 * @param saved the node's context
 * @param fileFaults whether the next reading of a file fails; used up
 */
export async function readItems(
	schedule: Schedule,
	saved: Record<string, unknown>,
	fileFaults: boolean[],
): Promise<ReadItems> {
	const context = contextOf(schedule, saved, fileFaults);
	const call = callContextOf(context);
	const value = ALL[schedule.kind].operation ?? schedule.kind;
	const operation = operations.find((one) => one.value === value);
	if (operation === undefined) throw new Error(`no operation ${String(value)}`);
	const read: CheckedJob[] = [];
	for (const item of schedule.prompts.keys()) {
		read.push(await operation.readJob(context, item, call));
	}
	const journal = openJournal(context);
	const allOutcomes = (outcomes: readonly ItemResult[], refusal = '') =>
		read.map((entry, item) => {
			const outcome = outcomes.find((one) => one.item === item);
			const problems = entry.ok ? [refusal] : entry.problems;
			return outcome ?? invalidResult(journal, call, item, problems);
		});
	return { read, allOutcomes };
}
