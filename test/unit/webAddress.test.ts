/** Which texts are taken for the address of something on the web? Those that the provider can open. */

import { checkParameters } from '../../nodes/Vidu/models/check';
import { isWebAddress } from '../../nodes/Vidu/text';
import { modelCalled } from './models';

const NO_URLS = [
	'example.com/logo.png',
	'//example.com/logo.png',
	'ftp://example.com/logo.png',
	'file:///etc/passwd',
	'javascript:alert(1)',
	'data:image/png;base64,AAAA',
	'http://',
	'https://exa mple.com',
	// A browser would mend these two, but the provider gets the text as it is.
	'https:example.com/logo.png',
	'http:/example.com/logo.png',
	'not a url',
	'={{ $json.url }}',
];

const URLS = [
	'https://example.com',
	'http://example.com/a.mp4',
	'HTTPS://EXAMPLE.COM/A.MP4',
	'https://example.com:8443/a%20b.mp4?x=https://other.example#t=1',
	'https://user:password@example.com/a.mp4',
	'https://münchen.example/ä.mp4',
	'http://192.0.2.7/a.mp4',
	'http://[2001:db8::1]/a.mp4',
	`https://example.com/a.mp4?${'signature='.repeat(300)}`,
];

const FIELDS = [
	['wm_url', 'Watermark Image URL'],
	['callback_url', 'Callback URL'],
	['video_url', 'Video URL'],
];

const check = (name: string, text: string) => {
	const model = modelCalled('viduq2_pro_extend');
	return model && checkParameters(model, { [name]: text });
};

describe('an address', () => {
	it.each(NO_URLS)('is not "%s", and the message says what one is', (text) => {
		expect(isWebAddress(text)).toBe(false);
		for (const [name, displayName] of FIELDS) {
			const checked = check(name, text);
			const problems = checked && 'problems' in checked ? checked.problems : [];
			expect(problems).toHaveLength(1);
			for (const part of [displayName, 'http://', 'https://', text]) {
				expect(problems[0]).toContain(part);
			}
		}
	});

	it.each(URLS)('is %s, sent as it stands', (text) => {
		expect(isWebAddress(text)).toBe(true);
		for (const [name] of FIELDS) expect(check(name, text)).toEqual({ params: { [name]: text } });
	});
});
