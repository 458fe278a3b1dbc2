import { create, EXTEND_MODEL, finished } from './client';
import { ANSWER_STYLES, REASONS, startGateway, type Gateway } from './index';
import { pngUri } from './samplePictures';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const MODEL = 'viduq2_pro_fast_img2video';
const FRAME = { images: [pngUri(64, 64)] };
const failed = async (marks: string) => await finished(gateway, { ...FRAME, prompt: marks }, MODEL);

it.each([...REASONS])('a task fails with %s when told: %s', async (reason, meaning) => {
	const body = await failed(`[fail:${reason}]`);
	expect(body.status).toBe('failed');
	expect(body.error).toEqual({ error_message: `${reason}: ${meaning}` });
});

it('a task fails with a reason that nobody knows when told', async () => {
	expect((await failed('[fail:SomethingNew]')).error).toEqual({ error_message: 'SomethingNew' });
});

it('a task that just fails has the reason of the service, as there is no code', async () => {
	const { error } = await failed('[fail]');
	expect(error.error_message).toMatch(/^InternalServiceFailure: /);
});

it('the operations that have a code of their own give it with the reason', async () => {
	const prompt = '[fail:CreditInsufficient]';
	const error_message = 'CreditInsufficient: not enough credits';
	expect((await finished(gateway, { prompt })).error).toEqual({ code: '008020095', error_message });
	const params = { video_url: 'https://example.com/a.mp4', prompt };
	const extend = await finished(gateway, params, EXTEND_MODEL);
	expect(extend.error).toEqual({ code: '008012098', error_message });
});

it.each([
	['message', { error_message: 'NoFaceDetected: no face was found in an image' }],
	['code', { code: 'NoFaceDetected', error_message: 'no face was found in an image' }],
	['text', 'NoFaceDetected'],
	['2', { error: { message: 'NoFaceDetected: no face was found in an image' } }],
	['3', { error: { error: { message: 'NoFaceDetected: no face was found in an image' } } }],
])('a prompt can ask how the reason is written: %s', async (form, error) => {
	const body = await failed(`[fail:NoFaceDetected] [error:${form}]`);
	expect(body.error).toEqual(error);
});

it('a documented code can be nested or a text, too', async () => {
	const error = async (form: string) =>
		(await finished(gateway, { prompt: `[fail:008020097] [error:${form}]` })).error;
	expect(await error('3')).toEqual({ error: { error: { message: 'HTTP error response' } } });
	expect(await error('text')).toBe('HTTP error response');
	expect(await error('other')).toEqual({
		code: '008020097',
		error_message: 'HTTP error response',
	});
});

it.each(ANSWER_STYLES)('the reason is somewhere in the answer: %s', async (style) => {
	gateway.answerStyle = style;
	const body = await failed('[fail:PhotoAuditNotPass]');
	expect(JSON.stringify(body)).toContain('PhotoAuditNotPass');
});

it('a refused creation has it in its text, without a code', async () => {
	const { status, body } = await create(gateway, { images: [] }, { model: MODEL });
	expect(status).toBe(400);
	expect(body.error).toEqual({
		message: 'FieldItemCountOutOfRange: images must hold exactly 1, but holds 0',
	});
});
