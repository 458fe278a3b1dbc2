/** Numbers that the pages name, each with its value in the code. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { MOST_IN_MEMORY } from '../nodes/Vidu/download/memoryLimit';
import { SMALLEST_REFERENCE } from '../nodes/Vidu/images/checkImage';
import {
	IMAGES_WITH_VIDEO,
	SOURCE_SECONDS,
	SUBJECT_IMAGES,
	subjects,
	videos,
} from '../nodes/Vidu/models/parameters';
import { MAX_SCENES, SCENE_SECONDS } from '../nodes/Vidu/operations/longVideo/scenes';
import { operations } from '../nodes/Vidu/operations/registry';
import { LEDGER_LINES, MOST_IN_CALL } from '../nodes/Vidu/tasks/ledger';
import { read, root } from './pages';

/** The number that a file of the node gives a name: "const NAME = 50 * 1024" or "name: 9_000". */
function numberIn(file: string, name: string): number {
	const text = readFileSync(join(root, 'nodes/Vidu', file), 'utf8');
	const found = new RegExp(`\\b${name}(?: =|:) ([\\d_.* ]+)`).exec(text)?.[1];
	if (found === undefined) throw new Error(`${file} has no number ${name}`);
	const factors = found.replaceAll('_', '').split('*').map(Number);
	return factors.reduce((product, factor) => product * factor);
}

/** How many pauses there are between the attempts of a download. */
const pauses = /PAUSES = \[(.*)\]/
	.exec(readFileSync(join(root, 'nodes/Vidu/download/downloadVideos.ts'), 'utf8'))?.[1]
	.split(',').length;

/** Seconds of a time of the schedule, in milliseconds. */
const ofSchedule = (name: string): number => numberIn('tasks/pollSchedule.ts', name) / 1000;

const DIGITS = [
	'no',
	'one',
	'two',
	'three',
	'four',
	'five',
	'six',
	'seven',
	'eight',
	'nine',
	'ten',
];
const withCommas = (number: number): string => number.toLocaleString('en-US');

const interval = ofSchedule('INTERVAL');
const shortest = ofSchedule('MIN_DELAY');
const late = ofSchedule('INTERVAL_BEFORE_WINDOW');
const models = operations.flatMap((operation) => operation.models);
const longest = Math.max(...models.map(({ parameters }) => parameters.duration.max ?? 0));
const extension = operations.find(({ value }) => value === 'extend')?.models[0].parameters.duration;
const characters = models.map(({ parameters }) => parameters.prompt?.maxCharacters ?? 0);
const megabytes = (bytes: number): number => bytes / 2 ** 20;
const ratio = numberIn('images/checkImage.ts', 'LARGEST_RATIO');
const oldest = /Update n8n to ([\d.]+) or newer/.exec(
	readFileSync(join(root, 'nodes/Vidu/execute/prepare.ts'), 'utf8'),
)?.[1];
const versions = {
	n8n: JSON.parse(read('test/n8n/package.json')).dependencies.n8n as string,
	oldestEngine: JSON.parse(read('test/compat/package.json')).dependencies['n8n-core'] as string,
	node: (JSON.parse(read('package.json')).engines.node as string).replace('>=', ''),
};
const { n8n } = versions;

