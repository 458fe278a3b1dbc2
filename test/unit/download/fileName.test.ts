/** What is a downloaded file called, where the user did not say? */

import { nameFiles, slugOf } from '../../../nodes/Vidu/download/fileName';

test.each([
	['A red kite over a green hill.', 'a-red-kite-over-a-green-hill'],
	['  Ein Café in Zürich, Größe XL  ', 'ein-cafe-in-zurich-grosse-xl'],
	['product.JPG', 'product'],
	['Hotel St.Anton', 'hotel-st-anton'],
	['../../etc/passwd', 'etc-passwd'],
	['一只风筝', undefined],
	['一只风筝 kite', 'kite'],
	['🪁🪁', undefined],
	['', undefined],
	['x'.repeat(200), 'x'.repeat(60)],
	['a\u0000b\u202ec\nd', 'a-b-c-d'],
	[`${'word '.repeat(30)}`, Array(12).fill('word').join('-')],
])('%p becomes %p', (text, expected) => {
	expect(slugOf(text)).toBe(expected);
});

test('a name comes from the row, or else from the prompt, and is marked where two share it', () => {
	const rows = [
		{ name: 'Mug', title: 'x', prompt: 'y' },
		{ title: 'Cup' },
		{ name: '', title: null, prompt: 'Red hat' },
		{ name: { first: 'a' }, title: ['b'] },
		{ name: 7 },
		{},
		{ name: 'CUP!' },
		{ name: '杯子', title: 'Cup' },
	];
	const prompts = ['p', 'p', undefined, 'A kite', 'p', undefined, 'p', 'p'];
	const named = nameFiles(rows, prompts).map((one) => one && [one.name, one.isShared]);
	expect(named).toEqual([
		['mug', false],
		['cup', true],
		['red-hat', false],
		['a-kite', false],
		['7', false],
		undefined,
		['cup', true],
		['cup', true],
	]);
});

test('a very long text takes no time', () => {
	expect(slugOf('a '.repeat(5_000_000))?.length).toBeLessThanOrEqual(60);
});
