import fc from 'fast-check';

import { play } from './play';
import { anyStorySchedule } from './anySchedule';
import { expectStoriesKept } from './storyRules';

/** How far the stories of all runs got: a test that never sees a scene 3 would prove little. */
const reached: number[] = [];

describe('whatever happens on the way of a story', () => {
	test('each scene is bought once, extends the one before, and no task is lost', async () => {
		await fc.assert(
			fc.asyncProperty(anyStorySchedule, async (schedule) => {
				reached.push(...expectStoriesKept(schedule, await play(schedule)));
			}),
			{ numRuns: 1000 },
		);
		expect(reached.filter((scenes) => scenes >= 3).length).toBeGreaterThan(60);
		expect(reached.filter((scenes) => scenes === 6).length).toBeGreaterThan(10);
	});
});
