/** What do other nodes need for the same batch? In a whole n8n: its own nodes run in nothing less. */

import { join } from 'node:path';

import { measureInChild } from './child';
import { seconds, type Row } from './figures';
import { startGatewayProcess } from './gateway';

const ITEMS = 10;
const SECONDS = 20;

/** The time that a node needed for the whole batch. */
interface PeerWall {
	name: string;
	/** Milliseconds. */
	wall: number;
}

/**
 * Installs the whole n8n where it is missing, and runs the batch in it through all nodes at the same time.
 *
 * @throws {Error} when n8n cannot be installed or started, or an execution fails
 */
export async function measurePeers(): Promise<{ rows: Row[]; walls: Record<string, number> }> {
	const gateway = await startGatewayProcess({ taskSeconds: SECONDS });
	const packageFolder = join(__dirname, '..');
	const { credentials } = gateway;
	try {
		const input = { packageFolder, items: ITEMS, seconds: SECONDS, credentials };
		const [own, ...others] = await measureInChild<PeerWall[]>('peersChild.mjs', input);
		const rows = others.map(({ name, wall }) => ({
			figure: `10 items × 20 s in a whole n8n: ${name} over this node`,
			goal: '',
			measured: (wall / own.wall).toFixed(1),
			nextTo: `${seconds(wall / 1000)} and ${seconds(own.wall / 1000)}`,
		}));
		return { rows, walls: Object.fromEntries(others.map(({ name, wall }) => [name, wall])) };
	} finally {
		await gateway.close();
	}
}
