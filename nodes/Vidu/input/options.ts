import type { IExecuteFunctions } from 'n8n-workflow';

import type { FileOptions } from '../download/downloadVideos';
import { optionFields } from '../fields/commonFields';
import { parseAmount } from '../gateway/amount';
import { invalid, ok } from '../models/result';
import type { Result } from '../models/result';
import { shorten } from '../text';
import { noSuchChoice } from './choice';

type OptionName =
	| 'timeout'
	| 'onTimeout'
	| 'pollInterval'
	| 'maxConcurrency'
	| 'maxTasks'
	| 'totalTimeout'
	| 'resubmitUnclear'
	| 'fileName'
	| 'maxFileSize'
	| 'downloadParts';

const fields = optionFields();

/** The value of an option that the user did not add. */
const defaultOf = (name: OptionName) => fields.find((field) => field.name === name)?.default;

const ON_TIMEOUT = { error: 'Fail the Item', output: 'Output the Task' };

/** Milliseconds. The gateway would reject more requests than that. */
const SHORTEST_INTERVAL = 100;

/** The options of an item. Times in milliseconds. */
export interface ItemOptions {
	timeout: number;
	outputOnTimeout: boolean;
	/** Undefined: automatic. */
	interval?: number;
	resubmitUnclear: boolean;
	fileName: string;
	/** Whether to download the file of each scene, and not only the last one. */
	downloadParts: boolean;
	/** Bytes. */
	maxFileSize: number;
	/** What the whole run may cost, in USD; 0: nothing; undefined: no limit. */
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
	const given = context.getNodeParameter('options', item, {}) as Record<string, unknown>;
	const problems: string[] = [];
	const timeout = readNumber(given, 'timeout', 'Timeout (Seconds)', 1, problems);
	const interval = readNumber(given, 'pollInterval', 'Poll Interval (Seconds)', 0, problems);
	const maxFileSize = readNumber(given, 'maxFileSize', 'Max File Size (MB)', 1, problems);
	const onTimeout = given.onTimeout ?? defaultOf('onTimeout');
	if (!Object.hasOwn(ON_TIMEOUT, String(onTimeout))) {
		problems.push(noSuchChoice('On Timeout', onTimeout, ON_TIMEOUT));
	}
	const maxCost = readMaxCost(context, given, problems);
	if (problems.length > 0) return invalid(...problems);
	return ok({
		timeout: timeout * 1000,
		outputOnTimeout: onTimeout === 'output',
		interval: interval > 0 ? Math.max(interval * 1000, SHORTEST_INTERVAL) : undefined,
		resubmitUnclear: isOn(given.resubmitUnclear),
		fileName: String(given.fileName ?? defaultOf('fileName')).trim(),
		downloadParts: isOn(given.downloadParts),
		maxFileSize: maxFileSize * 1024 * 1024,
		maxCost,
	});
}

/**
 * Reads what the whole run may cost, in USD. A 0 that was typed means no limit. One that an expression came to is a
 * budget of which nothing is left.
 */
function readMaxCost(
	context: IExecuteFunctions,
	given: Record<string, unknown>,
	problems: string[],
): number | undefined {
	const { options } = context.getNode().parameters;
	const raw = typeof options === 'object' ? (options as Record<string, unknown> | null) : undefined;
	// An expression that finds nothing must not remove the limit.
	if (!('maxCost' in given || (raw && 'maxCost' in raw))) return undefined;
	const { maxCost: value } = given;
	if (String(value ?? '').trim() === '') {
		problems.push('Max Cost (USD) is empty: enter a number, or remove the option');
		return undefined;
	}
	const amount = parseAmount(value);
	if (amount === undefined) {
		const shown = shorten(String(value));
		problems.push(`Max Cost (USD) must be a number from 0 up, such as 2.5, but is "${shown}"`);
	}
	// `$fromAI` is an expression, too.
	const isTyped = raw !== undefined && !String(raw?.maxCost).startsWith('=');
	return amount === 0 && isTyped ? undefined : amount;
}

/** Expressions give booleans as text. */
const isOn = (value: unknown): boolean => value === true || value === 'true';

/**
 * Reads whether and how to download the files of an item. This happens before anything is submitted, so that
 * an expression that fails loses no paid result.
 */
export function readDownload(
	context: IExecuteFunctions,
	item: number,
	{ fileName, maxFileSize, downloadParts: ofEachScene }: ItemOptions,
): FileOptions | undefined {
	if (!isOn(context.getNodeParameter('downloadVideo', item, true))) return undefined;
	const given = String(context.getNodeParameter('outputField', item, 'data') ?? '').trim();
	const outputField = given === '' ? 'data' : given;
	return { outputField, fileName, maxFileSize, ofEachScene };
}

/**
 * Reads whether to only estimate the cost of an item. An unclear value from an expression is an error: an
 * "on" read as "off" would cost money.
 */
export function readDryRun(context: IExecuteFunctions, item: number): Result<boolean> {
	const given: unknown = context.getNodeParameter('dryRun', item, false);
	const text = String(given).trim().toLowerCase();
	if (text === 'true' || text === 'false') return ok(text === 'true');
	return invalid(`Dry Run must be true or false, but is "${shorten(String(given))}"`);
}

/** Reads the options of the whole node. */
export function readNodeOptions(context: IExecuteFunctions): Result<NodeOptions> {
	const problems: string[] = [];
	const names: OptionName[] = ['maxConcurrency', 'maxTasks', 'totalTimeout'];
	const given = readEach(context, names, problems);
	const options = {
		maxConcurrency: readNumber(given, 'maxConcurrency', 'Max Concurrency', 1, problems),
		maxTasks: readNumber(given, 'maxTasks', 'Max Videos per Run', 1, problems),
		totalTimeout: readNumber(given, 'totalTimeout', 'Total Timeout (Seconds)', 0, problems) * 1000,
	};
	return problems.length > 0 ? invalid(...problems) : ok(options);
}

function readNumber(
	given: Record<string, unknown>,
	name: OptionName,
	displayName: string,
	min: number,
	problems: string[],
): number {
	const set = given[name];
	const value = set === undefined || set === null || set === '' ? defaultOf(name) : set;
	// In JavaScript false, an empty list and a blank text are 0, which means no limit for some options.
	const isText = typeof value === 'string' && value.trim() !== '';
	const number = typeof value === 'number' || isText ? Number(value) : NaN;
	if (!Number.isFinite(number) || number < min) {
		problems.push(`${displayName} must be a number from ${min} up, but is "${String(value)}"`);
	}
	return number;
}

/** One by one: an expression that fails in another option is only its item's problem. */
function readEach(
	context: IExecuteFunctions,
	names: OptionName[],
	problems: string[],
): Record<string, unknown> {
	const given: Record<string, unknown> = {};
	for (const name of names) {
		try {
			given[name] = context.getNodeParameter(`options.${name}`, 0, defaultOf(name));
		} catch (error) {
			problems.push(`The expression in "${name}" cannot be resolved: ${(error as Error).message}`);
		}
	}
	return given;
}
