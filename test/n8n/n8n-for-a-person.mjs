/**
 * Starts a whole n8n with the node, a credential, the examples and the local gateway, for a person
 * to try in a browser. Ctrl-C ends all of it, and so does the end of the command that started it.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { install } from './install.mjs';
import { onceStarterIsGone } from './starter.mjs';
import { OWNER } from './session.mjs';

/** n8n's usual one is often taken by the n8n that a person has already. */
const PORT = 5679;

let started;
let isEnding = false;
async function end() {
	// An n8n that is still starting ends with this process.
	if (isEnding || !started) process.exit(1);
	isEnding = true;
	console.log('\nStopping n8n and the gateway …');
	await started.stop();
	process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// Nobody may be left to read what is printed.
process.stdout.on('error', () => {});
onceStarterIsGone(end);

await install({ browser: false, say: (step) => console.log(`installing: ${step}`) });
// Only now: they need what was installed.
const { freePort } = await import('./n8n.mjs');
const { createWorkflow } = await import('./workflows.mjs');
const { KEY, readExample, root, start } = await import('./start.mjs');

console.log('Starting n8n (about 15 seconds) …');
started = await start({ port: await freePort(PORT) });

const { n8n, session, gateway, credential } = started;
const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));
for (const file of files) {
	await createWorkflow(session, await readExample(file.slice(0, -'.json'.length), [credential]));
}
console.log(`
  n8n       ${n8n.url}
  E-mail    ${OWNER.email}
  Password  ${OWNER.password}

  Click the house icon on the left to see ${files.length} example workflows. Their credential "Vidu API" uses
  a local gateway, which makes a tiny test video in 8 seconds and costs nothing. Some
  examples also need your credentials of other services. To create a Vidu credential yourself, enter:

  API Key   ${KEY}
  Base URL  ${gateway.baseUrl}

  n8n's log, with all task IDs: ${n8n.logFile}

  To stop n8n and the gateway, press Ctrl-C, or run "kill ${process.pid}" in another terminal.
  This deletes everything you made in this n8n.
`);
