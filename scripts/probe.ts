/**
 * Asks the real gateway what its documents leave open. `VIDU_API_KEY=… npm run probe` costs nothing;
 * `-- --buy` buys one short video and one extension of it, after a warning.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';

import { parseApiKey } from '../nodes/Vidu/gateway/credential';
import { EXIT, runProbe } from './probe/run';

const HELP = `Asks the gateway the questions that its documents leave open. Writes the answers to
output/probe.md and output/probe.json. You can attach both files to an issue.

  VIDU_API_KEY=…      your key, required; it is never written to a file
  VIDU_BASE_URL=…     the gateway (https://cloud.vtrix.ai)

  npm run probe                costs nothing
  npm run probe -- --buy       buys a video of 4 seconds and extends it by 1 second;
                               shows both and their prices 10 seconds before

  --pause N        seconds to wait before the purchase (10)
  --poll-every N   seconds between two polls of a task (1)
  --folder PATH    folder of the report (output)

Exit code: ${EXIT.agrees} all answers agree, ${EXIT.disagrees} an answer disagrees, ${EXIT.incomplete} ended early, ${EXIT.stopped} Ctrl-C`;

const root = join(__dirname, '..');

/** Two signals within this many milliseconds are one Ctrl-C, sent by both the shell and npm. */
const ONE_KEYSTROKE = 500;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			buy: { type: 'boolean', default: false },
			pause: { type: 'string', default: '10' },
			'poll-every': { type: 'string', default: '1' },
			folder: { type: 'string', default: join(root, 'output') },
			help: { type: 'boolean', default: false },
		},
	});
	const entered = process.env.VIDU_API_KEY ?? '';
	if (values.help || entered.trim() === '') {
		console.log(HELP);
		return values.help ? EXIT.agrees : EXIT.incomplete;
	}
	const key = parseApiKey(entered);
	if (!key.ok) throw new Error(key.problems.join(' '));
	const manifest = readFileSync(join(root, 'package.json'), 'utf8');
	const { version } = JSON.parse(manifest) as { version: string };
	return await runProbe({
		apiKey: key.value,
		baseUrl: process.env.VIDU_BASE_URL ?? 'https://cloud.vtrix.ai',
		buys: values.buy,
		pause: Number(values.pause) * 1000,
		pollEvery: Number(values['poll-every']) * 1000,
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
			console.log('\nStopping. If a video is being bought, the probe waits for its task ID.');
			stopping.abort();
		} else if (Date.now() - stoppedAt > ONE_KEYSTROKE) {
			console.log('Stopped. If a video was being bought, check your tasks in the Vtrix console.');
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
