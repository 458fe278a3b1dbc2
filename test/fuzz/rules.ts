/** The rules for every execution, with any answer: those of CONTRIBUTING, and the bounds. */

import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { COVER } from '../property/doubts';
import type { Played, Try } from './play';
import { nothingIsBoughtAboveTheLimit } from './estimateRules';
import type { Scenario } from './scenario';
import { BASE_URL } from './wire';
import type { Asked } from './wire';
import { idNamedIn, isEmptyAccount, judge, provesFailure, textOf } from './verdict';
import { reveals, textsIn } from './words';

/** Characters. A URL may have 8,192 of them, and a message names three of a task and one more. */
const LONGEST_MESSAGE_OF_AN_ITEM = 45_000;
const LONGEST_LOG_LINE = 30_000;
/** Characters of JSON: an answer may have a megabyte, of which a text may stand in two places. */
const LONGEST_ITEM = 3_000_000;
/** Milliseconds that the creation, a poll and the ledger may take on top of the timeouts of the user. */
const CREATION = 120_000;
const POLL = 30_000;
const LEDGER = 20_000;
/** Three estimates, and their waits after a 429. */
const ESTIMATES = 3 * (15_000 + 60_000);
/** Milliseconds for the files of a task: three tries, each stalled for at most two periods in a row. */
const FILE = 3 * 120_000;

/** @throws {Error} that says which rule does not hold */
export function assertRules(scenario: Scenario, played: Played): void {
	creationsAreRequestedOnce(scenario, played);
	emptyAccountsEndAtOnce(played);
	nothingIsUnrecorded(played);
	itemsAreCheckedFirst(scenario, played);
	idsComeOut(scenario, played);
	theKeyStays(played);
	nothingIsBoughtAboveTheLimit(scenario, played, demand);
	for (const one of played.tries) {
		everythingIsAnOutcome(scenario, one);
		everythingIsBounded(scenario, one);
		nothingControls(one);
		itEndsInTime(scenario, one);
	}
}

/** Rules 1 and 3: what may have been bought is not bought again, in any attempt. */
function creationsAreRequestedOnce({ operation }: Scenario, played: Played): void {
	const { creations, gateway, tries, wire } = played;
	const { polls } = wire;
	demand(operation === 'buy' || creations.length === 0, 'Rule 1: a poll bought something');
	demand(gateway.creationsAfterStop === 0, 'Rule 1: a creation was sent after Stop');
	const before = new Map<string, Asked>();
	for (const asked of creations) {
		const last = before.get(asked.prompt);
		before.set(asked.prompt, asked);
		if (last === undefined) continue;
		const verdict = judge(last);
		if (verdict === 'refused') continue;
		// A task that failed for good may be created again by the next attempt.
		demand(
			verdict === 'created' &&
				tries.slice(last.tryNumber, asked.tryNumber).some((one) => isFailed(one, asked.prompt)),
			`Rule 1: ${asked.prompt} was asked for again after ${last.status} (${verdict})`,
		);
		const between = polls.filter(
			({ tryNumber, polledId = '' }) =>
				tryNumber >= last.tryNumber &&
				tryNumber < asked.tryNumber &&
				textOf(last).includes(polledId),
		);
		demand(
			[last, ...between].some(provesFailure),
			`Rule 1: ${asked.prompt} was asked for again without proof`,
		);
	}
}

/** No pause fills an account: it is asked for nothing twice in one try. */
function emptyAccountsEndAtOnce({ creations, wire }: Played): void {
	for (const [at, asked] of creations.entries()) {
		if (!isEmptyAccount(asked)) continue;
		const again = creations.slice(at + 1).filter(({ prompt }) => prompt === asked.prompt);
		demand(
			again.every(({ tryNumber }) => tryNumber > asked.tryNumber),
			`${asked.prompt} was asked for again after ${asked.status} ${textOf(asked)}`,
		);
	}
	for (const [at, asked] of wire.polls.entries()) {
		// A scene, or another item, may ask for the same task.
		const isOther = asked.status === 401 || (asked.status ?? 0) >= 500;
		if (!isEmptyAccount(asked) || isOther) continue;
		const again = wire.polls.slice(at + 1).filter(({ polledId }) => polledId === asked.polledId);
		demand(
			again.every(({ tryNumber }) => tryNumber > asked.tryNumber),
			`${asked.polledId} was polled again after ${asked.status} ${textOf(asked)}`,
		);
	}
}

