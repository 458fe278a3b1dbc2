import type { SendRequest } from '../../nodes/Vidu/gateway/http';
import type { Ledger } from '../../nodes/Vidu/tasks/ledger';
import { ledgerOf } from '../ledgers';
import type { SlowItems } from '../ledgers';
import type { VirtualClock } from './virtualClock';

/** A process that can die: from then on, nothing that it waits for ever comes. */
export class Mortal {
	isDead = false;

	/** @param name the same for the tries that one process makes */
	constructor(private readonly name: string) {}

	/** An answer that does not arrive once the process is dead. */
	async hear<T>(answer: Promise<T>): Promise<T> {
		const heard = await answer;
		return this.isDead ? await never<T>() : heard;
	}

	send(send: SendRequest): SendRequest {
		return async (request) => (this.isDead ? await never() : await this.hear(send(request)));
	}

	/** The node's own ledger, in n8n's memory, which outlives the process. */
	ledger(memory: SlowItems, clock: VirtualClock, signal: AbortSignal): Ledger {
		const hear = async <T>(ask: () => Promise<T>) =>
			this.isDead ? await never<T>() : await this.hear(ask());
		return ledgerOf({ memory, clock, process: this.name, signal, hear });
	}
}

const never = async <T>(): Promise<T> => await new Promise(() => {});
