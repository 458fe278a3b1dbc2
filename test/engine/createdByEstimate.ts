import { openGateway, startVidu, until } from './vidu';

/**
 * Stops the node while one estimate is under way and the gateway has created a task for another one.
 *
 * @param given parameters and settings of the node; its three items differ in their duration
 * @returns the message that n8n keeps, and the task's ID
 */
export async function stopBehindCreation(given: { parameters: object; node: object }) {
	const gateway = await openGateway({
		estimates: ({ n }) => (n === 0 ? 'usd' : n === 1 ? 'slow:30' : 'created'),
	});
	const execution = startVidu({
		items: [{ d: 4 }, { d: 5 }, { d: 6 }],
		parameters: { duration: '={{ $json.d }}', ...given.parameters },
		node: given.node,
	});
	await until(() => gateway.counts.estimates === 3 && gateway.tasks.size === 1);
	// The answer must have reached the node, or nobody there knows of the task.
	await new Promise((resolve) => setTimeout(resolve, 500));
	execution.stop();
	const { status } = await execution.finished;
	const error = () => {
		const { resultData } = execution.data();
		return resultData.error ?? resultData.runData.Vidu?.[0]?.error;
	};
	await until(() => error() !== undefined);
	const [id] = [...gateway.tasks.keys()];
	return { status, said: String(error()?.message), id, counts: gateway.counts };
}
