/** Are the options there, with their defaults, exactly where they have an effect? */

import type { INodeParameters } from 'n8n-workflow';

import { namesOf, shownInside } from '../editor';

const video = { resource: 'video', operation: 'textToVideo' };
const get = { resource: 'task', operation: 'get' };
const wait = { resource: 'task', operation: 'wait' };

const ALWAYS = ['includeInputFields', 'maxConcurrency', 'simplify', 'totalTimeout'];
const WAITING = ['onTimeout', 'pollInterval', 'timeout'];
const BUYING = ['maxCost', 'maxTasks', 'resubmitUnclear'];
const FILES = ['fileName', 'maxFileSize'];

const CASES: Array<[string, INodeParameters, string[]]> = [
	['a video that is waited for', video, [...ALWAYS, ...WAITING, ...BUYING, ...FILES]],
	[
		'an extended video without its file',
		{ ...video, operation: 'extend', downloadVideo: false },
		[...ALWAYS, ...WAITING, ...BUYING],
	],
	[
		'a video that is not waited for',
		{ ...video, waitForCompletion: false },
		[...ALWAYS, ...BUYING],
	],
	['one poll of a task', get, [...ALWAYS, ...FILES]],
	['one poll of a task, without its file', { ...get, downloadVideo: false }, ALWAYS],
	['a task that is waited for', wait, [...ALWAYS, ...WAITING, ...FILES]],
	[
		'a task, where a purchase without a wait stood before',
		{ ...wait, waitForCompletion: false },
		[...ALWAYS, ...WAITING, ...FILES],
	],
];

describe('the options', () => {
	it.each(CASES)('of %s are those that have an effect', (_case, parameters, names) => {
		expect(namesOf(shownInside(parameters, 'options')).sort()).toEqual([...names].sort());
	});

	it('start as they are documented', () => {
		const options = shownInside(video, 'options');
		expect(Object.fromEntries(options.map((option) => [option.name, option.default]))).toEqual({
			timeout: 900,
			onTimeout: 'error',
			pollInterval: 0,
			maxConcurrency: 5,
			fileName: '',
			maxCost: 0,
			maxFileSize: 2000,
			maxTasks: 100,
			resubmitUnclear: false,
			includeInputFields: false,
			simplify: true,
			totalTimeout: 0,
		});
	});

	it('take no number that would stop everything', () => {
		const least = shownInside(video, 'options')
			.filter(({ type }) => type === 'number')
			.map(({ name, typeOptions }) => [name, typeOptions?.minValue]);
		expect(Object.fromEntries(least)).toEqual({
			timeout: 1,
			pollInterval: 0,
			maxConcurrency: 1,
			maxCost: 0,
			maxFileSize: 1,
			maxTasks: 1,
			totalTimeout: 0,
		});
	});
});
