/** Does the node say when the video is not what was asked for, and keep silent where nobody knows? */

import { askedIn } from '../../../nodes/Vidu/output/asked';
import { describeDifferences } from '../../../nodes/Vidu/output/videoDifferences';

const ASKED = { prompt: 'a', duration: 5, resolution: '720p', aspect_ratio: '16:9' };
const VIDEO = { seconds: 5, width: 1280, height: 720, hasAudio: false, bytes: 1 };

const describeOne = (params: object, video: object) =>
	describeDifferences([{ item: 0, asked: askedIn({ ...params }), video: { ...VIDEO, ...video } }]);

test.each<[object, object]>([
	[ASKED, {}],
	[ASKED, { seconds: 5.6 }],
	[ASKED, { seconds: 4.4 }],
	[ASKED, { width: 1920, height: 1080 }],
	[ASKED, { width: 1284, height: 708 }],
	[
		{ ...ASKED, resolution: '540p' },
		{ width: 960, height: 528 },
	],
	[
		{ ...ASKED, resolution: '1080p' },
		{ width: 1920, height: 1072 },
	],
	[
		{ ...ASKED, aspect_ratio: '9:16' },
		{ width: 720, height: 1280 },
	],
	[
		{ ...ASKED, aspect_ratio: 'auto' },
		{ width: 999, height: 720 },
	],
	[{ ...ASKED, aspect_ratio: '0:0' }, {}],
	[{ ...ASKED, duration: 0 }, { seconds: 9 }],
	[{ ...ASKED, duration: 'long' }, { seconds: 9 }],
	[{ prompt: 'a' }, { seconds: 9, width: 10, height: 900 }],
	[{ ...ASKED, video_url: 'https://a.example/a.mp4' }, { seconds: 10 }],
	[{ ...ASKED, video_creation_id: '1' }, { seconds: 10 }],
])('of what %j asked for, %j is it (%#)', (params, video) => {
	expect(describeOne(params, video)).toBeUndefined();
});

test.each<[object, object, string]>([
	[ASKED, { width: 960, height: 540 }, '960 × 540 pixels instead of 720p'],
	[ASKED, { width: 1251, height: 704 }, '1251 × 704 pixels instead of 720p'],
	[ASKED, { width: 720, height: 1280 }, '720 × 1280 pixels instead of the ratio 16:9'],
	[
		{ ...ASKED, aspect_ratio: '2.35:1' },
		{ width: 1280 },
		'1280 × 720 pixels instead of the ratio 2.35:1',
	],
	[ASKED, { width: 1330 }, '1330 × 720 pixels instead of the ratio 16:9'],
	[ASKED, { seconds: 4 }, '4 s instead of 5 s'],
	[{ ...ASKED, duration: '8' }, { seconds: 5.04 }, '5.04 s instead of 8 s'],
	[
		{ ...ASKED, video_url: 'x' },
		{ seconds: 9, width: 854, height: 480 },
		'854 × 480 pixels instead of 720p',
	],
	[
		ASKED,
		{ seconds: 4, width: 854, height: 480 },
		'854 × 480 pixels instead of 720p and 4 s instead of 5 s',
	],
])('of what %j asked for, %j differs (%#)', (params, video, text) => {
	expect(describeOne(params, video)).toBe(`The video is not what you asked for: it has ${text}.`);
});

test('of several videos, five are named by their rows', () => {
	const short = (item: number) => ({
		item,
		asked: askedIn(ASKED),
		video: { ...VIDEO, seconds: item === 1 ? 5 : 4 },
	});
	const all = Array.from({ length: 9 }, (_, item) => short(item));
	expect(describeDifferences(all)).toMatch(
		/^8 of 9 videos .*: row 1 has 4 s instead of 5 s; row 3 has .*; row 6 has [^;]*; and 3 more, see "video"/,
	);
	expect(describeDifferences(all.slice(1, 2))).toBeUndefined();
	expect(describeDifferences([])).toBeUndefined();
});
