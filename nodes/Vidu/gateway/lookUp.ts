/**
 * The entry of a table, or undefined. A key that the gateway chose may be the name of something that
 * every object has, such as "constructor".
 */
export const lookUp = <T>(
	table: Readonly<Record<string | number, T>>,
	key: string,
): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
