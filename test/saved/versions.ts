import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every version that has saved something, by its folder. */
export const versions: readonly string[] = readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** Reads a file of a version. */
export const readSaved = <T>(version: string, name: string): T =>
	JSON.parse(readFileSync(join(__dirname, version, `${name}.json`), 'utf8')) as T;

/** The names of a version's files. */
export const namesOf = (version: string): string[] =>
	readdirSync(join(__dirname, version)).map((file) => file.replace(/\.json$/, ''));
