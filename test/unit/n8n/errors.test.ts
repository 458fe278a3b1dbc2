/** Does the error that n8n shows keep the words that were chosen, and hold nothing else? */

import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { errorItem, nodeError } from '../../../nodes/Vidu/n8n/errors';
import { describeFailure } from '../../../nodes/Vidu/output/messages';
import { apiErrorOf } from '../../../nodes/Vidu/tasks/itemResult';
import { FAILURE_CASES } from '../output/failureCases';

const node = { id: 'id', name: 'Vidu', type: 'vidu', typeVersion: 1, parameters: {} } as INode;

/** n8n puts a text of its own in place of a message that holds one of these. */
const SYSTEM_ERRORS = (
	'ECONNREFUSED ECONNRESET ENOTFOUND ETIMEDOUT ERRADDRINUSE EADDRNOTAVAIL ECONNABORTED ' +
	'EHOSTUNREACH EAI_AGAIN ENOENT EISDIR ENOTDIR EACCES EEXIST EPERM GETADDRINFO'
).split(' ');

const STATUSES = [undefined, 200, 400, 401, 403, 404, 429, 500, 503, 504, 599];

it.each(SYSTEM_ERRORS)('an error keeps a message that names %s', (code) => {
	for (const status of STATUSES) {
		for (const said of [code, code.toLowerCase()]) {
			const message = `Row 1, task abc: The connection broke (${said}). Wait for it.`;
			const error = nodeError(node, message, { status, description: 'More.' });
			expect([error.message, error.description]).toEqual([message, 'More.']);
		}
	}
});

it('an error of n8n would lose it', () => {
	expect(new NodeOperationError(node, 'task abc (ECONNRESET)').message).not.toContain('abc');
});

it.each(FAILURE_CASES)('an error keeps the message of $title', ({ result }) => {
	const message = describeFailure(result);
	const { status } = apiErrorOf(result) ?? {};
	const error = nodeError(node, message, { status });
	expect(error.message).toBe(message);
	expect(JSON.parse(JSON.stringify(error)).message ?? error.message).toBe(message);
	// n8n's editor would add it to a message that names the row.
	expect(error.context.itemIndex).toBeUndefined();
});

it.each(STATUSES)('an error with the status %p has its class, and only given words', (status) => {
	const error = nodeError(node, 'No', { status });
	expect(error).toBeInstanceOf(status === undefined ? NodeOperationError : NodeApiError);
	if (error instanceof NodeApiError) expect(error.httpCode).toBe(String(status));
	expect([error.description ?? undefined, error.messages]).toEqual([undefined, []]);
});

it.each([undefined, 503])('a failed item has its message in the output (HTTP %p)', (status) => {
	const message = 'Row 3, task abc: No (ETIMEDOUT).';
	const error = nodeError(node, message, { status });
	expect(errorItem(error, 2)).toEqual({ json: { error: message }, error, pairedItem: { item: 2 } });
});
