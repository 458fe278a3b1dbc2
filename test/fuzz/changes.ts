/** What can be done to a true answer, as JSON and as bytes, so that it becomes one that nobody documents? */

import fc from 'fast-check';

import { HOSTILE_TEXTS, KEY_FORMS } from './words';

/** A change of the parsed answer. `at` picks the place, whatever the answer looks like. */
export interface JsonChange {
	at: number;
	type: 'replace' | 'remove' | 'add' | 'twice' | 'inList' | 'rename';
	/** JSON text of the new value, which need not be what JSON.stringify would write. */
	value: string;
	name: string;
}

/** A change of the bytes. `at` and `length` are shares of the whole, 0 to 1. */
export interface ByteChange {
	at: number;
	type: 'flip' | 'insert' | 'remove' | 'cut' | 'repeat' | 'mark';
	length: number;
	bytes: string;
}

const NAMES = [
	...['id', 'task_id', 'status', 'error', 'data', 'output', 'content', 'url', 'message', 'code'],
	...['model', 'created_at', 'progress', 'usage', 'metadata', 'error_message', 'detail', 'msg'],
	...['cost', 'currency', 'success', 'status_code', 'reason'],
	...['__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON', 'hasOwnProperty', ''],
];

const NUMBERS = ['0', '1', '-1', '200', '429', '503', '1e999', '-1e999', '9007199254740993'];

/** Words that mean something in one place or another. */
const WORDS = [
	...['in_progress', 'completed', 'failed', 'canceled', 'queued', 'success', 'ok', 'no error', ''],
	...['task not found', 'InternalServiceFailure', '008020099', '2024-03-09T16:00:00Z', '50%'],
	...['error', 'USD', 'credit', '0.05', '0', '5 USD', '402'],
	...['http://files.example/a.mp4', 'https://files.example/b.mp4', 'ftp://files.example/c'],
].map((word) => JSON.stringify(word));

const LARGE: Array<() => string> = [
	() => `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
	() => `${'{"error":'.repeat(3_000)}1${'}'.repeat(3_000)}`,
	() => JSON.stringify('d'.repeat(300_000)),
	() => JSON.stringify('\u001b[2J'.repeat(20_000)),
	() =>
		JSON.stringify(Array.from({ length: 10_000 }, (_, n) => ({ url: `http://a.example/${n}` }))),
	() => JSON.stringify([{ content: Array(5_000).fill({ url: 'https://a.example/v.mp4' }) }]),
	() => `"${'\\\\'.repeat(50_000)}"`,
	() => `"not${' '.repeat(200_000)}"`,
	() => JSON.stringify(Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`k${n}`, n]))),
];
const large = new Map<number, string>();

/** Made once each: a hundred thousand cases use them. */
function largeValue(n: number): string {
	const known = large.get(n) ?? LARGE[n]();
	large.set(n, known);
	return known;
}

const anyValue: fc.Arbitrary<string> = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...WORDS) },
	{ weight: 3, arbitrary: fc.constantFrom(...NUMBERS, '1'.repeat(400), '12345678901234567890123') },
	{ weight: 3, arbitrary: fc.constantFrom('null', 'true', 'false', '[]', '{}', '[[]]', '[null]') },
	{ weight: 4, arbitrary: fc.constantFrom(...HOSTILE_TEXTS).map((text) => JSON.stringify(text)) },
	{ weight: 4, arbitrary: fc.constantFrom(...KEY_FORMS) },
	{ weight: 2, arbitrary: fc.json({ maxDepth: 2 }) },
	{ weight: 1, arbitrary: fc.nat(LARGE.length - 1).map(largeValue) },
);

/** Any change of a parsed answer. */
export const anyJsonChange: fc.Arbitrary<JsonChange> = fc.record({
	at: fc.nat(1_000),
	type: fc.constantFrom('replace', 'replace', 'remove', 'add', 'twice', 'inList', 'rename'),
	value: anyValue,
	name: fc.constantFrom(...NAMES),
});

