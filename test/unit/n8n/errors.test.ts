/** Does the error that n8n shows keep the words that were chosen, and hold nothing else? */

import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { errorItem, nodeError } from '../../../nodes/Vidu/n8n/errors';
import { describeFailure } from '../../../nodes/Vidu/output/messages';
import { apiErrorOf } from '../../../nodes/Vidu/tasks/itemResult';
import { FAILURE_CASES } from '../output/failureCases';

const node: INode = {
	id: 'id',
	name: 'Vidu',
	type: 'vidu',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** n8n puts a text of its own in place of a message that holds one of these. */
const SYSTEM_ERRORS = (
	'ECONNREFUSED ECONNRESET ENOTFOUND ETIMEDOUT ERRADDRINUSE EADDRNOTAVAIL ECONNABORTED ' +
	'EHOSTUNREACH EAI_AGAIN ENOENT EISDIR ENOTDIR EACCES EEXIST EPERM GETADDRINFO'
).split(' ');

const STATUSES = [undefined, 200, 400, 401, 403, 404, 429, 500, 503, 504, 599];

describe('an error', () => {
	it.each(SYSTEM_ERRORS)('keeps a message that names %s', (code) => {
		for (const status of STATUSES) {
			for (const said of [code, code.toLowerCase()]) {
				const message = `Item 0, task abc: The connection broke (${said}). Wait for it.`;
				const error = nodeError(node, message, { status, description: 'More.' });
				expect(error.message).toBe(message);
				expect(error.description).toBe('More.');
			}
		}
	});

	it('would lose it if n8n had its way', () => {
		expect(new NodeOperationError(node, 'task abc (ECONNRESET)').message).not.toContain('abc');
	});

	it.each(FAILURE_CASES)('keeps the whole message of $title', ({ result }) => {
		const message = describeFailure(result);
		const { status } = apiErrorOf(result) ?? {};
		const error = nodeError(node, message, { status, itemIndex: 3 });
		expect(error.message).toBe(message);
		expect(JSON.parse(JSON.stringify(error)).message ?? error.message).toBe(message);
		expect(error.context.itemIndex).toBe(3);
	});

	it('is an API error with its status where there was an answer, else an operation error', () => {
		const api = nodeError(node, 'No', { status: 402 });
		expect(api).toBeInstanceOf(NodeApiError);
		expect((api as NodeApiError).httpCode).toBe('402');
		expect(nodeError(node, 'No', {})).toBeInstanceOf(NodeOperationError);
	});

	it('has no description that nobody wrote', () => {
		for (const status of STATUSES) {
			const error = nodeError(node, 'No', { status });
			expect(error.description ?? undefined).toBeUndefined();
			expect(error.messages).toEqual([]);
		}
	});
});

describe('a failed item', () => {
	it.each([undefined, 503])('reaches the Error output with its message (HTTP %p)', (status) => {
		const error = nodeError(node, 'Item 2, task abc: No (ETIMEDOUT).', { status, itemIndex: 2 });
		expect(errorItem(error, 2)).toEqual({
			json: { error: 'Item 2, task abc: No (ETIMEDOUT).' },
			error,
			pairedItem: { item: 2 },
		});
	});
});
