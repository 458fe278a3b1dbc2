import { finished } from './client';
import { ESCAPES, PATH_ID } from './hostileBodies';
import { startGateway, type AnswerStyle, type Gateway, type HostileName } from './index';
import { createOver, lookOver, type Wire } from './wire';

let gateway: Gateway;
beforeAll(async () => {
	gateway = await startGateway();
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

/** What a look at a completed task brings. */
async function seen(answer: HostileName): Promise<Wire & { id: string }> {
	await finished(gateway, { prompt: 'x' });
	const [id] = gateway.tasks.keys();
	gateway.faults = () => ({ type: 'hostile', answer });
	return { id, ...(await lookOver(gateway, id)) };
}

const parsed = (body: string) => JSON.parse(Buffer.from(body, 'latin1').toString());

it('a creation with such an answer buys its task', async () => {
	gateway.faults = () => ({ type: 'hostile', answer: 'path-id' });
	const { head, body } = await createOver(gateway);
	expect(head).toMatch(/^HTTP\/1.1 200 OK\r\n/);
	expect(JSON.parse(body).id).toBe(PATH_ID);
	expect(gateway.counts.creates).toBe(1);
	expect(gateway.requests[0].status).toBe(200);
});
it('any status can go with it', async () => {
	gateway.faults = () => ({ type: 'hostile', answer: 'array', status: 502 });
	const { head, body } = await createOver(gateway);
	expect(head).toMatch(/^HTTP\/1.1 502 /);
	expect(JSON.parse(body)).toEqual([{ ...JSON.parse(body)[0], id: expect.any(String) }]);
	expect(gateway.requests[0].status).toBe(502);
});
it.each<AnswerStyle>(['documented', 'enveloped', 'flat', 'siblings'])(
	'in the style %s the ID stands where it belongs',
	async (style) => {
		gateway.answerStyle = style;
		const { body } = await seen('path-id');
		const answer = JSON.parse(body);
		expect((style === 'enveloped' ? answer.data : answer).id).toBe(PATH_ID);
	},
);

it('deep-json: ten thousand levels in the metadata', async () => {
	const { body, id } = await seen('deep-json');
	let levels = 0;
	let inner = JSON.parse(body).metadata;
	for (; Array.isArray(inner); inner = inner[0]) levels++;
	expect(levels).toBe(10_000);
	expect(JSON.parse(body).id).toBe(id);
});
it('proto-keys: own keys that mean something to JavaScript', async () => {
	const { body } = await seen('proto-keys');
	const answer = JSON.parse(body);
	for (const part of [answer, answer.error, answer.metadata]) {
		expect(Object.keys(part)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
	}
	expect(body).toContain('"__proto__":{"isAdmin":true,"status":"completed"');
});
it('huge-numbers: what JSON.parse makes infinite, or another number', async () => {
	const { body } = await seen('huge-numbers');
	const { created_at, progress, usage } = JSON.parse(body);
	expect([created_at, progress, usage.discount]).toEqual([Infinity, -Infinity, Infinity]);
	expect(body).toContain('"credits":9007199254740993,');
});
it('number-id: more digits than a double holds', async () => {
	expect((await seen('number-id')).body).toContain('"id":12345678901234567890123,');
});
it('invalid-utf8: bytes that no decoder takes', async () => {
	const { body } = await seen('invalid-utf8');
	const bytes = Buffer.from(body, 'latin1');
	expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
	expect(JSON.parse(bytes.toString()).metadata.note).toMatch(/\ufffd/);
});
it('bom: three bytes before the answer', async () => {
	const { body, id } = await seen('bom');
	expect(body.slice(0, 3)).toBe('\xef\xbb\xbf');
	expect(JSON.parse(body.slice(3)).id).toBe(id);
});
it('duplicate-keys: the last one counts for JSON.parse', async () => {
	const { body, id } = await seen('duplicate-keys');
	expect(body).toContain(`"id":"${id}"`);
	expect(JSON.parse(body)).toMatchObject({ id: 'another', status: 'failed' });
});
it('array: the answer inside of an array', async () => {
	const { body, id } = await seen('array');
	expect(JSON.parse(body)).toEqual([expect.objectContaining({ id })]);
});
it('wrong-types: arrays for texts, and texts for objects', async () => {
	const { body } = await seen('wrong-types');
	const wrong = { status: ['completed'], output: { content: 'x' }, error: [[]], usage: 'free' };
	expect(JSON.parse(body)).toMatchObject(wrong);
});
it('many-urls: ten thousand videos', async () => {
	const { status, output } = JSON.parse((await seen('many-urls')).body);
	expect(status).toBe('completed');
	expect(new Set(output[0].content.map(({ url }: { url: string }) => url)).size).toBe(10_000);
});
it('long-id: a million letters', async () => {
	expect(JSON.parse((await seen('long-id')).body).id).toHaveLength(1e6);
});
it('control-id: all of them', async () => {
	const { id } = JSON.parse((await seen('control-id')).body);
	for (let code = 0; code < 32; code++) expect(id).toContain(String.fromCharCode(code));
});
it('escape-id: what a terminal obeys', async () => {
	expect(parsed((await seen('escape-id')).body).id).toBe(`d7${ESCAPES}`);
});
it('path-id: a way out of the folder', async () => {
	expect(JSON.parse((await seen('path-id')).body).id).toMatch(/^\.\.\/\.\.\//);
});
it('escape-texts: in every text but the ID', async () => {
	const { body, id } = await seen('escape-texts');
	const answer = parsed(body);
	const { status, model, message, error, metadata } = answer;
	expect(answer.id).toBe(id);
	expect([status, model, message, error.message]).toEqual(Array(4).fill(ESCAPES));
	expect(metadata).toEqual({ [ESCAPES]: ESCAPES });
});
