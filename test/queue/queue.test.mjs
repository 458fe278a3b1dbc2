/** All tests of n8n's queue mode, in one process because they share one cluster. */
import { after } from 'node:test';
import { stopCluster } from './shared.mjs';

const ALL = [
	'load',
	'stop',
	'loop',
	'binary',
	'death',
	'fullLedger',
	'story',
	'apart',
	'redis',
	'gateway',
];
const wanted = process.argv.slice(2);

after(stopCluster);
for (const name of wanted.length > 0 ? wanted : ALL) await import(`./${name}.test.mjs`);
