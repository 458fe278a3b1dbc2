/** URLs and files as people have them: several in one cell, with blanks, out of the gateway's reach. */

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { paramsOf } from './images';
import { A, B, from, hintsOf, PICTURE, REFERENCE } from './peoplesInput';
import { errorOf, openGateway, runVidu } from './vidu';

const PRIVATE = [
	'http://localhost/a.png',
	'http://127.0.0.1:5678/webhook-test/a',
	'http://10.0.0.4/a.png',
	'http://192.168.1.20/a.png',
	'https://172.31.255.1/a.png',
	'http://nas.local/a.png',
	'http://n8n:5678/a.png',
	'http://[::1]/a.png',
	'http://169.254.1.1/a.png',
	'http://printer.lan/a.png',
	'http://2130706433/a.png',
];

const SHARED: Array<[string, string]> = [
	['https://drive.google.com/file/d/1/view?usp=sharing', 'Google Drive'],
	['https://www.dropbox.com/s/1/a.png?dl=0', 'Dropbox'],
	['https://1drv.ms/i/s!1', 'OneDrive'],
	['https://photos.app.goo.gl/1', 'Google Photos'],
	['https://team.sharepoint.com/:i:/s/1', 'SharePoint'],
	['https://www.icloud.com/photos/1', 'iCloud'],
];

describe('several URLs in one text', () => {
	test.each([
		`${A}; ${B}`,
		`${A},${B}`,
		`${A} | ${B}`,
		`${A}\n${B}`,
		`${A}\t\t${B}`,
		`${A} ${B}`,
		`${A}，${B}`,
		`${A}；${B}`,
		`${A}\\n${B}`,
		`${A}<br>${B}`,
		`${A}","${B}`,
		[A, '', null, B],
	])('%p are two images', async (value) => {
		const gateway = await openGateway();
		const { items, field } = from(value);
		const run = await runVidu({ items, parameters: { ...REFERENCE, referenceUrls: field } });
		expect(errorOf(run)).toBe('');
		expect(paramsOf(gateway)[0].images).toEqual([A, B]);
	});

	test.each([`${A},`, `${A}; `, `\n${A}\n`, [A, null], ['', A]])(
		'%p is one image in a field for one',
		async (value) => {
			const gateway = await openGateway();
			const { items, field } = from(value);
			const parameters = { operation: 'imageToVideo', imageSource: 'url', imageUrl: field };
			const run = await runVidu({ items, parameters });
			expect(errorOf(run)).toBe('');
			expect(paramsOf(gateway)[0].images).toEqual([A]);
		},
	);

	test('one that is there twice stays, with a hint', async () => {
		const gateway = await openGateway();
		const run = await runVidu({ parameters: { ...REFERENCE, referenceUrls: `${A}, ${B}, ${A}` } });
		expect(paramsOf(gateway)[0].images).toEqual([A, B, A]);
		expect(hintsOf(run)).toMatch(/Image 3 of 3, URL is the same picture as image 1 of 3/);
	});

	test.each<[string, IDataObject]>([
		['Image URL', { operation: 'imageToVideo', imageSource: 'url', imageUrl: '=X' }],
		['Video URL', { operation: 'extend', videoUrl: '=X' }],
		['Callback URL', { additionalFields: { callbackUrl: '=X' } }],
		['Watermark Image URL', { additionalFields: { wmUrl: '=X' } }],
		[
			'End Frame URL',
			{ operation: 'extend', videoUrl: A, endFrameSource: 'url', endFrameUrl: '=X' },
		],
	])('are refused in %s', async (name, parameters) => {
		const gateway = await openGateway();
		const two = JSON.parse(JSON.stringify(parameters).replace('=X', `${A}; ${B}`)) as IDataObject;
		const run = await runVidu({ parameters: two });
		expect(errorOf(run)).toMatch(new RegExp(`${name} must be (exactly )?(one|1) .*there are 2`));
		expect(gateway.requests).toEqual([]);
	});
});

