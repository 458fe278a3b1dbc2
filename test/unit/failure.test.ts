/** Does a failure of the gateway say what happened, what the gateway said, and what to do next? */

import { createTask, getTask } from '../../nodes/Vidu/gateway/client';
import type { ApiError } from '../../nodes/Vidu/gateway/errors';
import { answer, noAnswer, sendWith } from './answers';
import { documentedErrors, documentedStatuses } from './models/apiDocs';

/** What is said of an answer, to a creation and to a look. */
async function failuresOf(result: Parameters<typeof sendWith>[0]): Promise<ApiError[]> {
	const outcomes = [
		await createTask(sendWith(result).send, 'm', {}),
		await getTask(sendWith(result).send, 'task-1', 1_000),
	];
	return outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []));
}

async function expectWords(
	result: Parameters<typeof sendWith>[0],
	what: Array<string | RegExp>,
	next: RegExp,
): Promise<void> {
	const failures = await failuresOf(result);
	expect(failures).toHaveLength(2);
	for (const failure of failures) {
		for (const part of what) {
			if (typeof part === 'string') expect(failure.what).toContain(part);
			else expect(failure.what).toMatch(part);
		}
		expect(failure.next).toMatch(next);
	}
}

const NEXT: Record<string, RegExp> = {
	401: /API key/,
	402: /credits/,
	403: /balance/,
	429: /Max Concurrency|wait/,
	500: /again/,
	502: /again/,
	503: /again/,
	504: /again/,
};

describe('a failure', () => {
	it.each(documentedStatuses)('of HTTP %s is in words', async (status, meaning) => {
		const said = meaning === 'server side' ? 'gateway' : new RegExp(meaning, 'i');
		const what = [said, `HTTP ${status}`, 'so it is'];
		await expectWords(answer(Number(status), { message: 'so it is' }), what, NEXT[status]);
	});

	it.each([413, 418, 451, 507, 599])('of the undocumented HTTP %i is in words', async (status) => {
		await expectWords(
			answer(status, { detail: 'so it is' }),
			[`HTTP ${status}`, 'so it is'],
			/\w{4}/,
		);
	});

	it('quotes no more of the gateway than one can read', async () => {
		for (const failure of await failuresOf(answer(500, { message: 'x'.repeat(10_000) }))) {
			expect(failure.what.length).toBeLessThan(500);
		}
	});

	it('does not repeat what it says anyway', async () => {
		const [code, meaning] = Object.entries(documentedErrors)[0];
		for (const { what } of await failuresOf(answer(400, { error: { code, message: meaning } }))) {
			expect(what.split(meaning)).toHaveLength(2);
		}
	});

	it.each([
		['a page', '<html>\n\t<h1>Bad   Gateway</h1>', '<html> <h1>Bad Gateway</h1>'],
		['nothing', '', 'empty'],
		['a cut answer', '{"id":"task-1","sta', '{"id":"task-1","sta'],
		['a long text', 'z'.repeat(9_000), 'zzzz'],
	])('of %s shows its status and its first characters', async (_case, body, beginning) => {
		for (const status of [200, 404, 502]) {
			await expectWords(answer(status, body), [`HTTP ${status}`, beginning], /\w{4}/);
			for (const { what } of await failuresOf(answer(status, body))) {
				expect(what.length).toBeLessThan(400);
			}
		}
	});

	it('of a redirect names where it points, and does not follow', async () => {
		for (const status of [301, 302, 303, 307, 308]) {
			const result = answer(status, '', { location: 'https://elsewhere.example/x' });
			await expectWords(result, ['https://elsewhere.example/x', `HTTP ${status}`], /base URL/);
		}
		await expectWords(answer(302, '<html></html>'), ['redirect', 'HTTP 302'], /base URL/);
	});

	it.each([
		['ECONNREFUSED', /refused/],
		['ENOTFOUND', /host name/],
		['ECONNRESET', /broke/],
		['ETIMEDOUT', /time/],
		['CERT_HAS_EXPIRED', /reached/],
		['E_NEVER_HEARD_OF', /reached/],
		['constructor', /reached/],
	])('of %s without an answer is in words and names the code', async (code, what) => {
		await expectWords(noAnswer(code), [what, code], /network|base URL/);
	});

	it('without a code says what the system said', async () => {
		await expectWords({ noAnswer: { message: 'socket hang up' } }, ['socket hang up'], /network/);
	});
});
