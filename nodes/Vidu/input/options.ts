import type { IExecuteFunctions } from 'n8n-workflow';

import type { FileOptions } from '../download/downloadVideos';
import { optionFields } from '../fields/commonFields';
import { parseAmount } from '../gateway/amount';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { asChoice, asNumber, asSwitch, nonsenseIn } from '../models/values';
import { messageOf, shorten } from '../text';
import { noSuchChoice } from './choice';

type OptionName =
	| 'timeout'
	| 'onTimeout'
	| 'pollInterval'
	| 'maxConcurrency'
	| 'maxTasks'
	| 'totalTimeout'
	| 'resubmitUnclear'
	| 'simplify'
	| 'includeInputFields'
	| 'fileName'
	| 'maxFileSize'
	| 'downloadParts';

const fields = optionFields();

/** The value of an option that the user did not add. */
const defaultOf = (name: OptionName) => fields.find((field) => field.name === name)?.default;

const displayNameOf = (name: OptionName): string =>
	fields.find((field) => field.name === name)?.displayName ?? name;

const ON_TIMEOUT = { error: 'Fail the Row', output: 'Output the Task' };

/** Milliseconds. The gateway would reject more requests than that. */
const SHORTEST_INTERVAL = 100;

/** The options of an item. Times in milliseconds. */
interface ItemOptions {
	timeout: number;
	outputOnTimeout: boolean;
	/** Undefined: automatic. */
	interval?: number;
	resubmitUnclear: boolean;
	/** Whether to wait until the task ends. */
	waits: boolean;
	/** Whether to download the video. */
	downloads: boolean;
	fileName: string;
	/** Whether to download the file of each scene, and not only the last one. */
	downloadParts: boolean;
	/** Bytes. */
	maxFileSize: number;
	/** Maximum cost of the whole run, in USD; 0: nothing may be bought; undefined: no limit. */
	maxCost?: number;
}

/** The options of the whole node, read from the first item. Times in milliseconds. */
export interface NodeOptions {
	maxConcurrency: number;
	maxTasks: number;
	/** 0: none. */
	totalTimeout: number;
}

/** Reads what the user set for an item, with defaults for the rest. */
export function readItemOptions(context: IExecuteFunctions, item: number): Result<ItemOptions> {
	const values = context.getNodeParameter('options', item, {}) as Record<string, unknown>;
	const problems: string[] = [];
	const timeout = readNumber(values, 'timeout', 'Timeout (Seconds)', 1, problems);
	const interval = readNumber(values, 'pollInterval', 'Poll Interval (Seconds)', 0, problems);
	const maxFileSize = readNumber(values, 'maxFileSize', 'Max File Size (MB)', 1, problems);
	const atTimeout = values.onTimeout ?? defaultOf('onTimeout');
	const onTimeout = asChoice(atTimeout, Object.keys(ON_TIMEOUT));
	if (onTimeout === undefined) {
		problems.push(noSuchChoice('On Timeout', atTimeout, ON_TIMEOUT));
	}
	const outputField: unknown = context.getNodeParameter('outputField', item, 'data');
	problems.push(...nameProblems('File Name', values.fileName));
	problems.push(...nameProblems('Put Output File in Field', outputField));
	const maxCost = readMaxCost(context, values, problems);
	const switches = readSwitches(context, item, values, problems);
	if (problems.length > 0) return invalid(...problems);
	return ok({
		timeout: timeout * 1000,
		outputOnTimeout: onTimeout === 'output',
		interval: interval > 0 ? Math.max(interval * 1000, SHORTEST_INTERVAL) : undefined,
		...switches,
		fileName: String(values.fileName ?? defaultOf('fileName')).trim(),
		maxFileSize: maxFileSize * 1024 * 1024,
		maxCost,
	});
}

/** Characters of a name. */
const LONGEST_NAME = 200;

function nameProblems(displayName: string, value: unknown): string[] {
	const nonsense = nonsenseIn(value);
	if (nonsense !== undefined) return [`${displayName} ${nonsense}`];
	const { length } = String(value ?? '');
	if (length <= LONGEST_NAME) return [];
	return [`${displayName} is ${length} characters long; the limit is ${LONGEST_NAME}`];
}

/**
 * Reads what the whole run may cost, in USD. A 0 that was typed means no limit. One that an expression came to is a
 * budget of which nothing is left.
 */
