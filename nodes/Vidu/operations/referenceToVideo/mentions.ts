/**
 * Finds the subjects that a prompt names as `@id`.
 *
 * @returns `unknown`: names that no subject has; `unnamed`: IDs that the prompt does not name
 */
export function findMentions(
	prompt: string,
	ids: readonly string[],
): { unknown: string[]; unnamed: string[] } {
	const named = new Set<string>();
	const unknown = new Set<string>();
	const longestFirst = ids.filter((id) => id !== '').sort((a, b) => b.length - a.length);
	let end = 0;
	for (const match of prompt.matchAll(/@([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)/gu)) {
		const { index, 0: mention, 1: word } = match;
		// "anna@dog.example" names nobody, "@anna@dog" names two.
		if (index > end && /[A-Za-z0-9_]/.test(prompt[index - 1])) continue;
		end = index + mention.length;
		const text = prompt.slice(index + 1);
		const id = longestFirst.find((one) => isNamed(text, one));
		if (id === undefined) unknown.add(word);
		else named.add(id);
	}
	return { unknown: [...unknown], unnamed: ids.filter((id) => id !== '' && !named.has(id)) };
}

/**
 * Whether a text begins with an ID. A cased letter, a mark, a digit or "_" after the ID makes it another word:
 * "@anna" does not name "ann". After a letter without case anything may follow, because Chinese, Japanese and
 * Thai put no blanks between words.
 */
const isNamed = (text: string, id: string): boolean =>
	text.startsWith(id) &&
	(/\p{Lo}$/u.test(id) || !/^[\p{Lu}\p{Ll}\p{M}\p{N}_]/u.test(text.slice(id.length)));