/** Any change of the bytes. */
export const anyByteChange: fc.Arbitrary<ByteChange> = fc.record({
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	type: fc.constantFrom('flip', 'insert', 'remove', 'cut', 'cut', 'repeat', 'mark'),
	length: fc.double({ min: 0, max: 0.3, noNaN: true }),
	bytes: fc.oneof(
		fc.constantFrom(
			'\x80\xc0\xaf\xed\xa0\x80',
			'\x1b[2J\x07',
			'\0',
			'"',
			'{',
			']',
			'\\',
			'\x9b31m',
		),
		fc
			.uint8Array({ minLength: 1, maxLength: 6 })
			.map((bytes) => Buffer.from(bytes).toString('latin1')),
	),
});

/**
 * The JSON text of an answer after changes.
 *
 * @param answer plain JSON; it is not changed itself
 */
export function changeJson(answer: unknown, changes: readonly JsonChange[]): string {
	const root = { '': structuredClone(answer) } as Record<string, unknown>;
	const raw: string[] = [];
	for (const change of changes) applyTo(root, change, raw);
	let text = JSON.stringify(root['']) ?? '';
	// Values that only stand in a text, such as 1e999, and a second one under the same name.
	raw.forEach((value, n) => {
		text = text.replaceAll(`"@@${n}@@"`, () => value);
	});
	return text.replace(/@@again\d+@@/g, '');
}

function applyTo(root: Record<string, unknown>, change: JsonChange, raw: string[]): void {
	const places = placesIn(root);
	const { holder, name } = places[change.at % places.length];
	const mark = `@@${raw.length}@@`;
	const value = holder[name];
	switch (change.type) {
		case 'replace':
			holder[name] = mark;
			break;
		case 'remove':
			if (Array.isArray(holder)) holder.splice(Number(name), 1);
			else delete holder[name];
			return;
		case 'add':
			// JSON has no names in a list.
			if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
			// Not by assignment: "__proto__" is to become a name like any other.
			Object.defineProperty(value, change.name, {
				value: mark,
				enumerable: true,
				configurable: true,
				writable: true,
			});
			break;
		case 'twice':
			holder[`${name}@@again${raw.length}@@`] = mark;
			break;
		case 'inList':
			holder[name] = [value];
			return;
		case 'rename':
			if (!Array.isArray(holder) && name !== '') {
				delete holder[name];
				Object.defineProperty(holder, change.name, {
					value,
					enumerable: true,
					configurable: true,
					writable: true,
				});
			}
			return;
	}
	raw.push(change.value);
}

interface Place {
	holder: Record<string, unknown>;
	name: string;
}

function placesIn(holder: Record<string, unknown>, found: Place[] = []): Place[] {
	for (const [name, value] of Object.entries(holder)) {
		found.push({ holder, name });
		if (typeof value === 'object' && value !== null) placesIn(value as Place['holder'], found);
	}
	return found.length > 0 ? found : [{ holder, name: '' }];
}

/** Bytes after changes. */
export function changeBytes(bytes: Buffer, changes: readonly ByteChange[]): Buffer {
	let changed = bytes;
	for (const { at, type, length, bytes: text } of changes) {
		const from = Math.floor(at * changed.length);
		const to = Math.min(changed.length, from + Math.ceil(length * changed.length));
		const [before, part, after] = [
			changed.subarray(0, from),
			changed.subarray(from, to),
			changed.subarray(to),
		];
		const inserted = Buffer.from(text, 'latin1');
		if (type === 'flip') changed = Buffer.concat([before, part.map((byte) => byte ^ 1), after]);
		else if (type === 'insert') changed = Buffer.concat([before, inserted, part, after]);
		else if (type === 'remove') changed = Buffer.concat([before, after]);
		else if (type === 'cut') changed = before;
		else if (type === 'repeat') changed = Buffer.concat([before, part, part, part, after]);
		else changed = Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), changed]);
	}
	return changed;
}
