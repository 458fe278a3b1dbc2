/** Which base URLs may be used, so that the key is sent neither in the clear nor to the wrong host? */

import fc from 'fast-check';

import { isLoopback, parseBaseUrl, taskPath } from '../../../nodes/Vidu/gateway/address';

const read = (text: string, allowHttp = false) => parseBaseUrl(text, allowHttp);

function problemsOf(text: string, allowHttp = false): string[] {
	const address = read(text, allowHttp);
	return address.ok ? [] : address.problems;
}

/** Where a request would really go. */
function targetOf(text: string, allowHttp = false): URL | undefined {
	const address = read(text, allowHttp);
	return address.ok ? new URL(`${address.value}/model/v1/generation`) : undefined;
}

describe('a base URL', () => {
	it.each([
		['https://cloud.vtrix.ai', 'https://cloud.vtrix.ai'],
		['https://cloud.vtrix.ai/', 'https://cloud.vtrix.ai'],
		['  https://cloud.vtrix.ai/ \n', 'https://cloud.vtrix.ai'],
		['https://gateway.example:8443/vtrix/', 'https://gateway.example:8443/vtrix'],
		['HTTPS://CLOUD.VTRIX.AI', 'https://cloud.vtrix.ai'],
		// Never leaves the machine.
		['http://localhost:5678', 'http://localhost:5678'],
		['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
		['http://127.8.9.1', 'http://127.8.9.1'],
		['http://[::1]:8080', 'http://[::1]:8080'],
		['http://2130706433:8080', 'http://127.0.0.1:8080'],
	])('may be "%s"', (text, base) => {
		expect(targetOf(text)?.href).toBe(`${base}/model/v1/generation`);
	});

	it.each([
		'/v1',
		'/v1/',
		'/V1',
		'//v1//',
		'/model/v1',
		'/model',
		'/model/v1/generation',
		'/model/v1/generation/',
		'/model/v1/generation/precharge',
		'/model/v1/generation/task',
		'/model/v1/generation/task/d758n65e878c73cmdg20',
		'/model/v1/generation/task/{id}',
		'/model/v1/generation/tasks',
		'/model/v1/generation/tasks/d758n65e878c73cmdg20',
		'/model/v1/generations',
		'/model/v1/generation/precharge/',
		'/v1/model/v1/generation',
		'/model/v1/generation/model/v1/generation',
	])('may have the path %s of the API after it', (path) => {
		for (const base of ['https://cloud.vtrix.ai', 'https://gateway.example:8443/vtrix']) {
			expect(read(`${base}${path}`)).toEqual({ ok: true, value: base });
		}
	});

	it.each(['https://v1', 'https://model/api', 'https://x.example/v10', 'https://x.example/v1/api'])(
		'keeps "%s", which only looks like that path',
		(text) => expect(read(text)).toEqual({ ok: true, value: text }),
	);

	it.each([
		'http://cloud.vtrix.ai',
		'http://127.0.0.1.evil.com',
		'http://localhost.evil.com',
		'http://evil.com/localhost',
		'http://127.evil.com',
		'http://0.0.0.0:8080',
		'http://10.0.0.1',
		'http://[::ffff:192.0.2.1]',
		'http://[2001:db8::1]',
		'http://localhost\u3002evil.com',
	])('may not be "%s" in the clear, unless the owner allows it', (text) => {
		expect(problemsOf(text)).toEqual([expect.stringContaining('Allow Plain HTTP')]);
		expect(targetOf(text, true)?.protocol).toBe('http:');
	});

	it.each([
		'',
		'cloud.vtrix.ai',
		'https://',
		'http://',
		'ftp://cloud.vtrix.ai',
		'file:///etc/passwd',
		'https://user:pw@cloud.vtrix.ai',
		'https://cloud.vtrix.ai@evil.com',
		'http://localhost:80@evil.com',
		'https://:pw@cloud.vtrix.ai',
		'https://cloud.vtrix.ai/?key=1',
		'https://cloud.vtrix.ai/#part',
		// An empty query or fragment swallows the path of every request just as well.
		'https://cloud.vtrix.ai/?',
		'https://cloud.vtrix.ai#',
		'https://cloud.vtrix.ai?/',
		'https://exa mple.com',
		'https:/h',
		'https:/cloud.vtrix.ai',
		'https:cloud.vtrix.ai',
		'https:///cloud.vtrix.ai',
		'https://https://cloud.vtrix.ai',
		'https://http://cloud.vtrix.ai',
		'https://https:/cloud.vtrix.ai',
		'https://cloud.vtrix.ai/https://cloud.vtrix.ai',
		'https:80 /',
	])('is never "%s"', (text) => {
		for (const allowHttp of [false, true]) {
			expect(problemsOf(text, allowHttp)).toEqual([
				expect.stringMatching(/base URL.*credential.*\.$/),
			]);
		}
	});

	it('does not bring a password into the message', () => {
		for (const text of ['https://user:hunter2@cloud.vtrix.ai', 'http://user:hunter2@evil.com']) {
			expect(JSON.stringify(read(text))).not.toContain('hunter2');
		}
	});

	it('does not bring a key that was pasted into the field into the message', () => {
		const key = 'sk-hunter2-12345678';
		for (const text of [key, `Bearer ${key}`, `${key}:x`, `http://${key}`, `ftp://${key}`]) {
			expect(problemsOf(text)).toEqual([expect.not.stringContaining('hunter2')]);
		}
	});

	it('that is used leads to its own host, encrypted or on this machine', () => {
		// prettier-ignore
		const part = fc.constantFrom(
			...['http', 'https', 'HTTP', ':', '/', '//', '\\', '@', '#', '?', '.', ' ', '\t', '%2f', '%40'],
			...['localhost', '127.0.0.1', '[::1]', 'evil.com', 'cloud.vtrix.ai', ':80', 'user', 'ａ', '。'],
		);
		fc.assert(
			fc.property(fc.array(part, { maxLength: 10 }), (parts) => {
				const target = targetOf(parts.join(''));
				if (target === undefined) return;
				expect(target.protocol === 'https:' || isLoopback(target.hostname)).toBe(true);
				expect(target.pathname.endsWith('/model/v1/generation')).toBe(true);
				expect([target.username, target.password, target.search, target.hash].join('')).toBe('');
			}),
			{ numRuns: 5_000 },
		);
	});
});

describe('the path of a task', () => {
	it('keeps the ID in one part, whatever it is', () => {
		const [before] = taskPath('x').split('x');
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
				const path = taskPath(id);
				expect(path.startsWith(before)).toBe(true);
				expect(path.slice(before.length)).not.toMatch(/[/?#\\\s]/);
				// The dots are encoded twice.
				const isDots = /^\.{1,2}$/.test(id);
				expect(decodeURIComponent(path.slice(before.length))).toBe(
					isDots ? id.replaceAll('.', '%2E') : id,
				);
			}),
		);
	});

	it.each(['.', '..', '...', '%2e%2e', '../..'])(
		'does not climb out of the tasks with the task ID "%s"',
		(id) => {
			const { pathname } = new URL(`https://cloud.vtrix.ai${taskPath(id)}`);
			expect(pathname).toMatch(/\/task\/[^/]+$/);
		},
	);
});
