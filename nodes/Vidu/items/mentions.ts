/*
 * Letters of a script that puts blanks between words: one behind an ID makes it another word. Chinese,
 * Japanese, Thai and their like go on right behind it, and so do Korean particles.
 *
 * Functions, because the tables of Unicode take long to load: they are made where they are needed.
 */
const endsSpaced = () => new RegExp(`${spaced().source}$`, 'u');
const beginsSpaced = () => new RegExp(`^${spaced().source}`, 'u');
const spaced = () =>
	/(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}])[\p{L}\p{M}\p{N}_]/u;

const mention = () => /@([\p{L}\p{N}_][\p{L}\p{M}\p{N}_-]*)/gu;

/** What stands before the sign of an e-mail address. */
const ENDS_AS_ADDRESS = /[A-Za-z0-9_]$/;

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
	let end = 0;
	for (const { index, 0: whole, 1: word } of prompt.matchAll(mention())) {
		// "@anna@dog" names two, "anna@dog.example" none.
		const isAddress = ENDS_AS_ADDRESS.test(prompt.slice(end, index).slice(-1));
		if (isAddress) continue;
		end = index + whole.length;
		const text = prompt.slice(index + 1);
		const id = longestFirst.find((one) => one !== '' && isNamed(text, one));
		if (id === undefined) unknown.add(word);
		else named.add(id);
	}
	return { unknown: [...unknown], unnamed: ids.filter((id) => id !== '' && !named.has(id)) };
}

/** A letter right behind the ID makes it another word, where blanks part words. */
const isNamed = (text: string, id: string): boolean =>
	text.startsWith(id) &&
	// Two units: a character may need both.
	!(endsSpaced().test(id) && beginsSpaced().test(text.slice(id.length, id.length + 2)));
