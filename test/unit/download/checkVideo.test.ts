/** Is a file by its first bytes a video, whatever the host calls it? */

import { checkContent, checkStatus } from '../../../nodes/Vidu/download/checkVideo';

const MP4 = Buffer.from('0000001066747970697368376f6d6973', 'hex');
const MOV = Buffer.from('0000001466747970717420200000000071742020', 'hex');
const OLD_MOV = Buffer.from('0000000877696465000000106d646174', 'hex');
const MKV = Buffer.from('1a45dfa3a3428681014282886d6174726f736b61', 'hex');
const WEBM = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');

const box = (brand: string) => `\0\0\0\x1cftyp${brand}\0\0\0\0mif1miaf`;

const check = (bytes: Buffer | string, type: string) => checkContent(Buffer.from(bytes), type);

test.each([
	['video/mp4', MP4, 'video/mp4'],
	['application/octet-stream', MP4, 'video/mp4'],
	['', MP4, 'video/mp4'],
	['text/plain', MP4, 'video/mp4'],
	['text/html; charset=utf-8', MP4, 'video/mp4'],
	['application/force-download', MP4, 'video/mp4'],
	['image/jpeg', MP4, 'video/mp4'],
	['video/webm', MP4, 'video/mp4'],
	['application/json', MOV, 'video/quicktime'],
	['video/mp4', WEBM, 'video/webm'],
	['application/x-download', MKV, 'video/x-matroska'],
	['video/quicktime', OLD_MOV, 'video/quicktime'],
	['video/x-unknown', OLD_MOV, 'video/mp4'],
	['video/constructor', OLD_MOV, 'video/mp4'],
])('under the type "%s", the bytes of a video are one (%#)', (type, bytes, expected) => {
	expect(check(bytes, type)).toEqual({ mimeType: expected });
});

test.each([
	['<!DOCTYPE html><title>Link expired</title>', 'video/mp4', /a web page .*: "Link expired"$/],
	['\ufeff \n<html><TITLE lang="en">\n A\n  b </TITLE>', 'text/plain', /a web page .*: "A b"$/],
	['<html></html>', 'application/octet-stream', /a web page instead of a video$/],
	['<?xml version="1.0"?><Error/>', '', /a web page instead of a video$/],
	[`<html><title>${'x'.repeat(600)}`, 'video/mp4', /: "x{80}…"$/],
	['<title>a\u202eb\u0007</title>', 'video/mp4', /: "a\ufffdb\ufffd"$/],
])('a page is refused with its title (%#)', (bytes, type, reason) => {
	expect(check(bytes, type)).toEqual({ problem: expect.stringMatching(reason) });
});

test.each([
	['JSON', '{"error":"expired"}', 'video/mp4', 'the host did not send a video'],
	['JSON of its own type', '{"a":1}', 'application/json', /"application\/json" instead/],
	['a list of parts', '#EXTM3U\n#EXT-X-VERSION:3\n', 'video/mp4', /did not send a video/],
	['a sentence', 'The link expired', '', /did not send a video/],
	['a sentence of its type', 'The link expired', 'text/plain', /"text\/plain" instead/],
	['the first bytes of a video', MP4.subarray(0, 2), 'video/mp4', /did not send a video/],
	['a picture', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', /"image\/jpeg" instead/],
	['an AVIF image', box('avif'), 'video/mp4', /did not send a video/],
	['a PNG', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'video/mp4', /did not send a video/],
	['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'video/mp4', /did not send a video/],
	['a HEIC photo', box('mif1'), 'image/heic', /"image\/heic" instead/],
	['a raw photo', box('crx '), '', /did not send a video/],
	['nothing', '', 'video/mp4', /empty file \(0 bytes\)/],
])('%s is none', (_case, bytes, type, reason) => {
	expect(check(bytes, type)).toEqual({ problem: expect.stringMatching(reason) });
});

test.each([
	[404, /HTTP 404/],
	[302, /HTTP 302/],
])('a response %s is refused', (status, reason) => {
	expect(checkStatus(status)).toMatch(reason);
	expect(checkStatus(206)).toBeUndefined();
});
