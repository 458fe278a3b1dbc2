/** A creation, which spends money: sent once, and never again. */

import { createTask } from '../../nodes/Vidu/gateway/client';
import type { CreateResponse } from '../../nodes/Vidu/gateway/client';
import type { Params } from '../../nodes/Vidu/models/check';
import { describeLast, ProbeEnd } from './probe';
import type { Probe } from './probe';

/** A task that was created, and when: milliseconds since 1970. */
export interface Created {
	taskId: string;
	createdAt: number;
}

/**
 * Creates a task, once.
 *
 * @throws {ProbeEnd} when nobody can know whether it was created
 */
export async function create(
	probe: Probe,
	what: string,
	model: string,
	params: Params,
): Promise<Exclude<CreateResponse, { kind: 'unclear' }>> {
	probe.say(`Creating ${what} …`);
	const creation = await createTask(probe.send, model, params);
	if (creation.kind !== 'unclear') return creation;
	throw new ProbeEnd(
		`No clear answer to the creation of ${what}: ${creation.failure.what}. It may have been bought. Look at your tasks in the Vtrix console before you run the probe again; it is not created a second time.`,
	);
}

/** Keeps what was bought, and says it at once. */
export function takeNote(
	probe: Probe,
	what: string,
	{ task }: Extract<CreateResponse, { kind: 'created' }>,
): Created {
	probe.tasks.push({ what, taskId: task.id });
	probe.say(`Bought ${what}: task ${task.id}`);
	if (probe.signal.aborted) throw new ProbeEnd('Stopped.');
	return { taskId: task.id, createdAt: Date.now() };
}

/** The end of a probe whose creation was refused. */
export const refusedEnd = (
	probe: Probe,
	what: string,
	creation: Exclude<CreateResponse, { kind: 'created' | 'unclear' }>,
): ProbeEnd =>
	new ProbeEnd(
		`The creation of ${what} was refused: ${creation.failure.what}. ${creation.failure.next} (${describeLast(probe)})`,
	);
