import { mapInBreaths } from '../../nodes/Vidu/tasks/breaths';

/** A clock whose time passes only by the work that is done. */
function workClock() {
	let now = 0;
	const slept: number[] = [];
	return {
		slept,
		work: (milliseconds: number) => (now += milliseconds),
		clock: {
			now: () => now,
			sleep: async (milliseconds: number) => {
				slept.push(milliseconds);
				await Promise.resolve();
			},
		},
	};
}

test('keeps the order, whether the work is done at once or later', async () => {
	const { clock } = workClock();
	const results = await mapInBreaths(clock, ['a', 'b', 'c'], (one, index) =>
		index === 1 ? Promise.resolve(`${one}${index}`) : `${one}${index}`,
	);
	expect(results).toEqual(['a0', 'b1', 'c2']);
});

test('gives way after each stretch of work that is longer than 10 ms, and not before', async () => {
	const { clock, work, slept } = workClock();
	await mapInBreaths(clock, Array.from({ length: 100 }), () => work(1));
	expect(slept).toEqual(Array.from({ length: 9 }, () => 0));
});

test('does not pause for a list that is done quickly', async () => {
	const { clock, slept } = workClock();
	await mapInBreaths(clock, Array.from({ length: 1000 }), () => undefined);
	expect(slept).toEqual([]);
});

test('lets an error of the work through', async () => {
	const { clock } = workClock();
	const failing = mapInBreaths(clock, [1], () => {
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
});
