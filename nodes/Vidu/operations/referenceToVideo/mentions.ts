/**
 * Finds the subjects that a prompt names as `@name`.
 *
 * @returns `unknown`: names that no subject has; `unnamed`: names that the prompt leaves out
 */
export function findMentions(
	prompt: string,
	names: readonly string[],
): { unknown: string[]; unnamed: string[] } {
	const named = new Set<string>();
	const unknown = new Set<string>();
	const longestFirst = names.filter((name) => name !== '').sort((a, b) => b.length - a.length);
	let end = 0;
	for (const match of prompt.matchAll(/@([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)/gu)) {
		const { index, 0: mention, 1: word } = match;
		// "anna@dog.example" names nobody, "@anna@dog" names two.
		if (index > end && /[A-Za-z0-9_]/.test(prompt[index - 1])) continue;
		end = index + mention.length;
		const text = prompt.slice(index + 1);
		const name = longestFirst.find((one) => isNamed(text, one));
		if (name === undefined) unknown.add(word);
		else named.add(name);
	}
	return {
		unknown: [...unknown],
		unnamed: names.filter((name) => name !== '' && !named.has(name)),
	};
}

/**
 * Whether a text begins with a name. A cased letter, a mark, a digit or "_" after the name makes it another word:
 * "@anna" does not name "ann". After a letter without case anything may follow, because Chinese, Japanese and
 * Thai put no blanks between words.
 */
const isNamed = (text: string, name: string): boolean =>
	text.startsWith(name) &&
	(/\p{Lo}$/u.test(name) || !/^[\p{Lu}\p{Ll}\p{M}\p{N}_]/u.test(text.slice(name.length)));
