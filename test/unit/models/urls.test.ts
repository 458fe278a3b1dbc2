import { encodeUrl, isPrivateHost, sharePageOf, splitUrls } from '../../../nodes/Vidu/models/urls';

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
		[`${A} and ${B}`],
		[`${A} AND\n${B}`],
		[`${A}, and ${B}`],
		[`${A} & ${B}`],
		[`${A} und ${B}`],
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
	'https://100.63.255.255/a.png',
	'https://100.128.0.1/a.png',
	'https://corp.example/a.png',
	'https://fritz.box.example/a.png',
	'https://files.box/a.png',
])('a name that begins like a private address is public: %p', (url) => {
	expect(isPrivateHost(url)).toBe(false);
});

it.each([
	'http://100.64.0.1/a.png',
	'http://100.127.255.255/a.png',
	'http://files.corp/a.png',
	'http://wiki.intranet/a.png',
	'http://fritz.box/a.png',
	'http://nas.fritz.box/a.png',
	'http://nas.home.arpa/a.png',
	'http://nas.private/a.png',
	'http://nas.lan./a.png',
])('%p is in a private network', (url) => {
	expect(isPrivateHost(url)).toBe(true);
});

it.each([
	'https://onedrive.live.com/download?resid=1&authkey=2',
	'https://onedrive.live.com/download.aspx?resid=1',
	'https://a.sharepoint.com/:i:/s/x/abc?download=1',
	'https://a.sharepoint.com/sites/x/_layouts/15/download.aspx?UniqueId=1',
	'https://a-my.sharepoint.com/x?e=1&download=1',
	'https://drive.google.com/uc?export=download&id=1',
	'https://drive.google.com/u/0/uc?export=download&id=1',
	'https://drive.usercontent.google.com/download?id=1',
	'https://docs.google.com/uc?id=1',
	'https://m.dropbox.com/s/a/b.png?dl=1',
	'https://www.dropbox.com/s/a/b.png?raw=1',
	'https://dl.dropboxusercontent.com/s/a/b.png',
])('%p leads to the file itself', (url) => {
	expect(sharePageOf(url)).toBeUndefined();
});

it.each([
	['https://m.dropbox.com/s/a/b.png', 'Dropbox'],
	['https://dropbox.com/s/a/b.png?dl=0', 'Dropbox'],
	['https://drive.google.com/u/0/open?id=1', 'Google Drive'],
	['https://drive.google.com/file/d/1/view?x=uc?', 'Google Drive'],
	['https://onedrive.live.com/?id=1&download=0', 'OneDrive'],
	['https://a.sharepoint.com/:i:/s/x/abc?e=download', 'SharePoint'],
])('%p is a page of %s', (url, service) => {
	expect(sharePageOf(url)).toBe(service);
});
