/** Is a field that takes several names or URLs read as a person means it? */

import { readList } from '../../../nodes/Vidu/input/imageList';

const A = 'https://example.com/a.png';
const B = 'https://example.com/b.png';
const C = 'http://example.com/c.png';

describe('a list of URLs', () => {
	it.each([
		['one', A, [A]],
		['commas', `${A},${B},${C}`, [A, B, C]],
		['commas and blanks', `${A}, ${B} ,\t${C}`, [A, B, C]],
		['line breaks', `${A}\n${B}\r\n${C}`, [A, B, C]],
		['both, and empty ones', `\n${A},\n\n${B}, ,\n${C},\n`, [A, B, C]],
		[
			'a comma in front of HTTPS in capitals',
			`${A},HTTPS://EXAMPLE.COM/B`,
			[A, 'HTTPS://EXAMPLE.COM/B'],
		],
		['a comma at the end', `${A}, ${B},`, [A, B]],
		['a list from an expression', [A, ` ${B} `, ''], [A, B]],
		['nothing', '', []],
		['blanks', ' \n ', []],
		['undefined', undefined, []],
		['null', null, []],
	])('may have %s', (_case, value, expected) => {
		expect(readList(value, 'urls')).toEqual(expected);
	});

	it.each([
		`https://example.com/w_100,h_200/a.png`,
		`https://example.com/a.png?size=1,2,3`,
		`https://example.com/a.png?next=a,b;c`,
		`data:image/png;base64,iVBORw0KGgo=`,
		`https://example.com/a,httpd.png`,
	])('is not split by the comma in %s', (url) => {
		expect(readList(url, 'urls')).toEqual([url]);
		expect(readList(`${url},${A}`, 'urls')).toEqual([url, A]);
		expect(readList(`${A}, ${url}\n${B}`, 'urls')).toEqual([A, url, B]);
		expect(readList([url, A], 'urls')).toEqual([url, A]);
	});

	it('of an expression may have several in one entry, and empty ones', () => {
		expect(readList([`${A}; ${B}`, null, '', A], 'urls')).toEqual([A, B, A]);
	});
});

describe('a list of names', () => {
	it.each([
		['one', 'data', ['data']],
		['commas', 'photo1,photo2, photo3', ['photo1', 'photo2', 'photo3']],
		['line breaks', 'photo1\nphoto 2\r\nphoto3\n', ['photo1', 'photo 2', 'photo3']],
		['a list from an expression', ['photo1', 'a, b', 3], ['photo1', 'a, b', '3']],
		['nothing', undefined, []],
		['commas only', ' , ,', []],
	])('may have %s', (_case, value, expected) => {
		expect(readList(value, 'names')).toEqual(expected);
	});
});
