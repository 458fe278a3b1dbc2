/** How does a measurement get a gateway? */

import { once } from 'node:events';

import { startChild } from './child';

/** The settings of the gateway that measurements need. */
export interface GatewayInput {
	/** How long a task takes, in seconds. */
	taskSeconds: number;
	reportsProgress?: boolean;
}

/** What the gateway saw. */
export interface GatewayReport {
	/** In order of creation: seconds it took, requests that asked for it, and milliseconds from its end to
	 * the arrival of the request that was told. */
	tasks: Array<{ seconds: number; polls: number; delay: number }>;
	peakRunning: number;
}

/** A local gateway in another process. */
export interface GatewayProcess {
	baseUrl: string;
	filesUrl: string;
	/** What n8n's credential for it holds. */
	credentials: { apiKey: string; baseUrl: string; allowHttp: boolean };
	report(): Promise<GatewayReport>;
	/** Ends the process. */
	close(): Promise<void>;
}

/** Starts a gateway on loopback. */
export async function startGatewayProcess(input: GatewayInput): Promise<GatewayProcess> {
	const child = startChild('gatewayChild.ts', input);
	const [addresses] = (await once(child, 'message')) as [{ baseUrl: string; filesUrl: string }];
	return {
		...addresses,
		credentials: { apiKey: 'vidu-local-key', baseUrl: addresses.baseUrl, allowHttp: true },
		async report() {
			child.send('report');
			const [report] = (await once(child, 'message')) as [GatewayReport];
			return report;
		},
		async close() {
			const ended = once(child, 'exit');
			child.disconnect();
			await ended;
		},
	};
}
