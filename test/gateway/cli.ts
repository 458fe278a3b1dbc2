/** `npm run gateway`: a local gateway for trying things out by hand. */

import { parseArgs } from 'node:util';
import {
	ANSWER_STYLES,
	DEFAULT_KEY,
	ESTIMATE_ANSWERS,
	isEstimateAnswer,
	MARKS_HELP,
	startGateway,
} from './index';
import type { Gateway, GatewayEvent } from './index';

const HELP = `A local copy of the gateway's interface, for tests. It makes no real videos and costs
nothing. Only this computer can reach it.

  --port N            port for the API (8787)
  --files-port N      port for the files (8788)
  --key KEY           the valid API key (${DEFAULT_KEY})
  --task-seconds N    seconds until a video is finished (8)
  --answer-style S    form of the answers: ${ANSWER_STYLES.join(', ')} (documented)
  --estimates S       answers of the billing preview, with invented prices:
                      ${ESTIMATE_ANSWERS} (usd)
  --help              shows this text`;

const TEXT = { type: 'string' } as const;

function settings() {
	const { values } = parseArgs({
		options: {
			port: { ...TEXT, default: '8787' },
			'files-port': { ...TEXT, default: '8788' },
			key: { ...TEXT, default: DEFAULT_KEY },
			'task-seconds': { ...TEXT, default: '8' },
			'answer-style': { ...TEXT, default: 'documented' },
			estimates: { ...TEXT, default: 'usd' },
			help: { type: 'boolean', default: false },
		},
	});
	const { estimates, 'answer-style': answerStyle } = values;
	if (!isEstimateAnswer(estimates)) {
		throw new Error(`--estimates must be one of ${ESTIMATE_ANSWERS}`);
	}
	const style = ANSWER_STYLES.find((known) => known === answerStyle);
	if (!style) throw new Error(`--answer-style must be one of ${ANSWER_STYLES.join(', ')}`);
	if (!/^\S+$/.test(values.key)) throw new Error('--key must have no spaces');
	return {
		help: values.help,
		port: number('--port', values.port, 65_535, true),
		filesPort: number('--files-port', values['files-port'], 65_535, true),
		key: values.key,
		taskSeconds: number('--task-seconds', values['task-seconds'], 1e6, false),
		answerStyle: style,
		estimates,
	};
}

function number(name: string, text: string, most: number, whole: boolean): number {
	const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
	if (value <= most && (!whole || Number.isInteger(value))) return value;
	throw new Error(`${name} must be a ${whole ? 'whole ' : ''}number from 0 to ${most}`);
}

function banner(gateway: Gateway, key: string): string {
	const marks = MARKS_HELP.map(([mark, meaning]) => `  ${mark.padEnd(15)}${meaning}`);
	const order = {
		model: 'viduq2_pro_fast_text2video',
		input: [{ params: { prompt: 'A lighthouse at dusk', aspect_ratio: '9:16' } }],
	};
	return `Base URL  ${gateway.baseUrl}
API key   ${key}
Files     ${gateway.filesUrl}
Counters  ${gateway.baseUrl}/_local/counts
Requests  ${gateway.baseUrl}/_local/requests
Pictures  ${gateway.filesUrl}/pictures/320x180.png (any size)

To test a failure, write one of these in a prompt:
${marks.join('\n')}

Try it:
  curl ${gateway.baseUrl}/model/v1/generation \\
    -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(order)}'
  (add /precharge to the address to get the price without buying)
  curl ${gateway.baseUrl}/model/v1/generation/task/TASK_ID -H 'Authorization: Bearer ${key}'

Stop with Ctrl-C.
`;
}

function line(event: GatewayEvent): string {
	const time = new Date(event.at).toISOString().slice(11, 19);
	const start = `${time} ${event.type.padEnd(9)} ${event.taskId}`;
	switch (event.type) {
		case 'created':
			return `${start} ${event.model}, takes ${event.seconds} s`;
		case 'polled': {
			const { status, progress } = event;
			return `${start} ${status}${progress === undefined ? '' : ` ${Math.round(progress * 100)}%`}`;
		}
		case 'failed':
			return `${start} ${event.code}`;
		default:
			return start;
	}
}

async function main(): Promise<void> {
	const { help, key, ...options } = settings();
	if (help) return console.log(HELP);
	const onEvent = (event: GatewayEvent) => console.log(line(event));
	const gateway = await startGateway({ ...options, keys: [key], onEvent });
	console.log(banner(gateway, key));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void gateway.close());
	}
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
	const taken = `Port ${error.port} is taken. Choose others with --port and --files-port.`;
	console.error(error.code === 'EADDRINUSE' ? taken : `${error.message}\n\n${HELP}`);
	process.exitCode = 1;
});
