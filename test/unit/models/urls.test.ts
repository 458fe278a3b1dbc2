import { encodeUrl, isPrivate, sharePageOf, splitUrls } from '../../../nodes/Vidu/models/urls';

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

describe('an address that the gateway cannot reach', () => {
	it.each([
		'http://localhost:5678/a',
		'https://127.0.0.1/a',
		'http://127.1/a',
		'http://10.1.2.3/a',
		'http://192.168.0.1/a',
		'http://172.16.0.1/a',
		'http://172.31.9.9/a',
		'http://169.254.1.1/a',
		'http://0.0.0.0/a',
		'http://[::1]/a',
		'http://[fd00::1]/a',
		'http://[fe80::1]/a',
		'http://nas.local/a',
		'http://host.docker.internal/a',
		'http://minio:9000/a',
		'http://LOCALHOST./a',
		'http://2130706433/a',
	])('%p', (url) => {
		expect(isPrivate(url)).toBe(true);
	});

	it.each([
		'https://example.com/a',
		'http://172.32.0.1/a',
		'http://11.0.0.1/a',
		'http://192.169.0.1/a',
		'https://local.example.com/a',
		'https://localhost.example.com',
		'http://[2001:db8::1]/a',
		'data:image/png;base64,AA',
		'no URL',
	])('%p is none', (url) => {
		expect(isPrivate(url)).toBe(false);
	});
});

describe('a link to a page that shows the file', () => {
	it.each([
		['https://drive.google.com/file/d/1/view?usp=sharing', 'Google Drive'],
		['https://drive.google.com/open?id=1', 'Google Drive'],
		['https://photos.app.goo.gl/x', 'Google Photos'],
		['https://www.dropbox.com/s/x/a.png?dl=0', 'Dropbox'],
		['https://1drv.ms/i/x', 'OneDrive'],
		['https://me-my.sharepoint.com/:i:/g/x', 'SharePoint'],
		['https://www.icloud.com/photos/#x', 'iCloud'],
	])('%p is of %s', (url, service) => {
		expect(sharePageOf(url)).toBe(service);
	});

	it.each([
		'https://drive.google.com/uc?export=download&id=1',
		'https://www.dropbox.com/s/x/a.png?raw=1',
		'https://dl.dropboxusercontent.com/a.png',
		'https://example.com/drive.google.com/a',
	])('%p is none', (url) => {
		expect(sharePageOf(url)).toBeUndefined();
	});
});
