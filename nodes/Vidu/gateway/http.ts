/** One request to the gateway. The credential and the base URL are the sender's business. */
export interface GatewayRequest {
	method: 'GET' | 'POST';
	/** Path behind the base URL. */
	path: string;
	body?: object;
	/** Milliseconds after which the request is given up. */
	timeout: number;
}

/** What the gateway answered, whatever the status. */
export interface GatewayResponse {
	status: number;
	/** By lower-case name. */
	headers: Readonly<Record<string, string | undefined>>;
	/** Parsed JSON, or the text of what is none; both as `decodeResponse` cleaned them. */
	body: unknown;
	/** The first ID that the text of the body names, whatever else it says and however often. */
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
	message: string;
}

/** Sends one request, once. Resolves in every case, with one of the two. */
export type SendRequest = (
	request: GatewayRequest,
) => Promise<{ response: GatewayResponse } | { networkError: NetworkError }>;
