import type { Send } from '../../nodes/Vidu/gateway/send';
import { partsOfName } from '../../nodes/Vidu/tasks/ledger';
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

	send(send: Send): Send {
		return async (request) => (this.isDead ? await never() : await this.hear(send(request)));
	}

	/** The ledger's own memory outlives the process. */
	ledger(memory: Set<string>, clock: VirtualClock, signal: AbortSignal): Ledger {
		return {
			nameOf: (key) => JSON.stringify(partsOfName(key)),
			record: async (name, nth) => {
				if (this.isDead) return await never();
				const entry = `${name} ${nth}`;
				const isKnown = memory.has(entry);
				memory.add(entry);
				// So that a crash or a stop may come between the writing and the request.
				await clock.sleep(100, signal);
				if (this.isDead) return await never();
				if (signal.aborted && !isKnown) memory.delete(entry);
				if (signal.aborted) return 'unsure';
				return isKnown ? 'known' : 'new';
			},
			forget: (name, nth) => {
				if (!this.isDead) memory.delete(`${name} ${nth}`);
			},
		};
	}
}

const never = async <T>(): Promise<T> => await new Promise(() => {});
