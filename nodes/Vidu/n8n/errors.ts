import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode, INodeExecutionData } from 'n8n-workflow';

/** The parts of a node's error other than its message. */
interface ErrorDetails {
	description?: string;
	/** HTTP status of the gateway's answer, where that is the reason. */
	status?: number;
}

/**
 * Builds the error that n8n shows. It has no item index, for which n8n's editor would add "[item 0]" to a message
 * that names the row. Always from plain text: an error of the HTTP client carries the
 * request, and with it the key.
 */
export function nodeError(
	node: INode,
	message: string,
	{ description, status }: ErrorDetails = {},
): NodeApiError | NodeOperationError {
	const error =
		status === undefined
			? new NodeOperationError(node, message)
			: new NodeApiError(node, { message }, { message, httpCode: String(status) });
	// n8n puts a text of its own in place of a message that names a system error such as ECONNRESET, and
	// the task ID would be gone with it.
	error.message = message;
	error.description = description;
	error.messages = [];
	return error;
}

/**
 * The output item of an item that failed, under "continue on fail". `error` makes it go to the Error
 * output on every n8n; n8n keeps nothing of `json` but the message, so the message holds the task ID.
 */
export function errorItem(
	error: NodeApiError | NodeOperationError,
	item: number,
): INodeExecutionData {
	return { json: { error: error.message }, error, pairedItem: { item } };
}
