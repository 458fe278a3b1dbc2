/*
 * What a gateway sends goes into items, messages and logs. Whatever it sends, those stay of a size and a
 * shape that n8n can save and a terminal can show.
 */

/** Levels of nested lists and objects that are kept. */
const DEEPEST = 50;
/** Values that are kept of one answer, over all its levels. */
const MOST_VALUES = 20_000;

/** Control characters but for tabs and line breaks; marks that turn the direction of a text; half pairs. */
const CONTROLS = /(?![\t\n\r])\p{Cc}|[\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** Stands for a character that must not be shown, and for bytes that were no UTF-8. */
export const REPLACEMENT = '\ufffd';

/** A text whose control characters are replaced. */
export function sanitize(text: string): string {
	if (!CONTROLS.test(text)) return text;
	// In place: a regular expression with half a million places to replace takes 25 MB.
	const units = Buffer.from(text, 'utf16le');
	const length = units.length / 2;
	const unitAt = (index: number) => (index < length ? units.readUInt16LE(index * 2) : 0);
	for (let index = 0; index < length; index += 1) {
		const unit = unitAt(index);
		if (isHigh(unit) && isLow(unitAt(index + 1))) index += 1;
		else if (isControl(unit)) units.writeUInt16LE(0xfffd, index * 2);
	}
	return units.toString('utf16le');
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

const isControl = (unit: number): boolean =>
	(unit < 0x20 && unit !== 0x09 && unit !== 0x0a && unit !== 0x0d) ||
	(unit >= 0x7f && unit <= 0x9f) ||
	(unit >= 0x2028 && unit <= 0x202e) ||
	(unit >= 0x2066 && unit <= 0x2069) ||
	isHigh(unit) ||
	isLow(unit);

/**
 * A copy of parsed JSON that is safe to keep: no deeper and no longer than is sensible, texts without
 * control characters, no number that JSON cannot hold, no name that means something to JavaScript.
 *
 * Lists come last, wherever they stand: ten thousand URLs do not displace the ID of their task.
 *
 * @param onText what else is done to each text, names included
 */
export function sanitizeJson(value: unknown, onText: (text: string) => string): unknown {
	let left = MOST_VALUES;
	const clean = (text: string) => sanitize(onText(text));
	/** `later` holds the lists that are still to be filled; inside a list, all is copied at once. */
	const copy = (one: unknown, depth: number, later?: Array<() => void>): unknown => {
		left -= 1;
		if (typeof one === 'string') return clean(one);
		if (typeof one === 'number') return Number.isFinite(one) ? one : null;
		if (typeof one !== 'object' || one === null) return one;
		if (depth >= DEEPEST) return null;
		if (Array.isArray(one)) {
			const list: unknown[] = [];
			const fill = () => {
				for (const entry of one) {
					if (left <= 0) break;
					list.push(copy(entry, depth + 1));
				}
			};
			if (later === undefined) fill();
			else later.push(fill);
			return list;
		}
		const object: Record<string, unknown> = {};
		for (const [name, entry] of Object.entries(one)) {
			if (left <= 0) break;
			const clear = clean(name);
			if (UNSAFE_NAMES.includes(clear)) continue;
			object[clear] = copy(entry, depth + 1, later);
		}
		return object;
	};
	const later: Array<() => void> = [];
	const tidied = copy(value, 0, later);
	for (const fill of later) fill();
	return tidied;
}

const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];
