/** Is what stands for an image one that every model takes, and small? */

import { parseImageHeader } from '../../../nodes/Vidu/images/imageFacts';
import { forEstimate, forOutput, ImageStandIn } from '../../../nodes/Vidu/images/standIn';
import { bytesFlaw, EXTEND_IMAGE, REFERENCE_IMAGE } from '../../gateway/imageLimits';

const bytesOf = (uri: unknown): Buffer => Buffer.from(String(uri).split(',')[1], 'base64');

describe.each(['image/png', 'image/jpeg', 'image/webp'])('an image of the type %s', (mimeType) => {
	const params = { prompt: 'x', images: [new ImageStandIn(mimeType, 15_000_000)] };
	const [uri] = forEstimate(params).images as string[];

	it('goes into an estimate as a whole picture of that type', () => {
		expect(uri).toMatch(new RegExp(`^data:${mimeType};base64,`));
		const facts = parseImageHeader(bytesOf(uri));
		expect(facts).toEqual({ mimeType, width: 128, height: 128, isWhole: true });
		for (const limits of [EXTEND_IMAGE, REFERENCE_IMAGE]) {
			expect(bytesFlaw(bytesOf(uri), limits)).toBeUndefined();
		}
	});

	it('is small there', () => expect(uri.length).toBeLessThan(400));

	it('goes into the output as its type and size', () => {
		expect(forOutput(params)).toEqual({ prompt: 'x', images: [{ mimeType, bytes: 15_000_000 }] });
	});

	it('is found where a user wrote it into the parameters of a custom model', () => {
		const written = `data:${mimeType};base64,${'A'.repeat(1_000_000)}`;
		const own = { subjects: [{ id: 'a', images: [written] }], image_url: written };
		expect(forOutput(own)).toEqual({
			subjects: [{ id: 'a', images: [{ mimeType, bytes: 750_000 }] }],
			image_url: { mimeType, bytes: 750_000 },
		});
		expect(forEstimate(own)).toEqual({ subjects: [{ id: 'a', images: [uri] }], image_url: uri });
	});
});

it('everything else stays as it is, and an image of another type becomes one that is known', () => {
	const params = {
		prompt: 'data: none',
		images: ['https://example.com/a.png'],
		seed: 0,
		bgm: false,
	};
	expect(forEstimate(params)).toEqual(params);
	expect(forOutput(params)).toEqual(params);
	const [gif] = forEstimate({ images: [new ImageStandIn('image/gif', 1)] }).images as string[];
	expect(parseImageHeader(bytesOf(gif))?.mimeType).toBe('image/png');
	expect(gif).toMatch(/^data:image\/png;/);
});
