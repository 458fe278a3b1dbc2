/** Does the code have exactly the errors and the endpoints of docs/api? */

import { ViduApi } from '../../../credentials/ViduApi.credentials';
import { GENERATION_PATH, taskPath } from '../../../nodes/Vidu/gateway/address';
import { HTTP_ERRORS, TASK_ERRORS, VIDU_REASONS } from '../../../nodes/Vidu/gateway/errorTexts';
import type { ErrorText } from '../../../nodes/Vidu/gateway/errorTexts';
import {
	documentedEndpoints,
	documentedErrors,
	documentedStatuses,
	pairsOf,
} from '../models/apiDocs';

it('docs/api has the same task error codes with the same texts', () => {
	const texts = Object.entries(TASK_ERRORS).map(([code, { what }]) => [code, what]);
	expect(Object.fromEntries(texts)).toEqual(documentedErrors);
	expect(texts).toHaveLength(18);
});

it('docs/api has the same reasons of Vidu', () => {
	const documented = Object.keys(pairsOf('errors.md', 'Vidu reasons'));
	expect(Object.keys(VIDU_REASONS).sort()).toEqual(documented.sort());
	expect(documented).toHaveLength(20);
});

it('docs/api has the same HTTP errors', () => {
	expect(Object.keys(HTTP_ERRORS)).toEqual(Object.keys(pairsOf('http.md', 'HTTP errors')));
});

it.each(documentedStatuses)('the words for HTTP %s have its meaning', (status, meaning) => {
	const { what, next } = HTTP_ERRORS[Number(status)];
	const words = meaning === 'server side' ? 'gateway' : meaning;
	expect(`${what} ${next}`.toLowerCase()).toContain(words.toLowerCase());
});

const TABLES = [TASK_ERRORS, HTTP_ERRORS, VIDU_REASONS].flatMap((table) =>
	Object.entries<ErrorText>(table),
);

it.each(TABLES)('the words for %s say what to do next', (_name, { next }) => {
	expect(next).toMatch(/^[A-Z].*\.$/);
});

it('docs/api has the same endpoints', () => {
	const base = new ViduApi().properties.find(({ name }) => name === 'baseUrl');
	expect(documentedEndpoints).toMatchObject({
		'base URL': base?.default,
		'create a task': `POST ${GENERATION_PATH}`,
		'query a task': `GET ${taskPath('some-id').replace('some-id', '{id}')}`,
	});
});
