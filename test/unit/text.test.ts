import { messageOf } from '../../nodes/Vidu/text';

test.each([
	['an error', new Error('it broke'), 'it broke'],
	['an object of another kind', { message: 'duplicate key' }, 'duplicate key'],
	['a text', 'it broke', 'it broke'],
	['nothing', undefined, 'undefined'],
	['null', null, 'null'],
])('%s that was thrown has its own words', (_name, thrown, words) => {
	expect(messageOf(thrown)).toBe(words);
});
