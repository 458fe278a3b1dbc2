/** The local gateway, with videos of any size. Started by gateway.ts. */

import { startGateway } from '../test/gateway';
import { inputOf } from './child';
import type { GatewayInput, PolledTask } from './gateway';

/** A completed task that nobody bought, with a video of so many bytes. */
const BYTES = /^bytes-(\d+)$/;

async function main(): Promise<void> {
	const gateway = await startGateway(inputOf<GatewayInput>());
	gateway.faults = ({ kind, taskId = '' }) => {
		const bytes = BYTES.exec(taskId)?.[1];
		if (kind !== 'poll' || bytes === undefined) return undefined;
		const url = `${gateway.filesUrl}/synthetic?bytes=${bytes}`;
		const output = [{ content: [{ type: 'video', url }] }];
		const body = JSON.stringify({ id: taskId, status: 'completed', output });
		const headers = { 'Content-Type': 'application/json' };
		return { type: 'status', status: 200, body, headers };
	};
	process.on('message', () => {
		const tasks = [...gateway.tasks.values()].map(({ id, finishesAt }): PolledTask => {
			const times = gateway.counts.pollTimes[id] ?? [];
			return { polls: times.length, delay: times[times.length - 1] - finishesAt };
		});
		process.send?.(tasks);
	});
	process.on('disconnect', () => process.exit(0));
	const { baseUrl, filesUrl } = gateway;
	process.send?.({ baseUrl, filesUrl });
}

void main();
