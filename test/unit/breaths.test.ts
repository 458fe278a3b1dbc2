import { Breath, mapInBreaths } from '../../nodes/Vidu/tasks/breaths';
import { workClock } from './workClock';

test('keeps the order, whether the work is done at once or later', async () => {
	const { clock } = workClock();
	const results = await mapInBreaths(new Breath(clock), ['a', 'b', 'c'], (one, index) =>
		index === 1 ? Promise.resolve(`${one}${index}`) : `${one}${index}`,
	);
	expect(results).toEqual(['a0', 'b1', 'c2']);
});

test('gives way after each stretch of work that is longer than 10 ms, and not before', async () => {
	const { clock, work, slept } = workClock();
	await mapInBreaths(new Breath(clock), Array.from({ length: 100 }), () => work(1));
	expect(slept).toEqual(Array.from({ length: 9 }, () => 0));
});

test('does not pause for a list that is done quickly', async () => {
	const { clock, slept } = workClock();
	await mapInBreaths(new Breath(clock), Array.from({ length: 1000 }), () => undefined);
	expect(slept).toEqual([]);
});

test('a stretch goes on from one list to the next', async () => {
	const { clock, work, slept } = workClock();
	const breath = new Breath(clock);
	for (let list = 0; list < 4; list += 1) await mapInBreaths(breath, [1, 2], () => work(3));
	expect(slept).toEqual([0, 0]);
});

test('a lazy list is made in the same stretches', async () => {
	const { clock, work, slept } = workClock();
	function* list() {
		for (let one = 0; one < 8; one += 1) yield work(3);
	}
	await mapInBreaths(new Breath(clock), list(), () => undefined);
	expect(slept).toEqual([0, 0]);
});

test('lets an error of the work through', async () => {
	const { clock } = workClock();
	const failing = mapInBreaths(new Breath(clock), [1], () => {
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
});
