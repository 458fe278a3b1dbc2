/** Words that people should not have to read. */

/** Words that read translated, or name a thing by the wrong word, each with what to write instead. */
export const BANNED: ReadonlyArray<readonly [word: RegExp, instead: string]> = [
	// Looks of a video ("look sharper", "look the same"); a name that is looked up.
	[/\blook(s|ed|ing)?\b(?! (sharper|the same|like|up\b))/i, 'poll or check'],
	[/\bt(ake|akes|aking|ook|aken)( \w+)? up\b/i, 'get, continue'],
	// Also "goes on at the provider".
	[/\b(go|goes|going|gone|went) on\b/i, 'continue'],
	[/\bwr(ite|ites|iting|ote|itten)( \w+)? down\b/i, 'record'],
	[/\bdid cost\b/i, 'cost'],
	[/\bdearer\b/i, 'costs more'],
	[/\banew\b/i, 'again'],
	[/\bbehind\b/i, 'after'],
	[/\bin front\b/i, 'before'],
	[/\bbesides?\b/i, 'next to'],
	[/\bside by side\b/i, 'in parallel'],
	[/\bunder way\b/i, 'running'],
	[/\bby itself\b/i, 'automatically'],
	[/\bone after the other\b/i, 'one at a time'],
	// "at most" is plain English for a limit, and "Most Compatible" is a setting of the iPhone.
	[/(?<!\bat )\bmost\b(?! Compatible)/i, 'maximum'],
	[/\bas far as\b/i, 'if'],
	[/(?:^|[.:;!?] )what (?!to\b|should\b)[^.:;!?]*\b(is|are|was|were)\b/i, 'a noun'],
	[/\b(this|earlier|no|each|next) (try|tries)\b/i, 'attempt'],
	[/\btroubles?\b/i, 'problem'],
	[/\bmakers?\b/i, 'their name'],
	[/\btells\b/i, 'says, shows'],
	[/\bitems? (\$\{|\d)/i, 'Row 1'],
];
