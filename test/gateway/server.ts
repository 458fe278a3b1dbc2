/** How is a gateway started and stopped? */

import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveApi } from './apiServer';
import { serveFile } from './files';
import { behaviourOf, type Behaviour, type GatewayOptions } from './options';
import { newState, resetState, type Counts, type RequestEntry, type State } from './state';
import type { Task } from './tasks';

/** A running gateway. `counts`, `requests` and `tasks` are the same objects all along. */
export interface Gateway extends Behaviour {
	/** Origin of the API, for example `http://127.0.0.1:8787`. */
	readonly baseUrl: string;
	/** Origin of the file host. */
	readonly filesUrl: string;
	readonly counts: Counts;
	/** Every request to either server, in order of arrival. */
	readonly requests: RequestEntry[];
	/** The purchased tasks by ID, in order of creation. */
	readonly tasks: Map<string, Task>;
	/** Forgets tasks, counters, requests, limits and faults, and restores the behaviour. */
	reset(): void;
	/** Ends both servers and every connection; nothing is left that keeps the process alive. */
	close(): Promise<void>;
}

/** Serves one request to one of the two hosts. */
type Serve = (state: State, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Starts the API and the file host on two ports of the loopback interface.
 *
 * @throws {NodeJS.ErrnoException} `EADDRINUSE`, with `port`, when a port is taken; `EACCES`
 */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
	const closing = new AbortController();
	// Every delayed answer listens to it.
	setMaxListeners(0, closing.signal);
	const state = newState(options, closing.signal);
	const api = await listen(state, serveApi, options.port);
	const files = await listen(state, serveFile, options.filesPort).catch(async (error) => {
		await stop(api);
		throw error;
	});
	state.filesUrl = originOf(files);
	let closed: Promise<unknown> | undefined;
	const gateway = {
		baseUrl: originOf(api),
		filesUrl: state.filesUrl,
		counts: state.counts,
		requests: state.requests,
		tasks: state.tasks,
		reset: () => resetState(state),
		async close() {
			closing.abort();
			closed ??= Promise.all([stop(api), stop(files)]);
			await closed;
		},
	};
	return withBehaviour(gateway, state);
}

/** Lets a gateway's behaviour be read and changed through it. */
function withBehaviour(gateway: Omit<Gateway, keyof Behaviour>, state: State): Gateway {
	for (const name of Object.keys(behaviourOf(state.options)) as Array<keyof Behaviour>) {
		Object.defineProperty(gateway, name, {
			enumerable: true,
			get: () => state[name],
			set: (value) => Object.assign(state, { [name]: value }),
		});
	}
	return gateway as Gateway;
}

async function listen(state: State, serve: Serve, port = 0): Promise<Server> {
	const server = createServer((request, response) => {
		serve(state, request, response).catch((error: unknown) => fail(state, response, error));
	});
	// Node's 5 seconds are less than clients' pauses between queries, and a connection closed just
	// as the next request leaves would look like a fault nobody asked for.
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return server;
}

async function stop(server: Server): Promise<void> {
	const stopped = new Promise((resolve) => server.close(resolve));
	server.closeAllConnections();
	await stopped;
}

/** An error of the gateway itself, for example one thrown by a test's fault function. */
function fail(state: State, response: ServerResponse, error: unknown): void {
	if (state.closing.aborted || response.destroyed) return;
	if (response.headersSent) {
		response.destroy();
		return;
	}
	const message = `local gateway: ${error instanceof Error ? error.message : String(error)}`;
	response.writeHead(500, { 'Content-Type': 'application/json; charset=utf-8' });
	response.end(JSON.stringify({ error: { message } }));
}

function originOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
