/** A local gateway in a process of its own: its work does not count as the node's. */

import { once } from 'node:events';

import { startChild } from './child';

/** The settings of the gateway. */
export interface GatewayInput {
	/** How long a task takes. */
	taskSeconds: number;
	reportsProgress?: boolean;
}

/** A task, in the order of creation. */
export interface PolledTask {
	polls: number;
	/** Milliseconds from its end to the poll that saw it. */
	delay: number;
}

/** A running gateway. */
export interface GatewayProcess {
	filesUrl: string;
	/** The values of n8n's credential for it. */
	credentials: { apiKey: string; baseUrl: string; allowHttp: boolean };
	tasks(): Promise<PolledTask[]>;
	/** Ends the process. */
	close(): Promise<void>;
}

/** Starts a gateway on loopback. */
export async function startGatewayProcess(input: GatewayInput): Promise<GatewayProcess> {
	const child = startChild('gatewayChild.ts', input);
	const [{ baseUrl, filesUrl }] = (await once(child, 'message')) as Array<Record<string, string>>;
	return {
		filesUrl,
		credentials: { apiKey: 'vidu-local-key', baseUrl, allowHttp: true },
		async tasks() {
			child.send('tasks');
			const [tasks] = (await once(child, 'message')) as [PolledTask[]];
			return tasks;
		},
		async close() {
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
}
