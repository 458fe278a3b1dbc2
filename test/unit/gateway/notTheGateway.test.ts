/** Is it said who answered in the place of the gateway, and never that the account is empty? */

import { createTask, getTask } from '../../../nodes/Vidu/gateway/client';
import { pageIn, unreadableResponse } from '../../../nodes/Vidu/gateway/notTheGateway';
import { answer, sendWith } from '../answers';

const page = (title: string, rest = '') =>
	`<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body>${rest}</body></html>`;
const CLOUDFLARE = page('Attention Required! | Cloudflare');

const PAGES: Array<[name: string, body: string, title: string | undefined]> = [
	['of Cloudflare', CLOUDFLARE, 'Attention Required! | Cloudflare'],
	['that waits', page('Just a moment...', '<script>x()</script>'), 'Just a moment...'],
	[
		'of nginx',
		'<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>',
		'503 Service Temporarily Unavailable',
	],
	['of a proxy', '<HTML><HEAD>\n<TITLE>ERROR: Access\n Denied</TITLE>', 'ERROR: Access Denied'],
	['with a heading only', '<html><body><h1 class="a">It works!</h1>', 'It works!'],
	['that is XHTML', `<?xml version="1.0"?>\n<!DOCTYPE html><title>FortiGate</title>`, 'FortiGate'],
	['after a comment', `<!-- IIS --><html><title>IIS 10.0</title></html>`, 'IIS 10.0'],
	['after a mark', `\ufeff${page('Sign in')}`, 'Sign in'],
	['without a title', '<html><body><p>Blocked', undefined],
	['with an empty title', page('  \n '), undefined],
];

describe('a page', () => {
	it.each(PAGES)('%s is named', (_name, body, title) => {
		expect(pageIn({ body })).toEqual(title === undefined ? {} : { title });
	});

	it.each([
		['', '"<html>"', 'Forbidden', 'error code: 1020', 'see <html> for more', '< 5 MB'],
		['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', '<Error/>'],
	])('is none of %j', (...bodies) => {
		for (const body of bodies) expect(pageIn({ body })).toBeUndefined();
	});

	it.each(PAGES)('%s is not a low balance, whatever its status', async (_name, body, title) => {
		for (const status of [200, 400, 401, 402, 403, 404, 405, 500, 502, 503, 504, 520]) {
			const { send } = sendWith(answer(status, body, { server: 'cloudflare' }));
			for (const sent of [await createTask(send, 'm', {}), await getTask(send, 't', 1_000)]) {
				const { what, next } = (sent as { error: { what: string; next: string } }).error;
				expect(what).toMatch(/^A web page .*answered instead of the gateway/);
				expect(what).toContain(`(HTTP ${status}, server: cloudflare)`);
				if (title !== undefined) expect(what).toContain(`"${title}"`);
				expect(`${what} ${next}`).not.toMatch(/balance|permission|credits|API key is/i);
				expect(next).toMatch(/network, the proxy, and the base URL/);
			}
		}
	});

	it('in the place of a task that fails for good keeps its creation unclear', async () => {
		const types = [403, 503, 200].map(async (status) => {
			const { send } = sendWith(answer(status, CLOUDFLARE));
			return (await createTask(send, 'm', {})).type;
		});
		expect(await Promise.all(types)).toEqual(['refused', 'unclear', 'unclear']);
	});

	it.each([
		[407, /HTTPS_PROXY/],
		[413, /image URLs/],
		[429, /Try again/],
		[503, /Try again/],
	])('with status %i says what to do about it', (status, next) => {
		const { response } = answer(status, CLOUDFLARE);
		expect(unreadableResponse(response).next).toMatch(next);
	});

	it('is shown in few characters that control nothing', () => {
		const headers = { server: `a\u001b[2J\r\n${'b'.repeat(500)}` };
		const body = page(`\u202e${'t'.repeat(5_000)}`);
		const { what } = unreadableResponse(answer(403, body, headers).response);
		expect(what.length).toBeLessThan(300);
		expect(what).not.toMatch(/\p{Cc}|\u202e/u);
		// A title without an end is no title.
		expect(pageIn({ body: `<title>${'<title>'.repeat(100_000)}` })).toBeDefined();
	});
});

describe('an unreadable answer', () => {
	it.each([
		['nothing', '', /it is empty$/],
		['a cut answer', '{"id":"task-1","sta', /\{"id":"task-1","sta$/],
		['a long text', 'z'.repeat(9_000), /: z{200}…$/],
		['XML', '<Error><Code>AccessDenied</Code></Error>', /AccessDenied/],
	])('of %s shows its status and its first characters', (_case, body, end) => {
		const { what, next } = unreadableResponse(answer(502, body).response);
		expect(what).toMatch(/^The answer does not look like the gateway's \(HTTP 502\): /);
		expect(what).toMatch(end);
		expect(next).toMatch(/base URL/);
	});

	it.each(['Forbidden', 'error code: 1020', 'Host not in allowlist', '<Error/>', 'RBAC: denied'])(
		'with status 403 and "%s" is not a low balance',
		async (body) => {
			const { send } = sendWith(answer(403, body, { server: 'envoy' }));
			const { what, next } = ((await createTask(send, 'm', {})) as any).error;
			expect(what).toMatch(/\(HTTP 403, server: envoy\): /);
			expect(`${what} ${next}`).not.toMatch(/balance|permission/i);
		},
	);
});
