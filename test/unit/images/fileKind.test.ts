import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkImage } from '../../../nodes/Vidu/images/checkImage';
import { fileKindOf } from '../../../nodes/Vidu/images/fileKind';

const box = (brand: string, other = 'mif1') => `\0\0\0\x1cftyp${brand}\0\0\0\0${other}miaf`;
const latin1 = (text: string) => Buffer.from(text, 'latin1');

it.each<[string, RegExp]>([
	[box('heic'), /^a HEIC photo.*JPEG/],
	[box('mif1'), /^a HEIC photo/],
	[box('avif'), /^an AVIF image/],
	[box('mif1', 'avif'), /^an AVIF image/],
	[box('msf1', 'avis'), /^an AVIF image/],
	[box('mif1', 'heic'), /^a HEIC photo/],
	[box('heif'), /^a HEIC photo/],
	[box('crx ', 'isom'), /^a raw photo of a camera/],
	[box('M4A ', 'isom'), /^an audio file/],
	[box('qt  '), /^a QuickTime video/],
	[box('isom', 'avc1'), /^an MP4 video/],
	['GIF89a', /^a GIF image/],
	['BM\0\0', /^a BMP image/],
	['II*\0', /^a TIFF image/],
	['MM\0*', /^a TIFF image/],
	['\0\0\x01\0', /^an icon/],
	['8BPS', /^a Photoshop file/],
	['%PDF-1.7', /^a PDF/],
	['\x1aE\xdf\xa3', /^a WebM/],
	['PK\x03\x04', /^a ZIP/],
	['<svg xmlns="x">', /^an SVG/],
	['<?xml version="1.0"?>\n<!-- a -->\n<svg>', /^an SVG/],
	['\n<!DOCTYPE html><title>Sign in</title>', /^a web page/],
	['<html lang="de">', /^a web page/],
	['<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html xmlns="y">', /^a web page/],
	['<meta charset="utf-8"><title>x</title>', /^a web page/],
	['<div class="error">Not found</div>', /^a web page/],
	['<TITLE>Error</TITLE>', /^a web page/],
	['<!-- a\n-->\n<!-- b --><html><body><svg width="1">', /^a web page/],
	['<!-- a --><p>Expired</p><svg>', /^a web page/],
	['<!-- a --><svg>', /^an SVG/],
	['<!DOCTYPE svg PUBLIC "x" [ <!ENTITY a "b"> ]><svg>', /^an SVG/],
	['<?xml version="1.0"?><Error><Code>Expired</Code>', /^a text: <Error><Code>Expired/],
	['{Photo} of a kite', /^a text/],
	['[Photo] of a kite', /^a text/],
	['\n[\n  {"a": 1}', /^JSON/],
	['{}', /^JSON/],
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