/** Rule 2: the journal and the ledger know of a creation before it is sent. */
const nothingIsUnrecorded = ({ unrecorded }: Played) =>
	demand(unrecorded.length === 0, `Rule 2: not recorded before it was sent: ${unrecorded}`);

/** Rule 5: with an item that cannot be sent, nothing is sent, unless the others shall continue. */
function itemsAreCheckedFirst({ prompts, operation, continueOnFail }: Scenario, played: Played) {
	if (operation !== 'buy' || continueOnFail || !prompts.includes('')) return;
	demand(played.creations.length === 0, 'Rule 5: something was bought though an item is not valid');
}

/** Rule 4: what answers named is in what comes out, in that try and in every later one. */
function idsComeOut({ operation }: Scenario, { creations, tries, tasksBefore }: Played): void {
	for (const one of tries) {
		const words = [...(one.items ?? []), one.error?.message].flatMap(textsOf).join('\n');
		for (const id of tasksBefore) demand(words.includes(id), `Rule 4: ${id} did not come out`);
	}
	if (operation !== 'buy') return;
	for (const asked of creations) {
		const id = idNamedIn(asked);
		if (id === undefined) continue;
		for (let tryNumber = asked.tryNumber; tryNumber < tries.length; tryNumber += 1) {
			const { items = [], error, said, tookAfterStop } = tries[tryNumber];
			// An answer that a stop interrupts arrives in the background.
			const log = tookAfterStop === undefined ? [] : said.log;
			const words = [...items, error?.message, ...log].flatMap(textsOf);
			demand(words.join('\n').includes(id), `Rule 4: ${id} did not come out of try ${tryNumber}`);
			// It failed, so the next attempt creates another one.
			if (isFailed(tries[tryNumber], asked.prompt)) break;
		}
	}
}

/** Rule 6: the key is in one header, on its way to the base URL. */
function theKeyStays({ wire, saved, tries }: Played): void {
	const elsewhere = wire.keyTo.filter((origin) => origin !== BASE_URL);
	demand(elsewhere.length === 0, `Rule 6: the key went to ${elsewhere}`);
	demand(wire.filesWithKey === 0, 'Rule 6: the key went to the host of the files');
	const texts = [JSON.parse(saved), ...tries.map(everythingSaid)].flatMap(textsIn);
	for (const text of new Set(texts)) {
		if (reveals(text)) demand(false, `Rule 6: the key came out in ${text.slice(0, 300)}`);
	}
}

/** One item for each item, or an error of the node's own making. */
function everythingIsAnOutcome({ prompts }: Scenario, one: Try): void {
	const { items, error } = one;
	const isOwn = error instanceof NodeApiError || error instanceof NodeOperationError;
	demand(items !== undefined || isOwn, `It threw ${error?.stack}`);
	demand(items === undefined || items.length === prompts.length, 'Not one item for each item');
	items?.forEach((item, index) => {
		demand(Object(item.pairedItem).item === index, 'An item is not paired with its own');
		const isSuccess = 'taskId' in item.json || 'dryRun' in item.json;
		demand(!(isSuccess && 'error' in item.json), 'A success has a key named error');
		demand(isSuccess || item.json.item === index, 'A failed item has lost its row');
		const urls = [item.json.videoUrl, item.json.videoUrls].flat();
		demand(!urls.includes(COVER), 'A picture was taken for a video');
	});
	const words = everythingSaid(one).flatMap(textsIn).join('\n');
	demand(
		!/Unexpected error in the Vidu node/.test(words),
		`A mistake of the node's own: ${words.slice(0, 2_000)}`,
	);
	for (const line of messagesOf(one).flatMap((message) => message.split('\n'))) {
		const isForeign = /A web page .*answered instead/.test(line);
		const speaks = /low balance|Insufficient (balance|credits)|permission denied/.test(line);
		demand(!isForeign || !speaks, `A web page is taken for a low balance: ${line}`);
	}
	for (const message of messagesOf(one)) {
		const isEmpty = /\[object|native code|undefined|NaN/.test(
			message.replace(/"(?:\\.|[^"\\])*"/g, ''),
		);
		demand(!isEmpty, `A message with no words: ${message.slice(0, 2_000)}`);
	}
}

