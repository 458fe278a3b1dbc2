import { encodeUrl, isPrivateHost, splitUrls } from '../../../nodes/Vidu/models/urls';

const [A, B] = ['https://example.com/a.png', 'http://example.com/b.png?x=1,2'];

describe('several URLs in one text', () => {
	it.each([
		[`${A}; ${B}`],
		[`${A},${B}`],
		[`${A}|${B}`],
		[`${A} ${B}`],
		[`${A}\n${B}\n`],
		[`${A}\t${B}`],
		[` ;${A} , ${B};`],
		[`${A};\r\n\r\n${B}`],
	])('%p', (text) => {
		expect(splitUrls(text)).toEqual([A, B]);
	});

	it('are separated from one that lacks its scheme', () => {
		expect(splitUrls(`${A}, www.example.com/c.png`)).toEqual([A, 'www.example.com/c.png']);
	});

	it('data URIs keep their own separators', () => {
		const uri = 'data:image/png;base64,http';
		expect(splitUrls(`${uri};${A} ${uri}`)).toEqual([uri, A, uri]);
	});

	it.each(['', ' ', ',;|\n'])('%p holds none', (text) => {
		expect(splitUrls(text)).toEqual([]);
	});

	it('a blank inside of a URL separates nothing', () => {
		expect(splitUrls('https://example.com/my photo.png')).toEqual([
			'https://example.com/my photo.png',
		]);
	});
});

describe('a URL is encoded', () => {
	it.each([
		[' https://example.com/a.png\n', 'https://example.com/a.png'],
		['https://example.com/my photo.png', 'https://example.com/my%20photo.png'],
		['https://example.com/a\n.png', 'https://example.com/a.png'],
		['https://example.com/größe.png?q=ü', 'https://example.com/gr%C3%B6%C3%9Fe.png?q=%C3%BC'],
		['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
		['https://example.com/%41?s=a+b&t=\'"[]|', 'https://example.com/%41?s=a+b&t=\'"[]|'],
		['https://example.com/😀', 'https://example.com/%F0%9F%98%80'],
		['https://example.com/\ud83d', 'https://example.com/%EF%BF%BD'],
		['www.example.com/ä', 'www.example.com/%C3%A4'],
	])('%p', (text, sent) => {
		expect(encodeUrl(text)).toBe(sent);
	});
});

it.each([
	'https://0.gravatar.com/a.png',
	'https://10.example.com/a.png',
	'https://127.0.0.1.example/',
])('a name that begins like a private address is public: %p', (url) => {
	expect(isPrivateHost(url)).toBe(false);
});
