/** Does this version have everything that earlier ones saved in workflows? */

import { allForms } from './forms';
import type { Form } from './forms';
import { differencesOf, formsAsNow, interfaceNow, mustBeFrozen } from './interface';
import type { Interface } from './interface';
import { readSaved, versions } from './versions';
import { differencesBetween, runWorkflow } from './workflows';
import type { SavedWorkflow } from './workflows';

/** Milliseconds: a guard for a hundred runs on a busy machine. */
const MANY_RUNS = 600_000;

describe.each(versions)('%s', (version) => {
	test('every field is there, with its type, its default and its values', () => {
		const forms = readSaved<Form[]>(version, 'forms');
		const saved: Interface = { ...readSaved<Interface>(version, 'interface'), forms };
		mustBeFrozen(version, differencesOf(saved, interfaceNow(formsAsNow(forms))));
	});

	test(
		'every workflow sends what it sent, and has the same purchase IDs and keys',
		async () => {
			const differences: string[] = [];
			for (const saved of readSaved<SavedWorkflow[]>(version, 'workflows')) {
				differences.push(...differencesBetween(saved, await runWorkflow(saved.parameters)));
			}
			mustBeFrozen(version, differences);
		},
		MANY_RUNS,
	);
});

describe('a change is named', () => {
	const now = interfaceNow(allForms().slice(0, 1));
	const changed = (change: (copy: Interface) => void): string[] => {
		const copy = structuredClone(now);
		change(copy);
		return differencesOf(now, copy);
	};
	const field = ({ forms }: Interface, path: string) => forms[0].fields[path];

	test.each<[string, (copy: Interface) => void, string]>([
		[
			'a field that is gone',
			(copy) => delete copy.forms[0].fields.aspectRatio,
			'aspectRatio is gone',
		],
		[
			'another type',
			(copy) => (field(copy, 'duration').type = 'string'),
			'duration has type string, was number',
		],
		[
			'another default',
			(copy) => (field(copy, 'options.timeout').default = 1),
			'options.timeout has default 1, was 900',
		],
		[
			'a value that is gone',
			(copy) => field(copy, 'aspectRatio').values?.pop(),
			'aspectRatio lost 1:1',
		],
	])('%s', (_what, change, sentence) => {
		expect(changed(change)).toEqual([`video, textToVideo: ${sentence}.`]);
	});

	test.each<[string, (copy: Interface) => void, string]>([
		['the node', (copy) => (copy.node = 'other'), 'The node is "other", was "vidu".'],
		['its version', (copy) => (copy.versions = [2]), 'Node version 1 is gone.'],
		[
			'the credential',
			(copy) => (copy.credential = 'other'),
			'The credential is "other", was "viduApi".',
		],
		[
			'a field of the credential',
			(copy) => delete copy.credentialFields.apiKey,
			'Credential: apiKey is gone.',
		],
	])('%s', (_what, change, sentence) => {
		expect(changed(change)).toEqual([sentence]);
	});

	test('a new field and a new value are none', () => {
		const more = (copy: Interface) => {
			copy.forms[0].fields['options.more'] = { type: 'boolean', default: false };
			field(copy, 'aspectRatio').values?.push('2:1');
		};
		expect(changed(more)).toEqual([]);
	});

	test('of a workflow: request, purchase ID, output and journal', () => {
		const saved: SavedWorkflow = {
			parameters: {},
			requests: [{ seed: 1 }],
			purchases: ['a'],
			output: ['taskId', 'status'],
			journal: ['state'],
		};
		const other = { ...saved, requests: [], purchases: ['b'], output: ['status'], journal: [] };
		expect(differencesBetween(saved, other)).toEqual([
			'{} sends nothing, sent {"seed":1}.',
			'{} has the purchase IDs b, had a.',
			'{} lost the output keys taskId.',
			'{} lost the journal keys state.',
		]);
		expect(differencesBetween(saved, saved)).toEqual([]);
		expect(differencesBetween({ ...saved, requests: [] }, saved)).toEqual([
			'{} sends more requests than before.',
		]);
	});

	test('the error says that a node version is needed', () => {
		expect(() => mustBeFrozen('1.0.0', ['a is gone.'])).toThrow(
			/^This differs from 1\.0\.0, .*\n- a is gone\.\nUndo the change, or make it in a new node version\./,
		);
		const many = Array<string>(25).fill('a is gone.');
		expect(() => mustBeFrozen('1.0.0', many)).toThrow('… and 5 more');
		expect(() => mustBeFrozen('1.0.0', [])).not.toThrow();
	});
});
