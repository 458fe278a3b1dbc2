/** Are the last eight durations of each kind kept, and of 300 kinds at most? */

import { RecentDurations } from '../../../nodes/Vidu/tasks/recentDurations';

it('a kind without a task has no durations', () => {
	expect(new RecentDurations().of('kind')).toEqual([]);
});

it('a kind has its last eight durations, newest last', () => {
	const recent = new RecentDurations();
	for (let n = 1; n <= 20; n += 1) {
		recent.add('kind', n);
		recent.add('other', -n);
	}
	expect(recent.of('kind')).toEqual([13, 14, 15, 16, 17, 18, 19, 20]);
});

it('the kind that was recorded least recently goes first', () => {
	const recent = new RecentDurations();
	for (let n = 0; n < 300; n += 1) recent.add(`kind ${n}`, n);
	recent.add('kind 0', 0);
	recent.add('new', 1);
	expect([recent.of('kind 0'), recent.of('kind 1'), recent.of('kind 2')]).toEqual([
		[0, 0],
		[],
		[2],
	]);
	expect(recent.of('new')).toEqual([1]);
});
