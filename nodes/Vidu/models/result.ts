/** The result of a validation: a value, or every reason why there is none, in words for the user. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: string[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const invalid = (...problems: string[]): { ok: false; problems: string[] } => ({
	ok: false,
	problems,
});
