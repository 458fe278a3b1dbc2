/**
 * Asks the real gateway every open question of its documents. `VIDU_API_KEY=… npm run probe` costs nothing;
 * `-- --buy` buys one short video and one extension of it, after saying so.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { EXIT, runProbe } from './probe/run';

const HELP = `Asks the gateway what its documents leave open, and writes output/probe.md and
output/probe.json, which can be attached to an issue.

  VIDU_API_KEY=…      your key, required; it is in none of the files
  VIDU_BASE_URL=…     another gateway than https://cloud.vtrix.ai

  npm run probe                costs nothing
  npm run probe -- --buy       buys one video of 4 seconds and one extension of it by
                               a second, after naming them and a pause of 10 seconds

  --pause N        seconds before anything is bought (10)
  --look-every N   seconds between two looks at a task (1)
  --folder PATH    where the report is written (output)

Exit code: ${EXIT.agrees} all agrees, ${EXIT.disagrees} something disagrees, ${EXIT.incomplete} it could not be asked to the end, ${EXIT.stopped} Ctrl-C`;

const root = join(__dirname, '..');

/** Two signals within this many milliseconds are one Ctrl-C, which a shell and npm both passed on. */
const ONE_KEYSTROKE = 500;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			buy: { type: 'boolean', default: false },
			pause: { type: 'string', default: '10' },
			'look-every': { type: 'string', default: '1' },
			folder: { type: 'string', default: join(root, 'output') },
			help: { type: 'boolean', default: false },
		},
	});
	const apiKey = process.env.VIDU_API_KEY?.trim() ?? '';
	if (values.help || apiKey === '') {
		console.log(HELP);
		return values.help ? EXIT.agrees : EXIT.incomplete;
	}
	const manifest = readFileSync(join(root, 'package.json'), 'utf8');
	const { version } = JSON.parse(manifest) as { version: string };
	return await runProbe({
		apiKey,
		baseUrl: process.env.VIDU_BASE_URL ?? 'https://cloud.vtrix.ai',
		buys: values.buy,
		pause: Number(values.pause) * 1000,
		lookEvery: Number(values['look-every']) * 1000,
		folder: relative(process.cwd(), values.folder),
		version,
		signal: onInterrupt(),
		say: console.log,
	});
}

function onInterrupt(): AbortSignal {
	const stopping = new AbortController();
	let stoppedAt = 0;
	process.on('SIGINT', () => {
		if (!stopping.signal.aborted) {
			stoppedAt = Date.now();
			console.log('\nStopping. A creation that is under way is waited for, to name its task.');
			stopping.abort();
		} else if (Date.now() - stoppedAt > ONE_KEYSTROKE) {
			console.log('Ended. If a creation was under way, look at your tasks in the Vtrix console.');
			process.exit(EXIT.stopped);
		}
	});
	return stopping.signal;
}

main().then(
	(code) => process.exit(code),
	(error: Error) => {
		console.error(error.message);
		process.exit(EXIT.incomplete);
	},
);
