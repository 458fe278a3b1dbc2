/**
 * Loaded into n8n's process before n8n. Descriptor 3 is a pipe that only the starting process
 * holds open: when that dies, however it dies, the pipe closes, and n8n and its task runner end.
 */
import { Socket } from 'node:net';

/** How long n8n may take to end, in milliseconds. */
const GRACE = 5000;

const pipe = new Socket({ fd: 3, readable: true, writable: false });
// n8n must be able to end while the pipe is open.
pipe.unref();
pipe.resume();
pipe.once('close', () => {
	process.kill(process.pid, 'SIGTERM');
	// The whole group, which n8n leads: the task runner would outlive it.
	setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE).unref();
});
