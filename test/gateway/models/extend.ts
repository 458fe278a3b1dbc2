/** What do the models that extend a video take? extend.txt, parameter by parameter, with its codes. */

import { EXTEND_IMAGE, endFrame } from '../imageLimits';
import { integer, option, text, url } from '../rules';
import { passedThrough, PAYLOAD_LIMIT, PROMPT_LIMIT, type Models, type Parameters } from './common';

const parameters: Parameters = {
	...passedThrough,
	video_creation_id: { rule: text(Infinity, 1), code: '008012003' },
	video_url: { rule: url, code: '008012002' },
	images: { rule: endFrame, code: '008012007' },
	prompt: { rule: text(PROMPT_LIMIT), code: '008012004' },
	resolution: {
		rule: option('540p', '720p', '1080p'),
		code: '008012006',
		standard: '720p',
	},
	duration: { rule: integer([1, 2, 3, 4, 5, 6, 7]), code: '008012005', standard: 5 },
	wm_position: {
		rule: option('top_left', 'top_right', 'bottom_right', 'bottom_left'),
		standard: 'bottom_left',
	},
	payload: { rule: text(PAYLOAD_LIMIT), code: '008012010' },
	callback_url: { rule: url, code: '008012011' },
};

export const extend: Models = ['viduq2_pro_extend', 'viduq2_turbo_extend'].map((id) => [
	id,
	{ operation: 'extend', parameters, images: EXTEND_IMAGE },
]);
