import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import { partsOfId } from '../../nodes/Vidu/tasks/ledger';
import type { Ledger } from '../../nodes/Vidu/tasks/ledger';
import type { VirtualClock } from './virtualClock';

/** A process that can die: from then on, nothing that it waits for ever comes. */
export class Mortal {
	isDead = false;

	/** An answer that does not arrive once the process is dead. */
	async hear<T>(answer: Promise<T>): Promise<T> {
		const heard = await answer;
		return this.isDead ? await never<T>() : heard;
	}

	send(send: SendRequest): SendRequest {
		return async (request) => (this.isDead ? await never() : await this.hear(send(request)));
	}

	/** The ledger's own memory outlives the process. */
	ledger(memory: Set<string>, clock: VirtualClock, signal: AbortSignal): Ledger {
		return {
			idOf: (key) => JSON.stringify(partsOfId(key)),
			record: async (id, copy) => {
				if (this.isDead) return await never();
				const line = `${id} ${copy}`;
				const isKnown = memory.has(line);
				memory.add(line);
				// So that a crash or a stop may come between the writing and the request.
				await clock.sleep(100, signal);
				if (this.isDead) return await never();
				if (signal.aborted && !isKnown) memory.delete(line);
				if (signal.aborted) return 'unsure';
				return isKnown ? 'known' : 'new';
			},
			remove: (id, copy) => {
				if (!this.isDead) memory.delete(`${id} ${copy}`);
			},
		};
	}
}

const never = async <T>(): Promise<T> => await new Promise(() => {});
