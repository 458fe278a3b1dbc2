/** The values that a person sends through a form of n8n's Form Trigger. */
import { pngFile } from '../gateway/samplePictures.ts';

/** @typedef {import('./session.mjs').Session} Session */

/**
 * A picture as a file.
 *
 * @param {number} width in pixels
 * @param {number} height in pixels
 * @param {string} [name]
 */
export const photo = (width, height, name = 'photo.png') => ({
	name,
	mimeType: 'image/png',
	buffer: pngFile(width, height),
});

/** The same as it is sent to the gateway. */
export const uriOf = ({ mimeType, buffer }) =>
	`data:${mimeType};base64,${buffer.toString('base64')}`;

/**
 * Sends a form of an active workflow as a browser does.
 *
 * @param {Session} session
 * @param {string} path of the form
 * @param {Array<string | ReturnType<typeof photo>>} values of its fields, in order
 * @throws {Error} when n8n does not take it
 */
export async function sendForm(session, path, values) {
	const form = new FormData();
	for (const [index, value] of values.entries()) {
		const isText = typeof value === 'string';
		const part = isText ? value : new File([value.buffer], value.name, { type: value.mimeType });
		form.append(`field-${index}`, part);
	}
	const answer = await fetch(`${session.url}/form/${path}`, { method: 'POST', body: form });
	if (!answer.ok) throw new Error(`form: HTTP ${answer.status} ${await answer.text()}`);
}

/**
 * Fills in a form in a browser and sends it.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} path of the form
 * @param {ReturnType<typeof photo>[]} files one for each file field, in order
 * @param {string} [text] for the text field, where there is one
 * @param {string} [end] on the page that it ends with; default n8n's own
 */
export async function fillForm(page, path, files, text, end = 'Your response has been recorded') {
	await page.goto(`/form/${path}`, { waitUntil: 'domcontentloaded' });
	for (const [index, file] of files.entries()) {
		await page.locator('input[type="file"]').nth(index).setInputFiles(file);
	}
	if (text !== undefined) await page.locator('textarea').fill(text);
	await page.getByRole('button', { name: 'Submit' }).click();
	await page.getByText(end).waitFor();
}
