/** Does a reason of Vidu's own tell a person what to do about it? */

import { httpError, taskError } from '../../nodes/Vidu/gateway/errors';
import { VIDU_REASONS } from '../../nodes/Vidu/gateway/errorTexts';

/** The list at the end of docs/api/errors.md, sorted by what a person can do. */
const SORTED: Array<[string, RegExp, string[]]> = [
	['field', /field|image|Additional Fields/i, ['FieldLacking', 'FieldUnwanted', 'FieldInvalid']],
	['list', /Correct the field/, ['FieldItemCountOutOfRange']],
	['file', /image/i, ['ImageDownloadFailure', 'ImageFormatInvalid', 'PageSizeOutOfRange']],
	['prompt', /Change the prompt.*not charged/, ['TaskPromptPolicyViolation']],
	['both', /Change .*not charged/, ['CreationPolicyViolation', 'AuditSubmitIllegal']],
	[
		'picture',
		/another picture.*not charged/,
		['PhotoAuditNotPass', 'FaceDetectFailure', 'NoFaceDetected', 'MultiFaceDetected'],
	],
	['balance', /Add credits/, ['CreditInsufficient', 'QuotaExceeded']],
	[
		'service',
		/wait/i,
		['TooManyRequests', 'SystemThrottling', 'ModelUnavailable', 'InternalServiceFailure'],
	],
];

const CASES = SORTED.flatMap(([, todo, names]) => names.map((name) => [name, todo] as const));

it('are all explained, and no others', () => {
	expect(CASES.map(([name]) => name).sort()).toEqual(Object.keys(VIDU_REASONS).sort());
	expect(CASES).toHaveLength(20);
});

it.each(CASES)('%s says what to do, as a code and as text', (name, todo) => {
	const { what, next } = VIDU_REASONS[name];
	const reasons = [
		{ code: name },
		{ message: name },
		{ message: `${name}: see field "prompt"` },
		{ code: '400', message: `upstream said (${name})` },
	];
	for (const reason of reasons) {
		for (const failure of [taskError(reason), httpError(400, reason)]) {
			expect(failure.next).toBe(next);
			expect(failure.next).toMatch(todo);
			expect(failure.what.startsWith(what)).toBe(true);
			if (reason.message !== undefined) expect(failure.what).toContain(name);
		}
	}
});

it.each(['SomethingNobodyKnows', 'constructor', '__proto__'])('%s is passed through', (name) => {
	const failed = taskError({ code: name, message: `${name} happened` });
	expect(failed).toMatchObject({ code: name, what: expect.stringContaining(`${name} happened`) });
	expect(failed.what).toMatch(/^The task failed at the provider/);
	const refused = httpError(400, { message: `${name} happened` });
	expect(refused.what).toContain(`${name} happened`);
});

it('does not hide that the key is wrong, nor a documented code', () => {
	expect(httpError(401, { message: 'FieldInvalid' }).what).toMatch(/API key/);
	const coded = httpError(400, { code: '008012005', message: 'FieldInvalid' });
	expect(coded.what).toMatch(/^Duration invalid/);
});
