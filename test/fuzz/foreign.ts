/** What comes from an account without credits, and from something between n8n and the gateway? */

import { KEY } from './words';

/** Answers for an account without credits. */
export const EMPTY_ACCOUNTS: readonly object[] = [
	{ error: { code: 'insufficient_quota', message: 'no' } },
	{ error: { message: 'Insufficient balance', type: 'x' } },
	{ code: 1113, msg: 'no', data: null },
	{ err_code: 'CreditInsufficient' },
	{ message: 'Your credit balance is too low' },
	{ detail: [{ loc: ['body'], msg: 'not enough credits' }] },
	{ status: 'failed', error: 'Insufficient balance' },
	{ base_resp: { status_code: 1_008, status_msg: 'insufficient balance' } },
	{ output: { code: 'Arrearage', message: 'no' }, request_id: 'r' },
	[{ Message: 'You do not have sufficient credits' }],
	{ message: `upstream: ${JSON.stringify({ error: { code: 1113, message: KEY } })}` },
];

/** Pages of something in between. */
export const PAGES = [
	'<!DOCTYPE html><html><head><title>Access \u001b[2Jdenied</title></head><body>id: 7',
	`<html><title>Just a moment... ${KEY}</title><script>{"id":"main"}</script>`,
	`<html><body><h1>503 ${'Unavailable '.repeat(500)}</h1>`,
];
