/** Characters of an answer in which an ID is looked for. */
const FIRST_BYTES = 4_096;

/** A whole ID, not one that was cut, and no word of JSON. */
const NAMED_ID = /"(?:id|task_id)"\s*:\s*(?!null\b|true\b|false\b)"?([\w.:-]{1,200})(?=["\s,}])/;

/** The ID that the beginning of an answer's text names, be it JSON or not; the first one of several. */
export const idNamedIn = (text: string): string | undefined =>
	NAMED_ID.exec(text.slice(0, FIRST_BYTES))?.[1];
