import pLimit from 'p-limit';

type Limit = ReturnType<typeof pLimit>;

/** One limiter for each thing that is in use at this moment. */
const limits = new Map<string, Limit>();

/** Does work on something when no other work on the same thing is under way in this process. */
export async function oneAtATime<T>(what: string, work: () => Promise<T>): Promise<T> {
	const limit = limits.get(what) ?? pLimit(1);
	limits.set(what, limit);
	try {
		return await limit(work);
	} finally {
		if (limit.activeCount + limit.pendingCount === 0) limits.delete(what);
	}
}
