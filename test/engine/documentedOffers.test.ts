import type { IDataObject } from 'n8n-workflow';

import { LONG, modelOf, runSecond } from './documentedRun';
import { bodiesOf, paramsOf } from './images';
import { givePictures } from './imageInputs';
import { errorOf, openGateway, runVidu } from './vidu';

/* docs/api/models.md: the sources `vidu` and `inferred` are sent as they are from an expression. */

/** Beyond the choices that the editor offers, of these sources. */
const offered: Array<[string, IDataObject]> = [
	['viduq3_pro_text2video', { ...LONG(5001), duration: 17, resolution: '4k', aspect_ratio: '2:1' }],
	['viduq2_pro_fast_img2video', { duration: 11, resolution: '540p' }],
	['viduq2_turbo_img2video', { duration: 0, resolution: '360p' }],
	['viduq2_pro_img2video', { ...LONG(2001), duration: 11, resolution: '4k', audio_type: 'none' }],
	['viduq1_img2video', { movement_amplitude: 'huge', wm_position: 9, seed: 1.5 }],
	['viduq3_turbo_img2video', { ...LONG(5001), duration: 17, resolution: '4k' }],
	['viduq2_turbo_start_end2video', { ...LONG(2001), duration: 9, resolution: '4k' }],
	['viduq2_pro_fast_start_end2video', { ...LONG(2001), duration: 9, resolution: '540p' }],
	['viduq3_pro_start_end2video', { ...LONG(5001), duration: 17, resolution: '4k' }],
	['viduq1_reference2video', { aspect_ratio: '4:3', resolution: '720p' }],
	['viduq3_i2v_reference', { resolution: '4k' }],
	['viduq2_i2v_reference', { aspect_ratio: 'auto', resolution: '4k' }],
	['viduq1_i2v_reference', { aspect_ratio: '4:3' }],
	['viduq2_pro_reference', { duration: 11, aspect_ratio: '21:9', resolution: '4k' }],
];

test.each(offered)('what is only offered is sent as it is: %s: %j', async (id, params) => {
	const { gateway, wrong, error } = await runSecond(id, params);
	expect(error).toBe('');
	expect(paramsOf(gateway)[1]).toMatchObject(wrong);
	expect(bodiesOf(gateway)).toHaveLength(2);
});

test.each([8, '={{ 8 }}'])(
	'Vidu 2.0 at 8 seconds (%j) has the resolution of that length',
	async (duration) => {
		const gateway = await openGateway({ taskSeconds: 0 });
		const { item } = await givePictures(modelOf('vidu20_img2video'), 'files', gateway);
		const parameters = { operation: 'imageToVideo', model: 'vidu20_img2video', imageField: 'p0' };
		expect(errorOf(await runVidu({ items: [item], parameters: { ...parameters, duration } }))).toBe(
			'',
		);
		expect(paramsOf(gateway)).toMatchObject([{ duration: 8, resolution: '720p' }]);
	},
);
