/** Is a file by its type and its first bytes a video? */

import { checkContent, checkHead } from '../../../nodes/Vidu/download/checkVideo';

const MP4 = Buffer.from('0000001066747970697368376f6d6973', 'hex');
const MKV = Buffer.from('1a45dfa3a3428681', 'hex');

const check = (bytes: Buffer | string, type: string) =>
	checkContent(bytes.length, Buffer.from(bytes), type);

test.each([
	['an MP4', MP4, 'video/mp4'],
	['an MP4 of a vague type', MP4, 'application/octet-stream'],
	['an MP4 without a type', MP4, ''],
	['another container that says so', MKV, 'video/x-matroska'],
])('%s is a video', (_case, bytes, type) => {
	expect(check(bytes, type)).toBeUndefined();
	expect(checkHead(200, type)).toBeUndefined();
});

test.each([
	['a page', '<!DOCTYPE html><title>Expired</title>', 'video/mp4'],
	['a page after a byte order mark', '\ufeff \n<html></html>', 'video/mp4'],
	['JSON', '{"error":"expired"}', 'video/mp4'],
	['the first bytes of a video', MP4.subarray(0, 2), 'video/mp4'],
	['another container of a vague type', MKV, 'binary/octet-stream'],
	['text of a vague type', 'The link expired', ''],
])('%s is none', (_case, bytes, type) => {
	expect(check(bytes, type)).toBe('what the host sent is no video');
});

test('an empty file is called empty', () => {
	expect(check('', 'video/mp4')).toMatch(/empty file \(0 bytes\)/);
});

test.each([
	[404, 'video/mp4', /HTTP 404/],
	[302, 'video/mp4', /HTTP 302/],
	[200, 'text/html; charset=utf-8', /"text\/html.*" instead of a video/],
])('a response %s of the type %s is refused', (status, type, reason) => {
	expect(checkHead(status, type)).toMatch(reason);
});
