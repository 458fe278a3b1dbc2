/** Does the editor show what a run cost, what is missing, and what a dry run came to? */

import type { INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import type { Estimate } from '../../../nodes/Vidu/gateway/estimate';
import { dryRunHints, inputHints, runHints } from '../../../nodes/Vidu/output/hints';
import type { ItemOutput } from '../../../nodes/Vidu/output/hints';
import { failedItem } from '../../../nodes/Vidu/tasks/itemResult';
import type { ItemResult } from '../../../nodes/Vidu/tasks/itemResult';
import { completed, running, TASK_ID, unclearEntry, URL } from './failureCases';

const usd = (cost: number, currency = 'USD'): Estimate => ({ type: 'known', cost, currency });
const NONE: Estimate = { type: 'none', reason: 'the gateway was canceled' };

it.each<[Estimate[], number | undefined, string, RegExp]>([
	[
		[usd(0.1), usd(0.2)],
		undefined,
		'info',
		/nothing was bought\. These 2 rows would cost about 0\.30 USD\.$/,
	],
	[[usd(0.1), usd(0.2)], 0.3, 'info', /0\.30 USD\.$/],
	[[usd(0.1), usd(0.2)], 0.2, 'warning', /Max Cost is 0\.20 USD, so a real run would buy nothing/],
	[[usd(0)], 0, 'warning', /Max Cost is 0\.00 USD, so a real run would buy nothing/],
	[[usd(1, 'credit')], 1, 'warning', /about 1 credit\. Max Cost is 1\.00 USD/],
	[[NONE], undefined, 'info', /This row has no price: see estimateNote\.$/],
	[[usd(1), NONE], undefined, 'info', /1 of 2 rows has no price: see/],
	[[NONE, NONE], undefined, 'info', /2 of 2 rows have no price: see/],
	[[usd(1), NONE], 10, 'warning', /Max Cost is 10\.00 USD/],
	[[usd(1), usd(1, 'credit')], undefined, 'info', /different currencies/],
])('the hint of a dry run with %j and Max Cost %p is right', (estimates, maxCost, type, text) => {
	const hint = { type, message: expect.stringMatching(text), location: 'outputPane' };
	expect(dryRunHints(estimates, maxCost)).toEqual([hint]);
});

const success: ItemResult = { type: 'success', item: 0, taskId: TASK_ID, task: completed };
const late: ItemResult = { ...success, task: running, timedOut: true };
const withUrl: INodeExecutionData = { json: { videoUrl: URL, videoUrls: [URL] } };
const withFile: INodeExecutionData = { ...withUrl, binary: {} };
const noFile: INodeExecutionData = { json: { ...withUrl.json, downloadError: 'no' } };
const earlier = [{ ...unclearEntry, taskId: 'task-e' }];
const COST = '1 video for 0.15 USD';

it.each<[string, ItemOutput, RegExp[]]>([
	['a link', { result: success, item: withUrl }, [/0\.15 USD/, /expires soon/]],
	[
		'a link that nobody waited for',
		{ result: success, item: withUrl, isUnwaited: true },
		[/0\.15 USD/, /expires soon\. To keep the file, use Resource "Task", Operation "Get"/],
	],
	['a file', { result: success, item: withFile }, [/0\.15 USD/]],
	['no file', { result: success, item: noFile }, [/0\.15 USD/, /could not be downloaded/]],
	[
		'a full memory',
		{ result: success, item: noFile, isMemoryFull: true },
		[/0\.15 USD/, /has no file\. This n8n keeps files in memory.* 200 MB/],
	],
	[
		'a running task',
		{ result: late, item: { json: {} } },
		[/0\.15 USD/, /1 video was not finished in time.*"Wait" with its task ID\.$/],
	],
	[
		'an unfinished story',
		{ result: { ...late, position: { scene: 1, of: 2 } }, item: { json: {} } },
		[/0\.15 USD/, /other scenes were not bought/],
	],
	[
		'an earlier task',
		{ result: { ...success, earlier }, item: { json: {} } },
		[/0\.15 USD/, /task-e/],
	],
	['a failure', { result: { ...failedItem(0, { type: 'stopped' }), earlier } }, [/0\.15 USD/]],
])('the hints of a run with %s are right', (_what, output, texts) => {
	const messages = runHints([output], COST).map((one) => one.message);
	expect(messages).toEqual(texts.map((text) => expect.stringMatching(text)));
});

it('an agent, which gets no file, is not told to turn on Download Video', () => {
	const messages = runHints([{ result: success, item: withUrl }], COST, true);
	expect(JSON.stringify(messages)).not.toMatch(/Download Video/);
});

describe('the link to a video', () => {
	const outputs = (...urls: string[][]): ItemOutput[] =>
		urls.map((videoUrls, item) => ({
			result: { ...success, item },
			item: { json: { videoUrl: videoUrls[0], videoUrls }, binary: {} },
		}));
	const linksOf = (all: ItemOutput[]) => runHints(all, COST)[0].message;
	const link = (url: string, text: string) => `<a href="${url}" target="_blank">${text}</a>`;
	const at = (name: number | string) => `https://files.example/${name}.mp4`;

	it('stands after the cost', () => {
		const text = `1 video for 0.15 USD. ${link(at(1), 'Open the video')}`;
		expect(linksOf(outputs([at(1)]))).toBe(text);
	});

	it('has the number of its row, where there are several', () => {
		const all = outputs([at(1)], [], [at(3)]);
		expect(linksOf(all)).toBe(
			`1 video for 0.15 USD. Open the videos: ${link(at(1), '1')}, ${link(at(3), '3')}`,
		);
	});

	it('is numbered where a row has several videos', () => {
		const all = outputs([at('a'), at('b')], [at('c')]);
		expect(linksOf(all)).toMatch(/>1<.*>2<.*>3<\/a>$/);
	});

	it('is there for five of them', () => {
		const all = outputs(...Array.from({ length: 100 }, (_, index) => [at(index)]));
		expect(linksOf(all).match(/<a /g)).toHaveLength(5);
		expect(linksOf(all)).toContain('Open the first 5 videos: ');
	});

	it.each([
		'javascript:alert(1)',
		'data:text/html,<script>',
		' javascript:alert(1)//https://',
		'ftp://files.example/1.mp4',
		'//files.example/1.mp4',
		'https:files.example',
		'',
	])('is not there for %p', (url) => {
		expect(linksOf(outputs([url]))).toBe('1 video for 0.15 USD.');
		expect(linksOf(outputs([url], [at(2)]))).not.toContain('javascript');
	});

	it('cannot end early', () => {
		const url = `https://files.example/1.mp4?a=1&b='"><img src=x onerror=alert(1)>`;
		const escaped =
			'https://files.example/1.mp4?a=1&amp;b=&#39;&quot;&gt;&lt;img src=x onerror=alert(1)&gt;';
		expect(linksOf(outputs([url]))).toContain(link(escaped, 'Open the video'));
	});
});

const HOSTILE = `<img src="https://a.example/x" onerror='alert(1)'>&lt;`;
const ESCAPED = `&lt;img src="https://a.example/x" onerror='alert(1)'&gt;&amp;lt;`;

it.each<[string, NodeExecutionHint[]]>([
	['of the input', inputHints([{ item: 0, hint: HOSTILE }])],
	['of a dry run', dryRunHints([usd(1, HOSTILE)], 0)],
	['of a cost', runHints([], HOSTILE)],
	[
		'of an earlier task',
		runHints(
			[{ result: { ...success, earlier: [{ ...earlier[0], taskId: HOSTILE }] } }],
			undefined,
		),
	],
])('a hint %s shows no image of anybody', (_what, hints) => {
	const text = hints.map(({ message }) => message).join();
	expect(text).toContain(ESCAPED);
	expect(text).not.toMatch(/<(?!a href|\/a>)/);
});

test('a hint on the input that several rows have stands once', () => {
	const hints = [0, 2, 3].map((item) => ({ item, hint: 'The link is private.' }));
	const messages = inputHints([...hints, { item: 1, hint: 'Other.' }]).map((one) => one.message);
	expect(messages).toEqual(['Rows 1, 3 and 4: The link is private.', 'Row 2: Other.']);
});
