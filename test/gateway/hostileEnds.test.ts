import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { finished, urlIn } from './client';
import { sendHostile } from './hostile';
import { HOSTILE_API_ANSWERS, HOSTILE_FILE_ANSWERS, startGateway, type HostileName } from './index';
import { jsonReply } from './replies';
import { createText, getText } from './wire';

const ALL = [...new Set([...HOSTILE_API_ANSWERS, ...HOSTILE_FILE_ANSWERS])];
const REPLY = jsonReply(200, { id: 'd758n65e878c73cmdg20', status: 'in_progress' });

/** Sends a request, and waits for the first bytes or the end of the connection. */
async function open(port: number, request: string): Promise<Socket> {
	const socket = connect({ host: '127.0.0.1', port });
	socket.on('error', () => {});
	await new Promise<void>((resolve) => {
		socket.once('data', () => resolve()).once('close', resolve);
		socket.once('end', resolve);
		socket.write(request);
	});
	return socket;
}

/** Sends a hostile answer to a client that then leaves, or that stays while the gateway closes. */
async function endOf(answer: HostileName, every: number, leaves: boolean): Promise<void> {
	const closing = new AbortController();
	let sent: Promise<void> | undefined;
	const server = createServer((_request, response) => {
		const exchange = { response, entry: { status: 0 } };
		sent = sendHostile({ type: 'hostile', answer, every }, exchange, REPLY, closing.signal);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const socket = await open((server.address() as AddressInfo).port, getText('/'));
	if (leaves) socket.destroy();
	else closing.abort();
	await sent;
	socket.destroy();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

// Each of these waits for good where the sending does not end.
describe.each(ALL)('%s', (answer) => {
	it('ends when the client leaves', async () => await endOf(answer, 5, true));
	it('ends when the gateway closes', async () => await endOf(answer, 5, false));
});
it('a drip ends before its next byte', async () => {
	await endOf('drip-blanks', 1e9, true);
	await endOf('drip-blanks', 1e9, false);
});
it('a gateway closes while every one of them is being sent', async () => {
	const gateway = await startGateway();
	const { pathname, search } = new URL(urlIn(await finished(gateway, { prompt: 'x' })));
	const sockets: Socket[] = [];
	for (const [origin, names, request] of [
		[gateway.baseUrl, HOSTILE_API_ANSWERS, createText()],
		[gateway.filesUrl, HOSTILE_FILE_ANSWERS, getText(pathname + search)],
	] as const) {
		for (const answer of names) {
			gateway.faults = () => ({ type: 'hostile', answer, every: 5 });
			sockets.push(await open(Number(new URL(origin).port), request));
		}
	}
	expect(gateway.counts.creates).toBe(HOSTILE_API_ANSWERS.length + 1);
	await gateway.close();
	for (const socket of sockets) socket.destroy();
});
