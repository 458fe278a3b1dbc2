/** The rules for a package before its release: functions of their arguments. */

/** The parts of package.json that are checked. */
export interface Manifest {
	name: string;
	version: string;
	scripts: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** The texts in the place of the owner's name and addresses, until the owner fills them in. */
const NEUTRAL =
	/n8n-nodes-vidu contributors|n8n-nodes-vidu@users\.noreply[\w.]*|https:\/\/github\.com\/n8n-nodes-vidu\/n8n-nodes-vidu/g;

/** The date of a version until its owner publishes it. */
const NO_DATE = 'unreleased';

/** Files that a tarball has outside of `dist`. */
const OUTSIDE = ['LICENSE', 'README.md', 'package.json'];

/** The first problem of the changelog, except a missing date. */
export function changelogProblem(changelog: string, version: string): string | undefined {
	const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading.trim());
	const index = headings.findIndex((heading) => heading.split(' ')[0] === version);
	if (index === -1) return `CHANGELOG.md has no heading "## ${version} - <date>"`;
	const [, , date = ''] = headings[index].split(' ');
	if (date !== NO_DATE && !/^\d{4}-\d\d-\d\d$/.test(date)) {
		return `"## ${headings[index]}" has no date`;
	}
	const before = headings.slice(0, index).filter((heading) => heading !== 'Unreleased');
	if (before.length > 0) return `"## ${before[0]}" is above ${version}`;
	const unreleased = /^## Unreleased\n([\s\S]*?)(?=^## )/m.exec(changelog)?.[1] ?? '';
	return /^- /m.test(unreleased)
		? `some entries are under "Unreleased", not ${version}`
		: undefined;
}

/** Why the lock file and the tag do not say this version. */
export function versionProblem(
	version: string,
	locked: string,
	tags: readonly string[],
): string | undefined {
	if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return `"${version}" is not a version`;
	if (locked !== version) return `package-lock.json says ${locked}`;
	return tags.includes(`v${version}`) ? `the tag v${version} already exists` : undefined;
}

/** The first problem of the files of the tarball. */
export function tarballProblem(paths: readonly string[], { n8n }: Manifest): string | undefined {
	const strange = paths.filter((path) => !path.startsWith('dist/') && !OUTSIDE.includes(path));
	if (strange.length > 0) return `it holds ${strange.join(', ')}`;
	const tests = paths.filter((path) => /(^|\/)test|\.map$|\.tsbuildinfo$/.test(path));
	if (tests.length > 0) return `it holds ${tests.join(', ')}`;
	const missing = [...OUTSIDE, ...n8n.nodes, ...n8n.credentials].filter(
		(path) => !paths.includes(path),
	);
	if (!paths.some((path) => /\/__schema__\/.+\.json$/.test(path))) missing.push('__schema__');
	return missing.length > 0 ? `it lacks ${missing.join(', ')}` : undefined;
}

/**
 * The values that only the owner can fill in, each with its file and line.
 *
 * @param files texts by their paths
 */
export function ownersValues(files: Readonly<Record<string, string>>, version: string): string[] {
	return Object.entries(files).flatMap(([path, text]) =>
		text.split('\n').flatMap((line, index) => {
			const found = [...line.matchAll(NEUTRAL)].map(([value]) => value);
			if (line === `## ${version} - ${NO_DATE}`) found.push(`the date of ${version}`);
			return found.map((value) => `${path}:${index + 1}  ${value}`);
		}),
	);
}