/** Facts, the words of the pages for them, and the numbers in those. Asterisks and underscores are left out. */
export const FACTS: ReadonlyArray<readonly [string, RegExp, ReadonlyArray<number | string>]> = [
	['the longest video', /(?:Videos of up to|has at most) (\d+) seconds/g, [longest]],
	['the scenes of a story', /(?:(?:up to|1 to) )(\d+) scenes/g, [MAX_SCENES]],
	['the seconds of a scene', /alone makes (\d+) seconds/g, [SCENE_SECONDS]],
	[
		'the seconds of an extension',
		/(?:Seconds to Add *\| |scene has )(\d+) to (\d+)/g,
		[extension?.min ?? '', extension?.max ?? ''],
	],
	[
		'the length of a video to extend',
		/video is (\d+) seconds to (\d+) minute long/g,
		[SOURCE_SECONDS.min, SOURCE_SECONDS.max / 60],
	],
	['the first scene', /at least (\d+) seconds if another follows/g, [SOURCE_SECONDS.min]],
	['the story before its last scene', /at most (\d+) seconds together/g, [SOURCE_SECONDS.max]],
	[
		'the length of a prompt',
		/at most ([\d,]+) characters \(Q3: ([\d,]+)\)/g,
		[
			withCommas(numberIn('models/parameters.ts', 'PROMPT_CHARACTERS')),
			withCommas(Math.max(...characters)),
		],
	],
	[
		'the subjects',
		/\(Subjects\)": 1 to (\d+), each with a Name, 1 to (\d+) images \((\d+) in all\)/g,
		[subjects.maxItems ?? '', SUBJECT_IMAGES.each, SUBJECT_IMAGES.all],
	],
	[
		'reference videos',
		/1 or (\d+) videos, and at most (\d+) images/g,
		[videos.maxItems ?? '', IMAGES_WITH_VIDEO],
	],
	['the ratio of an image', /ratio between 1:(\d+) and (\d+):1/g, [ratio, ratio]],
	[
		'the size of an image and of a request',
		/at most (\d+) MB each and (\d+) MB for the whole request/g,
		[
			megabytes(numberIn('images/checkImage.ts', 'LARGEST_IMAGE')),
			megabytes(numberIn('images/requestSize.ts', 'LARGEST_REQUEST')),
		],
	],
	[
		'the size of a reference',
		/References have at least (\d+) × (\d+) pixels/g,
		[SMALLEST_REFERENCE, SMALLEST_REFERENCE],
	],
	[
		'the pixels of frames',
		/has ([\d.]+) to ([\d.]+) times as many pixels/g,
		[numberIn('images/checkImage.ts', 'min'), numberIn('images/checkImage.ts', 'max')],
	],
	['files in memory', /downloads at most (\d+) MB/g, [megabytes(MOST_IN_MEMORY)]],
	['the videos of one run', /buys more than ([\d,]+) videos/g, [withCommas(MOST_IN_CALL)]],
	['the ledger', /holds the last ([\d,]+) purchases/g, [withCommas(LEDGER_LINES)]],
	[
		'the ID of a purchase',
		/ID of (\d+) characters/g,
		[numberIn('n8n/ledgerStore.ts', 'ID_LENGTH')],
	],
	[
		'the patience with the database',
		/needs more than (\d+) seconds/g,
		[numberIn('n8n/purchaseList.ts', 'LONGEST_ACCESS') / 1000],
	],
	[
		'the patience with a creation',
		/waits up to (\w+) minutes for its answer/g,
		[DIGITS[numberIn('gateway/client.ts', 'CREATE_TIMEOUT') / 60_000]],
	],
	[
		'the patience with a doubtful answer',
		/polls for (\d+) to (\d+) s more/g,
		[numberIn('tasks/doubt.ts', 'notFound') / 1000, numberIn('tasks/doubt.ts', 'doubtful') / 1000],
	],
	[
		'the patience with an estimate',
		/again, at most (\w+), (\d+) seconds each/g,
		['twice', numberIn('tasks/estimates.ts', 'TIMEOUT') / 1000],
	],
	['the attempts of a download', /tries (\w+) times\. Then the row/g, [DIGITS[(pauses ?? 0) + 1]]],
	[
		'the linked videos',
		/links to the first (\w+) videos/g,
		[DIGITS[numberIn('output/hints.ts', 'MOST_LINKS')]],
	],
	[
		'the places of an amount',
		/round up to (\w+) decimal places/g,
		[DIGITS[numberIn('output/cost.ts', 'PLACES')]],
	],
	[
		'the first poll',
		/after ([\d.]+) to ([\d.]+) s, at random/g,
		[(interval * 0.9).toFixed(1), interval],
	],
	[
		'the usual poll',
		/(?:Without progress: every|again to|comes after|one poll every|window *\| every) ([\d.]+) s/g,
		[interval],
	],
	[
		'the longest delays',
		/may wait: ([\d.]+) s, ([\d.]+) s or ([\d.]+) s/g,
		[interval, ofSchedule('rough'), ofSchedule('exact')],
	],
	[
		'the shortest delays',
		/as every ([\d.]+) s; for a short task every (\d+) % of its age, at least ([\d.]+) s/g,
		[shortest, ofSchedule('MIN_DELAY_PER_AGE') * 100_000, ofSchedule('MIN_DELAY_OF_ALL')],
	],
	['the delays before the window', /most (\d+) s apart; .* ([\d.]+) s later/g, [late, shortest]],
	['the delays in the window', /width apart, ([\d.]+) s to ([\d.]+) s/g, [shortest, interval]],
	['the margin of the window', /(\d+) % wider/g, [ofSchedule('WINDOW_MARGIN') * 100_000]],
	['the latest poll', /at most (\d+) s late\b/g, [late]],
	[
		'the kept durations',
		/last (\w+) durations/g,
		[DIGITS[numberIn('tasks/recentDurations.ts', 'KEPT_PER_KIND')]],
	],
	['the oldest n8n', /n8n (1\.\d+) or newer/g, [oldest ?? '']],
	['the tested n8n', /(?:full n8n, |with n8n |n8n )(2\.\d+\.\d+)\b/g, [n8n]],
	['the oldest tested engine', /engine \(n8n-core ([\d.]+\d)\)/g, [versions.oldestEngine]],
	['the oldest Node.js', /Node\.js ([\d.]+\d) or newer/g, [versions.node]],
];
