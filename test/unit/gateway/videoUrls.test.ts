/** Which of a task's results are videos, and where are they? */

import { parseTask } from '../../../nodes/Vidu/gateway/parseTask';
import { readVideoUrls } from '../../../nodes/Vidu/gateway/videoUrls';

const URL = 'https://files.example/1.mp4?signature=a%2Fb';
const COVER = 'https://files.example/1.png';
const BARE = 'https://files.example/1';

it.each<[string, unknown, string[]]>([
	['as documented', [{ content: [{ type: 'video', url: URL }] }], [URL]],
	['without types', [{ content: [{ url: URL }] }], [URL]],
	['with another type', [{ content: [{ type: 'video_url', url: URL, duration: '5' }] }], [URL]],
	['flat', [{ type: 'video', url: URL }], [URL]],
	['twice', [{ content: [{ url: URL }, { url: `${URL}?2` }] }], [URL, `${URL}?2`]],
	['in two entries', [{ content: [{ url: URL }] }, { url: `${URL}?2` }], [URL, `${URL}?2`]],
	['next to others', [{ content: [{ id: 'a' }, null, { url: '' }, { url: URL }] }], [URL]],
	['in none', [], []],
	['in empty content', [{ content: [] }], []],
	['in null', null, []],
	['in a text', URL, []],
	['in numbers', [{ content: [{ url: 5 }] }, 7, null, [[]]], []],

	// The type decides.
	[
		'after a cover',
		[
			{
				content: [
					{ type: 'image', url: BARE },
					{ type: 'video', url: URL },
				],
			},
		],
		[URL],
	],
	[
		'after a flat cover',
		[
			{ type: 'image', url: BARE },
			{ type: 'video', url: URL },
		],
		[URL],
	],
	[
		'after a cover in its own entry',
		[{ type: 'image', content: [{ url: BARE }] }, { url: URL }],
		[URL],
	],
	['with a cover only', [{ type: 'image', url: URL }], []],
	...['cover', 'thumbnail', 'video_cover_image', 'Picture', 'audio'].map(
		(type): [string, unknown, string[]] => [`as ${type}`, [{ type, url: COVER }], []],
	),
	['in a file called png', [{ type: 'video', url: COVER }], [COVER]],
	// Then the path.
	...['png', 'JPG', 'jpeg', 'webp', 'gif', 'mp3', 'json'].map(
		(ending): [string, unknown, string[]] => [
			`after a ${ending}`,
			[{ url: `https://files.example/v.mp4.${ending}?x=1.mp4` }, { url: URL }],
			[URL],
		],
	),
	['with a path that says nothing', [{ url: BARE }], [BARE]],
	['with a type that says nothing', [{ type: 'result', url: BARE }], [BARE]],
	['in doubt after what is none', [{ url: BARE }, { type: 'video', url: URL }], [URL, BARE]],
	['by text to video', [{ type: 'text2video', url: URL }], [URL]],

	['with blanks around them', [{ url: ` ${URL}\n` }], [URL]],
	...[
		'ftp://files.example/1.mp4',
		'data:image/png;base64,AAAA',
		'pending',
		'N/A',
		'https:',
		'',
	].map((url): [string, unknown, string[]] => [`at "${url}"`, [{ type: 'video', url }], []]),
])('finds videos %s', (_form, output, urls) => {
	expect(readVideoUrls(output)).toEqual(urls);
	const parsed = parseTask({ id: 'x', status: 'completed', output });
	if (!('task' in parsed)) throw new Error('No task');
	// Everything stays in the full output.
	expect(parsed.task).toMatchObject({ videoUrls: urls, output });
});

it.each([
	['/1.mp4?a=b', 'https://gateway.example/1.mp4?a=b'],
	['1.mp4', 'https://gateway.example/vidu/1.mp4'],
	['videos/1.MP4?a=b', 'https://gateway.example/vidu/videos/1.MP4?a=b'],
	['./1', 'https://gateway.example/vidu/1'],
	['//files.example/1.mp4', 'https://files.example/1.mp4'],
	[URL, URL],
])('joins %s with the base URL', (url, joined) => {
	const base = 'https://gateway.example/vidu';
	expect(readVideoUrls([{ type: 'video', url }], base)).toEqual([joined]);
	expect(readVideoUrls([{ type: 'image', url }], base)).toEqual([]);
});

it.each(['/1.png', './cover.jpg', 'pending', 'N/A', '//', 'https://', 'ftp://a.example/1.mp4'])(
	'joins %s with nothing: it is no video',
	(url) => expect(readVideoUrls([{ url }], 'https://gateway.example')).toEqual([]),
);

it('keeps no URL that is too long, and at most 100', () => {
	const long = `${BARE}${'a'.repeat(8_192)}`;
	expect(readVideoUrls([{ url: long }, { url: URL }])).toEqual([URL]);
	expect(readVideoUrls([{ url: `/${'a'.repeat(8_190)}` }], 'https://a.example')).toEqual([]);
	expect(readVideoUrls(Array(200).fill({ url: URL }))).toHaveLength(100);
});
