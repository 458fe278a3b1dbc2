/** A clock whose time passes only by the work that is done. */

/**
 * @param perLook milliseconds that each look at it finds it further on; 0 unless given
 * @returns `slept`, each pause in milliseconds; `work`, which lets time pass
 */
export function workClock(perLook = 0) {
	let now = 0;
	const slept: number[] = [];
	return {
		slept,
		work: (milliseconds: number) => (now += milliseconds),
		clock: {
			now: () => (now += perLook),
			sleep: async (milliseconds: number) => {
				slept.push(milliseconds);
				await Promise.resolve();
			},
		},
	};
}
