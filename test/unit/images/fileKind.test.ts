import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkImage } from '../../../nodes/Vidu/images/checkImage';
import { fileKindOf } from '../../../nodes/Vidu/images/fileKind';

const box = (brand: string) => `\0\0\0\x18ftyp${brand}\0\0\0\0mif1`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each<[string, RegExp]>([
	[box('heic'), /^a HEIC photo.*JPEG/],
	[box('mif1'), /^a HEIC photo/],
	[box('avif'), /^an AVIF image/],
	[box('qt  '), /^a QuickTime video/],
	[box('isom'), /^an MP4 video/],
	['GIF89a', /^a GIF image/],
	['BM\0\0', /^a BMP image/],
	['II*\0', /^a TIFF image/],
	['MM\0*', /^a TIFF image/],
	['\xff\x0a', /^a JPEG XL image/],
	['\0\0\x01\0', /^an icon/],
	['8BPS', /^a Photoshop file/],
	['%PDF-1.7', /^a PDF/],
	['RIFF\0\0\0\0AVI ', /^an AVI video/],
	['\x1aE\xdf\xa3', /^a WebM/],
	['PK\x03\x04', /^a ZIP/],
	['\x1f\x8b', /^a gzip/],
	['<svg xmlns="x">', /^an SVG/],
	['<?xml version="1.0"?>\n<!-- a -->\n<svg>', /^an SVG/],
	['\n<!DOCTYPE html><title>Sign in</title>', /^a web page/],
	['<html lang="de">', /^a web page/],
	['iVBORw0KGgoAAAA', /^an image as base64/],
	['/9j/4AAQ', /^an image as base64/],
	['data:image/png;base64,iVBO', /^a data URI/],
	['{"error":"not found"}', /^JSON.*"not found"/],
	['[1]', /^JSON/],
	['Access denied', /^a text: Access denied$/],
])('%p is named', (start, kind) => {
	expect(fileKindOf(latin1(start))).toMatch(kind);
});

it.each(['', '\0\0\0\0', '\x80\x81\x82'])('%p has no name', (start) => {
	expect(fileKindOf(latin1(start))).toBeUndefined();
});

it('a long text is not repeated', () => {
	expect(fileKindOf(latin1('a'.repeat(4_000_000)))?.length).toBeLessThan(100);
});

it('the check of an image names it', () => {
	const file = (name: string) => readFileSync(join(__dirname, '../../files', name));
	const problem = (name: string) => checkImage(file(name), 'Image, field `data`');
	expect(problem('picture.gif')).toEqual({
		ok: false,
		problems: [expect.stringMatching(/^Image, field `data` must be a PNG.*, but is a GIF image/)],
	});
	expect(problem('page.html')).toEqual({
		ok: false,
		problems: [expect.stringContaining('a web page')],
	});
});