function readMaxCost(
	context: IExecuteFunctions,
	values: Record<string, unknown>,
	problems: string[],
): number | undefined {
	const { options } = context.getNode().parameters;
	const raw = typeof options === 'object' ? (options as Record<string, unknown> | null) : undefined;
	// An expression that finds nothing must not remove the limit.
	if (!('maxCost' in values || (raw && 'maxCost' in raw))) return undefined;
	const { maxCost: value } = values;
	if (String(value ?? '').trim() === '') {
		problems.push('Max Cost (USD) is empty: enter a number, or remove the option');
		return undefined;
	}
	const amount = parseAmount(value);
	if (amount === undefined) {
		const shown = shorten(String(value));
		problems.push(`Max Cost (USD) must be a number of at least 0, such as 2.5, but is "${shown}"`);
	}
	// `$fromAI` is an expression, too.
	const isTyped = raw !== undefined && !String(raw?.maxCost).startsWith('=');
	return amount === 0 && isTyped ? undefined : amount;
}

/**
 * Reads the switches of an item. Tables, forms and agents give them as text, and leave them empty: then the
 * default counts, but for a switch that spends.
 */
function readSwitches(
	context: IExecuteFunctions,
	item: number,
	values: Record<string, unknown>,
	problems: string[],
) {
	const read = (name: string, displayName: string, value: unknown, initial: boolean): boolean => {
		if (value === undefined) return initial;
		const isEmpty = value === null || String(value).trim() === '';
		if (isEmpty && name !== 'resubmitUnclear') return initial;
		const isOn = asSwitch(value);
		if (isOn === undefined) problems.push(notASwitch(displayName, value));
		return isOn ?? initial;
	};
	const option = (name: OptionName) => {
		const { displayName = name, default: initial } = fields.find((one) => one.name === name) ?? {};
		return read(name, displayName, values[name], initial === true);
	};
	const field = (name: string, displayName: string) =>
		read(name, displayName, context.getNodeParameter(name, item, true), true);
	// Read again when the item is shaped.
	option('simplify');
	option('includeInputFields');
	return {
		resubmitUnclear: option('resubmitUnclear'),
		downloadParts: option('downloadParts'),
		downloads: field('downloadVideo', 'Download Video'),
		waits: field('waitForCompletion', 'Wait for Completion'),
	};
}

const notASwitch = (displayName: string, value: unknown): string =>
	`${displayName} must be on or off (true or false), but is "${shorten(String(value))}"`;

/**
 * Reads whether and how to download the files of an item. This happens before anything is submitted, so that
 * an expression that fails loses no paid result.
 */
export function readDownload(
	context: IExecuteFunctions,
	item: number,
	{ downloads, fileName, maxFileSize, downloadParts: ofEachScene }: ItemOptions,
): FileOptions | undefined {
	if (!downloads) return undefined;
	const outputField = String(context.getNodeParameter('outputField', item, '') ?? '').trim();
	return { outputField: outputField || 'data', fileName, maxFileSize, ofEachScene };
}

/**
 * Reads whether to only estimate the cost of an item. An unclear value from an expression is an error: an
 * "on" read as "off" would cost money.
 */
export function readDryRun(context: IExecuteFunctions, item: number): Result<boolean> {
	const value: unknown = context.getNodeParameter('dryRun', item, false);
	const isOn = asSwitch(value);
	return isOn === undefined ? invalid(notASwitch('Dry Run', value)) : ok(isOn);
}

/** Reads the options of the whole node. */
export function readNodeOptions(context: IExecuteFunctions): Result<NodeOptions> {
	const problems: string[] = [];
	const names: OptionName[] = ['maxConcurrency', 'maxTasks', 'totalTimeout'];
	const values = readEach(context, names, problems);
	const options = {
		maxConcurrency: readNumber(values, 'maxConcurrency', 'Max Concurrency', 1, problems),
		maxTasks: readNumber(values, 'maxTasks', 'Max Videos per Run', 1, problems),
		totalTimeout: readNumber(values, 'totalTimeout', 'Total Timeout (Seconds)', 0, problems) * 1000,
	};
	return problems.length > 0 ? invalid(...problems) : ok(options);
}

function readNumber(
	values: Record<string, unknown>,
	name: OptionName,
	displayName: string,
	min: number,
	problems: string[],
): number {
	const set = values[name];
	const value = set === undefined || set === null || set === '' ? defaultOf(name) : set;
	const number = asNumber(value, 'seconds') ?? NaN;
	if (!(number >= min)) {
		const shown = shorten(String(value));
		problems.push(`${displayName} must be a number of at least ${min}, but is "${shown}"`);
	}
	return number;
}

/** One by one: an expression that fails in another option is only its item's problem. */
function readEach(
	context: IExecuteFunctions,
	names: OptionName[],
	problems: string[],
): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const name of names) {
		try {
			values[name] = context.getNodeParameter(`options.${name}`, 0, defaultOf(name));
		} catch (error) {
			problems.push(
				`The expression in "${displayNameOf(name)}" cannot be resolved: ${messageOf(error)}`,
			);
		}
	}
	return values;
}
