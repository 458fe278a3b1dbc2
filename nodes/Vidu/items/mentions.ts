/** Letters, digits and what joins them in an ID of the Latin script. */
const isPlain = (character: string | undefined): boolean => /^[A-Za-z0-9_]$/.test(character ?? '');

/** A sign that begins a mention: not the one inside an e-mail address. */
const MENTION = /(?<![A-Za-z0-9_.])@([\p{L}\p{N}_][\p{L}\p{N}_-]*)/gu;

/**
 * Which subjects a prompt names as `@id`.
 *
 * @returns `unknown`: what it names though no subject has that ID; `unnamed`: IDs that it does not name
 */
export function findMentions(
	prompt: string,
	ids: readonly string[],
): { unknown: string[]; unnamed: string[] } {
	const named = new Set<string>();
	const unknown = new Set<string>();
	// "@ann" does not name "anna", and "@anna" does not name "ann".
	const longestFirst = [...ids].sort((a, b) => b.length - a.length);
	for (const { index, 1: word } of prompt.matchAll(MENTION)) {
		const text = prompt.slice(index + 1);
		const id = longestFirst.find((one) => one !== '' && isNamed(text, one));
		if (id === undefined) unknown.add(word);
		else named.add(id);
	}
	return { unknown: [...unknown], unnamed: ids.filter((id) => id !== '' && !named.has(id)) };
}

/** Scripts without spaces go on behind the ID; in others, a letter that follows makes it another word. */
const isNamed = (text: string, id: string): boolean =>
	text.startsWith(id) && !(isPlain(id.at(-1)) && isPlain(text.charAt(id.length)));
