/** Is there nothing in what the probe shows and writes that must not be shown? */

import { PROMPT } from '../../scripts/probe/requests';
import { shownUrl } from '../../scripts/probe/redact';
import { KEY, openGateway, probe } from './probing';

test('neither the key nor the prompt nor a signature is in the report or on the screen', async () => {
	const gateway = await openGateway();
	const urls: string[] = [];
	gateway.faults = ({ kind, n }) =>
		// One that quotes all that it was sent.
		kind === 'estimate' && n === 0
			? { type: 'status', status: 400, body: { message: `${PROMPT}: bad ${KEY}`, key: KEY } }
			: undefined;
	const { said, report, markdown } = await probe();
	for (const { signature } of gateway.tasks.values()) {
		urls.push(signature, encodeURIComponent(signature));
	}
	for (const text of [said, JSON.stringify(report), markdown]) {
		for (const secret of [KEY, PROMPT, 'Bearer', ';base64,', ...urls]) {
			expect(text).not.toContain(secret);
		}
	}
	expect(urls).toHaveLength(4);
});

test('the report has the raw shape of each answer, and the headers that tell something', async () => {
	await openGateway();
	const { report, markdown } = await probe();
	const polls = report.exchanges.filter(({ path }) => path.includes('/task/'));
	expect(polls.map(({ status }) => status)).toEqual(expect.arrayContaining([401, 404, 200]));
	const last = polls.at(-1);
	expect(last?.body).toMatchObject({ status: 'completed', usage: { credits: 4 } });
	expect(last?.headers['content-type']).toMatch(/json/);
	expect(Math.max(...polls.map(({ times }) => times))).toBeGreaterThan(1);
	expect(markdown).toMatch(/### GET \/model\/v1\/generation\/task\/\w+ \(\d+ times in a row\)/);
});

test.each([
	[
		'https://cdn.example.com/a/secret/video.mp4?Expires=1&Signature=abc',
		'[https://cdn.example.com/….mp4, query: Expires, Signature]',
	],
	['https://cdn.example.com/x', '[https://cdn.example.com/…]'],
	['https://[', '[URL]'],
])('of a URL, only what reveals nothing is shown: %s', (url, shown) => {
	expect(shownUrl(url)).toBe(shown);
});
