/** The local gateway in a process of its own: its work is not counted as the node's. */

import { startGateway } from '../test/gateway';
import { inputOf } from './child';
import type { GatewayInput, GatewayReport } from './gateway';

/** A task that nobody bought, completed, with a video of so many bytes. */
const BYTES = /^bytes-(\d+)$/;

async function main(): Promise<void> {
	const { taskSeconds, reportsProgress } = inputOf<GatewayInput>();
	const gateway = await startGateway({ taskSeconds, reportsProgress });
	gateway.faults = ({ kind, taskId = '' }) => {
		const bytes = BYTES.exec(taskId)?.[1];
		if (kind !== 'look' || bytes === undefined) return undefined;
		const url = `${gateway.filesUrl}/synthetic?bytes=${bytes}`;
		const body = {
			id: taskId,
			status: 'completed',
			output: [{ content: [{ type: 'video', url }] }],
		};
		const headers = { 'Content-Type': 'application/json' };
		return { type: 'status', status: 200, body: JSON.stringify(body), headers };
	};
	process.on('message', () => {
		const tasks: GatewayReport['tasks'] = [...gateway.tasks.values()].map((task) => {
			const times = gateway.counts.lookTimes[task.id] ?? [];
			return {
				seconds: (task.finishesAt - task.createdAt) / 1000,
				polls: times.length,
				delay: times[times.length - 1] - task.finishesAt,
			};
		});
		process.send?.({ tasks, peakRunning: gateway.counts.peakRunning });
	});
	process.on('disconnect', () => process.exit(0));
	const { baseUrl, filesUrl } = gateway;
	process.send?.({ baseUrl, filesUrl });
}

void main();
