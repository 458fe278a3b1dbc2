/** Does the example with a Google Sheet buy each new row once, write back to it, and buy nothing in a dry run? */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as rest from './rest.mjs';
import { gateway, session } from './suite.mjs';
import { assertPrices, bought, dryRunOff, load, pick, run } from './table-examples.mjs';

const FAILS = '[fail]';

describe('a Google Sheet to Google Drive', () => {
	const VIDU = 'Text to Video';
	const ROWS = [
		{ row_number: 2, prompt: 'A red kite', status: '', link: '', cost: '', problem: '' },
		{ row_number: 3, prompt: 'Made before', status: 'done', link: 'https://x', cost: 1 },
		{ row_number: 4, prompt: '', status: '' },
		{ row_number: 5, prompt: `A fox ${FAILS}` },
		{ row_number: 6, prompt: 'A paper boat' },
	];

	const SHEET = { documentId: 'sheet-1', sheetName: 'gid=0' };
	let google;

	/**
	 * The example with stand-ins for what needs an account: the nodes that read are pinned, and those that write are
	 * Edit Fields nodes with the same names and expressions, which put out what they would have written.
	 */
	const standIns = (nodes, workflow) => {
		for (const [name, value] of Object.entries(SHEET)) {
			nodes['New Row'].parameters[name].value = value;
		}
		workflow.pinData = {
			'New Row': [{ json: { prompt: 'A paper boat' } }],
			'All Rows': ROWS.map((json) => ({ json })),
		};
		for (const name of ['Mark as Started', 'Save Link', 'Save Problem']) {
			const { columns, documentId, sheetName } = nodes[name].parameters;
			const where = { documentId: documentId.value, sheetName: sheetName.value };
			standIn(nodes[name], { ...columns.value, ...where });
		}
		const { name } = nodes.Upload.parameters;
		standIn(nodes.Upload, { name, webViewLink: '=https://drive/{{ $binary.data.fileName }}' });
	};

	function standIn(node, values) {
		const assignments = Object.entries(values).map(([name, value]) => ({
			id: name,
			name,
			value,
			type: name === 'row_number' ? 'number' : 'string',
		}));
		node.type = 'n8n-nodes-base.set';
		node.typeVersion = 3.4;
		node.parameters = { assignments: { assignments }, options: {} };
		delete node.credentials;
	}

	const written = (execution, node) => rest.itemsOf(execution, node).map(({ json }) => json);
	const runWith = async (change) =>
		await run(await load('google-sheet-to-drive', change, google), 'New Row');

	before(async () => {
		gateway.reset();
		const data = { clientId: 'x', clientSecret: 'x' };
		google = await Promise.all(
			['googleSheetsTriggerOAuth2Api', 'googleSheetsOAuth2Api'].map(
				async (type) => await rest.createCredential(session, { name: type, type, data }),
			),
		);
	});

	test('a dry run shows prices, uploads nothing and marks no row', async () => {
		const execution = await runWith(standIns);
		assertPrices(rest.itemsOf(execution, VIDU), 3);
		for (const node of ['Mark as Started', 'Upload', 'Save Link', 'Save Problem']) {
			assert.deepEqual(written(execution, node), []);
		}
		assert.equal(gateway.counts.createRequests, 0);
	});

	test('a real run marks each new row before it buys, and writes back its link or its problem', async () => {
		const execution = await runWith((nodes, workflow) => {
			standIns(nodes, workflow);
			dryRunOff(VIDU)(nodes);
		});
		assert.deepEqual(
			written(execution, 'Mark as Started'),
			[2, 5, 6].map((row_number) => ({ row_number, status: 'started', ...SHEET })),
		);
		assert.deepEqual(
			bought().map(({ params }) => params.prompt),
			['A red kite', `A fox ${FAILS}`, 'A paper boat'],
		);
		const saved = written(execution, 'Save Link');
		assert.deepEqual(pick(saved, 'row_number', 'status', 'link', 'problem'), [
			[2, 'done', 'https://drive/a-red-kite.mp4', ''],
			[6, 'done', 'https://drive/a-paper-boat.mp4', ''],
		]);
		for (const { cost } of saved) assert.ok(Number(cost) > 0);
		const [fox, ...others] = written(execution, 'Save Problem');
		assert.deepEqual(pick([fox], 'row_number', 'status'), [[5, 'failed']]);
		assert.match(fox.problem, new RegExp(`task ${bought()[1].id}`));
		assert.deepEqual(others, []);
	});
});