function everythingIsBounded({ prompts }: Scenario, one: Try): void {
	const { log, ui, fileNames } = one.said;
	const most = prompts.length * LONGEST_MESSAGE_OF_AN_ITEM;
	for (const message of messagesOf(one)) {
		demand(message.length < most, `A message has ${message.length} characters`);
	}
	for (const line of [...log, ...ui]) {
		demand(line.length < LONGEST_LOG_LINE, `A log line has ${line.length} characters`);
	}
	for (const name of fileNames)
		demand(name.length < 300, `A file name has ${name.length} characters`);
	for (const { json } of one.items ?? []) {
		const { length } = JSON.stringify(json);
		demand(length < LONGEST_ITEM, `An item has ${length} characters`);
	}
}

/** No terminal escapes anywhere, and no line breaks where a line is a line. */
function nothingControls(one: Try): void {
	const { log, ui, fileNames } = one.said;
	for (const line of [...log, ...ui, ...fileNames]) {
		demand(
			!/\p{Cc}|\p{Surrogate}|[\u2028-\u202e]/u.test(line),
			`Controls in ${JSON.stringify(line)}`,
		);
	}
	for (const name of fileNames) demand(!/[\\/]/.test(name), `A file name is a path: ${name}`);
	for (const text of everythingSaid(one).flatMap(textsIn)) {
		const found = /(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\u2028-\u202e]/u.exec(text);
		demand(found === null, `Controls in ${JSON.stringify(text.slice(0, 300))}`);
	}
}

function itEndsInTime(scenario: Scenario, { took, tookAfterStop, items }: Try): void {
	const { prompts, timeout, totalTimeout, downloads } = scenario;
	if (tookAfterStop !== undefined) {
		demand(tookAfterStop <= 1, `It continued for ${tookAfterStop} ms after Stop`);
	}
	const urls = (items ?? []).map(
		({ json }) => (json.videoUrls as string[] | undefined)?.length ?? 0,
	);
	const files = downloads ? Math.max(100 * (items === undefined ? 1 : 0), ...urls) * FILE : 0;
	const estimates = scenario.limit || scenario.dryRun ? ESTIMATES : 0;
	const each = 2 * timeout * 1000 + CREATION + POLL + LEDGER + files;
	const whole = totalTimeout > 0 ? totalTimeout * 1000 + CREATION + POLL + LEDGER : Infinity;
	const longest = Math.min(each * prompts.length, whole) + estimates;
	demand(took <= longest, `It took ${took} ms and not at most ${longest}`);
}

/** Everything that leaves the node, whichever way. */
const everythingSaid = ({ items, error, said }: Try): unknown[] => [
	(items ?? []).map(({ json }) => json),
	[error?.message, error?.description, error instanceof NodeApiError ? error.messages : []],
	said,
];

const messagesOf = ({ items, error }: Try): string[] =>
	[error?.message, ...(items ?? []).map((item) => item.json.error)].filter(
		(message) => typeof message === 'string',
	);

const textsOf = (one: unknown): string[] => textsIn(one);

/** Whether a try said of an item that its task failed for good. */
function isFailed({ items, error }: Try, prompt: string): boolean {
	const item = Number(prompt.split(' ')[1]);
	const lines = error?.message.split('\n') ?? [String(items?.[item]?.json.error)];
	return lines.some(
		(line) => line.startsWith(`Row ${item + 1}, `) && line.includes('The task failed'),
	);
}

function demand(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}
