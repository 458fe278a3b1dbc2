/** Names of signed query parameters that hold the second of expiry, in lower case. */
const SECONDS = ['expires', 'expire', 'x-expires', 'exp'];

/** The years in which a link may expire; other numbers mean something else. */
const EARLIEST = Date.UTC(2020, 0);
const LATEST = Date.UTC(2100, 0);

/**
 * When a signed URL expires, by its own query: `Expires` (S3, CloudFront, OSS, GCS), `X-Amz-Date` with
 * `X-Amz-Expires` and the like of other clouds, `se` (Azure), `q-sign-time` (Tencent).
 *
 * @returns milliseconds since 1970; undefined when it does not say
 */
export function expiryOf(url: string): number | undefined {
	let query: Map<string, string>;
	try {
		query = new Map(
			[...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]),
		);
	} catch {
		return undefined;
	}
	const isPlausible = (time: number) => time >= EARLIEST && time < LATEST;
	return timesIn(query).find(isPlausible);
}

function timesIn(query: ReadonlyMap<string, string>): number[] {
	const times: number[] = [];
	for (const [name, value] of query) {
		const [, cloud] = /^x-([a-z]+)-date$/.exec(name) ?? [];
		const seconds = query.get(`x-${cloud}-expires`);
		if (cloud !== undefined && seconds !== undefined) {
			times.push(compactDate(value) + Number(seconds) * 1000);
		}
	}
	for (const name of SECONDS) {
		const [, second] = /^(\d{10})(\d{3})?$/.exec(query.get(name) ?? '') ?? [];
		if (second !== undefined) times.push(Number(second) * 1000);
	}
	const [, end] = /^\d{10};(\d{10})$/.exec(query.get('q-sign-time') ?? '') ?? [];
	if (end !== undefined) times.push(Number(end) * 1000);
	// Without a signature next to it, "se" may mean anything.
	if (query.has('sig')) times.push(Date.parse(query.get('se') ?? ''));
	return times;
}

/** `20260309T160000Z` in milliseconds since 1970; NaN where it is none. */
function compactDate(text: string): number {
	const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
	if (parts === null) return NaN;
	const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
	return Date.UTC(year, month - 1, day, hour, minute, second);
}