describe('a URL', () => {
	test.each([
		[' https://example.com/hook\n', 'https://example.com/hook'],
		['\thttps://example.com/hook ', 'https://example.com/hook'],
		['https://example.com/hook\u200b', 'https://example.com/hook'],
		['https://example.com/hook, ', 'https://example.com/hook'],
		['https://example.com/my hook', 'https://example.com/my%20hook'],
		['https://example.com/größe', 'https://example.com/gr%C3%B6%C3%9Fe'],
		['https://münchen.example/', 'https://xn--mnchen-3ya.example/'],
	])('%p is sent encoded', async (value, sent) => {
		const gateway = await openGateway();
		await runVidu({ parameters: { additionalFields: { callbackUrl: value } } });
		expect(paramsOf(gateway)[0].callback_url).toBe(sent);
	});

	test.each(['example.com/hook', '//example.com/a', 'www.example.com', 'ftp://a.example/b'])(
		'%p is refused for its scheme',
		async (value) => {
			const gateway = await openGateway();
			const run = await runVidu({ parameters: { additionalFields: { callbackUrl: value } } });
			expect(errorOf(run)).toMatch(/Callback URL must be a URL that starts with http/);
			expect(gateway.requests).toEqual([]);
		},
	);

	test.each(PRIVATE)('%p is refused where the gateway is public', async (url) => {
		for (const parameters of [
			{ operation: 'imageToVideo', imageSource: 'url', imageUrl: url },
			{ operation: 'extend', videoUrl: url },
			{ additionalFields: { callbackUrl: url } },
			{ ...REFERENCE, referenceUrls: `${A}, ${url}` },
		]) {
			const run = await runVidu({
				parameters,
				credentials: { baseUrl: 'https://gateway.example' },
			});
			expect(errorOf(run)).toMatch(/points to ".*", which the gateway cannot reach/);
		}
	});

	test('with a private gateway, it is a hint, and its own files are none', async () => {
		const gateway = await openGateway();
		const parameters = { operation: 'extend', videoUrl: 'http://192.168.1.20/a.mp4' };
		const run = await runVidu({ parameters });
		expect(hintsOf(run)).toMatch(/Video URL points to "192\.168\.1\.20"/);
		const own = await runVidu({
			parameters: { ...parameters, videoUrl: `${gateway.baseUrl}/a.mp4` },
		});
		expect(hintsOf(own)).not.toMatch(/points to/);
		expect(gateway.counts.creates).toBe(2);
	});

	test.each(SHARED)('%p is a page of %s', async (url, service) => {
		const gateway = await openGateway();
		const run = await runVidu({
			parameters: { operation: 'imageToVideo', imageSource: 'url', imageUrl: url },
		});
		expect(hintsOf(run)).toMatch(`Image opens a page of ${service}, not the file itself`);
		expect(paramsOf(gateway)[0].images).toEqual([url]);
	});
});

describe('the name of a file', () => {
	const withFiles = (...names: string[]): INodeExecutionData => ({
		json: {},
		binary: Object.fromEntries(
			names.map((name) => [
				name,
				{ data: PICTURE.toString('base64'), mimeType: 'image/png', fileName: 'a.png' },
			]),
		),
	});

	test.each([
		['photo ', ['photo', 'other']],
		[' photo', ['photo', 'other']],
		['photo\n', ['photo', 'other']],
		['photo', [' photo', 'other']],
		['photo', ['photo ', 'other']],
	])('%p among %p', async (imageField, names) => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [withFiles(...names)],
			parameters: { operation: 'imageToVideo', imageField },
		});
		expect(errorOf(run)).toBe('');
		expect(gateway.counts.creates).toBe(1);
	});

	test('of several that one of is missing, those that are there are named', async () => {
		const gateway = await openGateway();
		const run = await runVidu({
			items: [withFiles('one', 'two')],
			parameters: { ...REFERENCE, referenceSource: 'binary', referenceFields: 'one, three' },
		});
		expect(errorOf(run)).toMatch(/the input has no file "three"\. It has "one" and "two"/);
		expect(gateway.requests).toEqual([]);
	});
});
