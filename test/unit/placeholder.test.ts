import { placeholderIn, PLACEHOLDER_TASK_ID, PLACEHOLDER_URL } from '../../nodes/Vidu/placeholder';

test.each([
	[PLACEHOLDER_URL, 'videoUrl'],
	[PLACEHOLDER_TASK_ID, 'taskId'],
	[`  ${PLACEHOLDER_URL.toUpperCase()}`, 'videoUrl'],
	[`https://proxy.example/?u=${encodeURIComponent(PLACEHOLDER_URL)}`, 'videoUrl'],
	[JSON.stringify({ url: PLACEHOLDER_URL }).replace(/\//g, '\\/'), 'videoUrl'],
	[{ subjects: [{ images: [PLACEHOLDER_URL] }] }, 'videoUrl'],
	['https://example.com/this-is-not-a-video.mp4', undefined],
	[undefined, undefined],
	[7, undefined],
])('in %p: %p', (value, expected) => expect(placeholderIn(value)).toBe(expected));
