/** Does an error say what happened, what the gateway said, and what to do next? */

import {
	httpError,
	networkError,
	noSuchTask,
	redirectError,
	taskError,
} from '../../../nodes/Vidu/gateway/errors';
import { VIDU_REASONS } from '../../../nodes/Vidu/gateway/errorTexts';
import { documentedErrors, documentedStatuses } from '../models/apiDocs';

const NEXT: Record<string, RegExp> = {
	401: /API key/,
	402: /credits/,
	403: /balance/,
	429: /Max Concurrency|wait/,
};

describe('an unknown task', () => {
	const SAID = 'The gateway does not know this task ID';
	it.each([
		['task not found', ''],
		['Task d7 does not exist.', ''],
		['task_not_found', ''],
		['Not Found', ''],
		['No such task', ''],
		[undefined, ''],
		['no such record', ': no such record'],
		['task d7: its account was not found', ': task d7: its account was not found'],
	])('that the gateway calls %p is named once', (message, quoted) => {
		const { what, next } = noSuchTask(404, { message });
		expect(what).toBe(`${SAID} (HTTP 404)${quoted}`);
		expect(next).toMatch(/^Check the task ID/);
		expect(noSuchTask(200, { message, code: '404' }).what).toBe(
			`${SAID} (HTTP 200, error code 404)${quoted}`,
		);
	});
});

describe('an HTTP error', () => {
	it.each(documentedStatuses)('of status %s is in words', (status, meaning) => {
		const { what, next } = httpError(Number(status), { message: 'so it is' });
		const said = meaning === 'server side' ? 'gateway' : meaning;
		for (const part of [said, `(HTTP ${status})`, ': so it is']) {
			expect(what.toLowerCase()).toContain(part.toLowerCase());
		}
		expect(next).toMatch(NEXT[status] ?? /again/);
	});

	it.each([408, 413, 418, 451, 507, 599])('of the undocumented status %i is in words', (status) => {
		const { what, next } = httpError(status, undefined);
		expect(what).toMatch(new RegExp(`^The gateway .*|^The request .*\\(HTTP ${status}\\)$`));
		expect(next).toMatch(/\w{4}/);
	});

	it('does not hide that the key is wrong, nor a documented code', () => {
		expect(httpError(401, { message: 'FieldInvalid' }).what).toMatch(/API key/);
		const coded = httpError(400, { code: '008012005', message: 'FieldInvalid' });
		expect(coded.what).toMatch(/^Duration invalid \(HTTP 400, error code 008012005\)/);
	});

	it('quotes the gateway once, and no more than one can read', () => {
		const [code, meaning] = Object.entries(documentedErrors)[0];
		expect(httpError(400, { code, message: meaning }).what.split(meaning)).toHaveLength(2);
		for (const message of ['API key is missing or invalid', 'The API key is missing or invalid.']) {
			expect(httpError(401, { message }).what).toBe('The API key is missing or invalid (HTTP 401)');
		}
		expect(httpError(500, { message: 'x'.repeat(10_000) }).what.length).toBeLessThan(500);
	});
});

describe('a failed task', () => {
	it.each(Object.entries(documentedErrors))('with code %s is explained', (code, meaning) => {
		// As an integer, the code loses its leading zeros.
		for (const sent of [code, String(Number(code))]) {
			const error = taskError({ code: sent, message: 'details' });
			expect(error.code).toBe(code);
			expect(error.what).toBe(`${meaning} (error code ${code}): details`);
		}
	});

	it.each(['008099999', '7', 'E_LIMIT', 'constructor', '__proto__'])(
		'with the unknown code %s names it',
		(code) => {
			const { what, next } = taskError({ code, message: 'details' });
			expect(what).toBe(`Vidu could not make the video (error code ${code}): details`);
			expect(next).toMatch(/\w{3,}/);
		},
	);
});

/** The reasons of Vidu, sorted by what a person can do. */
const REASONS: Array<[RegExp, string]> = [
	[/field|image|Additional Fields/i, 'FieldLacking FieldUnwanted FieldInvalid'],
	[/Correct the field/, 'FieldItemCountOutOfRange'],
	[/image/i, 'ImageDownloadFailure ImageFormatInvalid PageSizeOutOfRange'],
	[/Change the prompt/, 'TaskPromptPolicyViolation'],
	[/Change /, 'CreationPolicyViolation AuditSubmitIllegal'],
	[/another image/, 'PhotoAuditNotPass FaceDetectFailure NoFaceDetected MultiFaceDetected'],
	[/Add credits/, 'CreditInsufficient QuotaExceeded'],
	[/wait/i, 'TooManyRequests SystemThrottling ModelUnavailable InternalServiceFailure'],
];
const BY_NAME = REASONS.flatMap(([todo, names]) =>
	names.split(' ').map((name) => [name, todo] as const),
);

describe('a reason of Vidu', () => {
	it('is explained, whichever it is', () => {
		expect(BY_NAME.map(([name]) => name).sort()).toEqual(Object.keys(VIDU_REASONS).sort());
	});

	it.each(BY_NAME)('%s says what to do, as a code and as text', (name, todo) => {
		const { what, next } = VIDU_REASONS[name];
		expect(next).toMatch(todo);
		for (const reason of [
			{ code: name },
			{ message: `${name}: see field "prompt"` },
			{ code: '400', message: `upstream said (${name})` },
		]) {
			for (const error of [taskError(reason), httpError(400, reason)]) {
				expect(error.next).toBe(next);
				expect(error.what.startsWith(what)).toBe(true);
				expect(error.what).toContain(name);
			}
		}
	});
});

const response = (status: number, body: unknown, headers = {}) => ({ status, body, headers });

it('a redirect names its target, which is not followed', () => {
	const location = 'https://elsewhere.example/x';
	const { what, next } = redirectError(response(302, '', { location }));
	expect(what).toMatch(
		/https:\/\/elsewhere\.example\/x \(HTTP 302\)\. The node does not follow redirects$/,
	);
	expect(next).toMatch(/base URL/);
	expect(redirectError(response(307, '')).what).toMatch(/nowhere \(HTTP 307\)/);
});

describe('no answer', () => {
	it.each([
		['ECONNREFUSED', /refused/],
		['ENOTFOUND', /host name/],
		['ECONNRESET', /broke/],
		['ETIMEDOUT', /time/],
		['CERT_HAS_EXPIRED', /reached/],
		['constructor', /reached/],
	])('with %s is in words and names the code', (code, words) => {
		const { what, next } = networkError({ code, message: 'no' });
		expect(what).toMatch(words);
		expect(what).toContain(`(${code})`);
		expect(next).toMatch(/network.*base URL/);
	});

	it.each([undefined, 'ERR_NOT_ALLOWED'])('with the code %p says what the system said', (code) => {
		expect(networkError({ code, message: 'socket hang up' }).what).toContain('socket hang up');
	});
});
