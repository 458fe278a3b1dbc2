/** The sample images of `test/files`, by name, with what they really are. Made by its `make.sh`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const readSample = (name: string): Buffer =>
	readFileSync(join(__dirname, '../../files', name));

export interface Sample {
	name: string;
	mimeType: string;
	width: number;
	height: number;
	/** The bytes that must be in it, because they make it a case of its own. */
	has: string | RegExp;
}

const picture = { width: 37, height: 23 };
const png = { ...picture, mimeType: 'image/png' };
const jpeg = { ...picture, mimeType: 'image/jpeg' };
const webp = { ...picture, mimeType: 'image/webp' };

export const SAMPLES: Sample[] = [
	{ ...png, name: 'plain.png', has: /^\x89PNG.{8}IHDR.{21}IDAT/s },
	{ ...png, name: 'chunks.png', has: /IHDR.*pHYs.*tEXt.*IEND/s },
	{ ...png, name: 'interlaced.png', has: /IHDR.{12}\x01/s },
	{ ...jpeg, name: 'baseline.jpg', has: /\xff\xc0.*\xff\xda.*\xff\x00/s },
	{ ...jpeg, name: 'progressive.jpg', has: /\xff\xc2.*\xff\xda.*\xff\xda/s },
	{ ...jpeg, name: 'restarts.jpg', has: /\xff\xda.*\xff\xd0/s },
	{
		...jpeg,
		name: 'rotated.jpg',
		has: /\xff\xe1.{2}Exif.*\xff\xd8.*\xff\xd9.*\xff\xda.*\xff\xd9/s,
	},
	{ ...webp, name: 'lossy.webp', has: /^RIFF.{4}WEBPVP8 /s },
	{ ...webp, name: 'lossless.webp', has: /^RIFF.{4}WEBPVP8L/s },
	{ ...webp, name: 'extended.webp', has: /^RIFF.{4}WEBPVP8X.*ALPH.*VP8 /s },
	{ ...webp, name: 'animated.webp', has: /^RIFF.{4}WEBPVP8X.*ANIM.*ANMF.*ANMF/s },
	{ name: '64x16.png', mimeType: 'image/png', width: 64, height: 16, has: 'PLTE' },
	{ name: '16x64.png', mimeType: 'image/png', width: 16, height: 64, has: 'PLTE' },
	{ name: '65x16.png', mimeType: 'image/png', width: 65, height: 16, has: 'PLTE' },
	{ name: '10000x10.png', mimeType: 'image/png', width: 10_000, height: 10, has: 'PLTE' },
];

/** Files that are no end frame, whatever they are called. */
export const NO_IMAGES = ['picture.gif', 'picture.bmp', 'page.html', 'text.txt', 'make.sh'];
