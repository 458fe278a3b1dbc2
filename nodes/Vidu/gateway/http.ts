/** One request to the gateway. The credential and the base URL are the sender's business. */
export interface GatewayRequest {
	method: 'GET' | 'POST';
	/** Path after the base URL. */
	path: string;
	body?: object;
	/** Milliseconds after which the request is given up. */
	timeout: number;
	/** Whether its answer is still read when the execution was stopped meanwhile. */
	outlivesStop?: boolean;
}

/** The gateway's answer, with any status. */
export interface GatewayResponse {
	status: number;
	/** By lower-case name. */
	headers: Readonly<Record<string, string | undefined>>;
	/** Parsed JSON, or the text of what is none; both as `decodeResponse` cleaned them. */
	body: unknown;
	/** The first ID that the body or `Location` names and that may be a task's, under whatever name. */
	namedId?: string;
	/** The base URL that was asked: a relative URL in the body is relative to it. */
	baseUrl?: string;
	/** Why the body is not whole, where it is not: too long, too slow, or broken off. */
	problem?: string;
}

/** That no answer came. `code` is the system's or the HTTP client's, such as ECONNREFUSED. */
export interface NetworkError {
	code?: string;
	/** The system call that failed: `connect` means that the request was never sent. */
	syscall?: string;
	/** Whether the connection failed while it was being made secure: then the request was never sent. */
	beforeSending?: boolean;
	message: string;
}

/** How a request ended: with an answer, or without one. */
export type SentRequest = { response: GatewayResponse } | { networkError: NetworkError };

/**
 * Sends one request, once. Always resolves.
 *
 * @returns `late`: how a request ends that outlives a stop
 */
export type SendRequest = (
	request: GatewayRequest,
) => Promise<SentRequest & { late?: Promise<SentRequest> }>;
