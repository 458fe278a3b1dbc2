/** Does a failed item say which row it is, and keep the fields and files of that row? */

import type { IDataObject, INodeExecutionData, IRun } from 'n8n-workflow';

import { outputOf } from './run';
import { errorOf, jsonOf, openGateway, QUICK, runVidu } from './vidu';

const file = (text: string) => ({
	data: Buffer.from(text).toString('base64'),
	mimeType: 'text/plain',
});

/** A row with a file. `error` and `taskId` are columns like any other. */
const rowOf = (rowId: number, p: string): INodeExecutionData => ({
	json: { rowId, error: 'old', taskId: 'of the row', p, name: 'kite' },
	binary: { photo: file(`photo ${rowId}`) },
});

/** A video, a task that fails, an empty prompt, a refusal, and a video. */
const ROWS = ['kite', '[fail:008020096]', '', '[refuse]', 'boat'].map((p, index) =>
	rowOf(index + 1, p),
);
const FAILED = [
	[2, /^Row 2, task .*failed/],
	[3, /^Row 3: Prompt is empty\. Nothing was bought for this row\.$/],
	[4, /^Row 4: .*No credits.* Nothing was bought for this row\./],
] as const;

async function runRows(onError: 'continueErrorOutput' | 'continueRegularOutput', more = {}) {
	const gateway = await openGateway();
	gateway.faults = ({ body }) =>
		JSON.stringify(body ?? '').includes('[refuse]')
			? { type: 'status', status: 402, body: { error: 'No credits' } }
			: undefined;
	return await runVidu({
		items: ROWS,
		parameters: { prompt: '={{ $json.p }}', options: { ...QUICK, ...more } },
		node: { onError },
	});
}

function expectRows(failed: INodeExecutionData[]): void {
	expect(failed).toHaveLength(FAILED.length);
	for (const [index, [rowId, message]] of FAILED.entries()) {
		const { json, binary, pairedItem } = failed[index];
		const { error, ...row } = json;
		expect(error).toMatch(message);
		const { error: _old, ...own } = ROWS[rowId - 1].json;
		expect(row).toEqual(own);
		expect(Object.keys(json)).toEqual(Object.keys(ROWS[rowId - 1].json));
		expect(binary).toEqual({ photo: expect.objectContaining(file(`photo ${rowId}`)) });
		expect(pairedItem).toMatchObject({ item: rowId - 1 });
	}
}

describe.each([false, true])('with Include Input Fields %p', (includeInputFields) => {
	test('the Error output has the whole row, in order', async () => {
		const run = await runRows('continueErrorOutput', { includeInputFields });
		expectRows(outputOf(run, 'Vidu', 1));
		expect(jsonOf(run).map(({ status }) => status)).toEqual(['completed', 'completed']);
	});

	test('"Continue" keeps the whole row in its place', async () => {
		const run = await runRows('continueRegularOutput', { includeInputFields });
		const all = outputOf(run, 'Vidu');
		expect(all).toHaveLength(ROWS.length);
		expectRows(all.slice(1, 4));
	});
});

const hintsOf = (run: IRun): string => JSON.stringify(run.data.resultData.runData.Vidu[0].hints);

test('Include Input Fields keeps the files of a row next to its video', async () => {
	await openGateway();
	const items: INodeExecutionData[] = [
		{ json: { rowId: 1 }, binary: { photo: file('1'), data: file('2') } },
	];
	const parameters = { downloadVideo: true, options: { ...QUICK, includeInputFields: true } };
	const run = await runVidu({ items, parameters });
	const [{ binary = {} }] = outputOf(run, 'Vidu');
	expect(Object.keys(binary)).toEqual(['photo', 'data']);
	expect(binary.photo).toMatchObject(file('1'));
	expect(binary.data.mimeType).toBe('video/mp4');
	expect(hintsOf(run)).toMatch(/not kept.*same name: \\"data\\"\./);
});

test('without Include Input Fields, a video comes without the files of its row', async () => {
	await openGateway();
	const run = await runVidu({ items: [rowOf(1, 'kite')] });
	expect(outputOf(run, 'Vidu')[0]).not.toHaveProperty('binary');
});

const SKIP =
	'Nothing was bought for any of the 5 rows. To skip bad rows, set On Error to "Continue (using error output)" in Settings.';

test('one bad row stops all: the error names the row once, and how to skip it', async () => {
	const gateway = await openGateway();
	const items: IDataObject[] = ['kite', 'boat', '', 'dog', 'cat'].map((p) => ({ p }));
	const run = await runVidu({ items, parameters: { prompt: '={{ $json.p }}' } });
	expect(errorOf(run)).toBe(`Row 3: Prompt is empty. ${SKIP}`);
	// n8n adds "[item 2]" to an error that has the index of an item.
	expect(run.data.resultData.error).toMatchObject({ context: {} });
	expect(JSON.stringify(run.data.resultData.error)).not.toContain('itemIndex');
	expect(gateway.counts.createRequests).toBe(0);
});

test('bad rows of the same problem share a line', async () => {
	await openGateway();
	const items: IDataObject[] = ['', '{{ $json.x }}', '', 'dog', ''].map((p) => ({ p }));
	const run = await runVidu({ items, parameters: { prompt: '={{ $json.p }}' } });
	expect(errorOf(run).split('\n')).toEqual([
		'Rows 1, 3 and 5: Prompt is empty.',
		expect.stringMatching(/^Row 2: Prompt holds an expression/),
		SKIP,
	]);
});

test('a single row says only that nothing was bought', async () => {
	await openGateway();
	const run = await runVidu({ parameters: { prompt: '={{ "" }}' } });
	expect(errorOf(run)).toMatch(/^Row 1: Prompt is empty\. Nothing was bought\.$/);
});
