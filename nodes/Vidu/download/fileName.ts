import { sanitize } from '../gateway/sanitize';

/** Characters of a name that the node makes up. */
const LONGEST_NAME = 60;

/** Endings of other files that a name may come with; "St.Anton" has none. */
const ENDING =
	/\.(mp4|m4v|mov|webm|mkv|avi|mpe?g|wmv|jpe?g|png|webp|gif|bmp|tiff?|heic|avif|svg|pdf|txt|csv|json|xlsx?|docx?|html?)$/i;

const withoutEnding = (name: string): string => name.replace(ENDING, '');

/**
 * A name for a file, made of a text: ASCII, at most 60 characters, cut between words. "A red kite!" becomes
 * "a-red-kite"; a text without Latin letters or digits has none.
 */
export function slugOf(text: string): string | undefined {
	// Accents become characters of their own, and go with all that is not ASCII.
	const words = withoutEnding(text.slice(0, 1_000).trim())
		.replace(/ß/g, 'ss')
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^a-z0-9]+/)
		.filter((word) => word !== '');
	let slug = '';
	for (const word of words) {
		if (slug !== '' && slug.length + 1 + word.length > LONGEST_NAME) break;
		slug = slug === '' ? word.slice(0, LONGEST_NAME) : `${slug}-${word}`;
	}
	return slug === '' ? undefined : slug;
}

/** A name without its ending; `isShared` where two items would have the same. */
export interface FileName {
	name: string;
	isShared: boolean;
}

/**
 * The name for the file of each item, without its ending, where the user chose none: of its row's `name` or
 * `title`, or else of its prompt.
 *
 * @param rows the input items' json
 * @param prompts what each item asks for, where that is known; the row's `prompt` elsewhere
 * @returns undefined where no name can be made
 */
export function nameFiles(
	rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
	prompts: ReadonlyArray<string | undefined>,
): Array<FileName | undefined> {
	const names = rows.map((row, item) =>
		[row.name, row.title, prompts[item], row.prompt].reduce<string | undefined>(
			(found, value) => found ?? (isText(value) ? slugOf(String(value)) : undefined),
			undefined,
		),
	);
	const counts = new Map<string | undefined, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	return names.map((name) =>
		name === undefined ? undefined : { name, isShared: (counts.get(name) ?? 0) > 1 },
	);
}

const isText = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';

/** The user's name for a file without folders and without the ending of any file; empty if there is none. */
export const stemOf = (fileName: string): string =>
	withoutEnding(sanitize(fileName.trim().split(/[\\/]/).pop() ?? '')).replace(/[.\s]+$/, '');
