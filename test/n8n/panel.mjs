/** The panel of an open node, as a person reads and sets it. */
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('playwright-core').Page} Page */

/** Until a list has unfolded or a field that depends on another has come or gone. */
const REDRAWN_MS = 400;

const field = (page, parameter) => page.getByTestId(`parameter-input-${parameter}`).first();

/**
 * The fields of the open node's Parameters tab, from top to bottom, as they are shown.
 *
 * @param {Page} page
 * @returns {Promise<{ name: string, label: string, value: string, hint: string, cut: boolean }[]>}
 *   `name`: the parameter's; `value`: as shown, of a switch `on` or `off`, of a collection empty;
 *   `hint`: the line below; `cut`: whether label or value has less room than it needs
 */
export async function readFields(page) {
	await sleep(REDRAWN_MS);
	return await page.locator('[data-test-id="node-parameters"] label[for]').evaluateAll((labels) =>
		labels
			.filter((label) => label.checkVisibility())
			.map((label) => {
				const name = label.getAttribute('for');
				const title = label.querySelector('.n8n-text') ?? label;
				// Entries of a list have fields of the same name.
				const own = label.closest('[data-test-id="parameter-item"]') ?? document;
				const box = own.querySelector(`[data-test-id="parameter-input-${name}"]`);
				const input = box?.querySelector('textarea, input:not([type="checkbox"])');
				const toggle = box?.querySelector('[role="switch"]');
				const isOn = toggle?.getAttribute('aria-checked') === 'true';
				const text = box?.querySelector('.cm-content')?.textContent ?? '';
				const tooWide = (element) => element && element.scrollWidth > element.clientWidth + 1;
				// The hint has no mark of its own: it is the text next to the input, not in it.
				const around = box?.closest('[data-test-id="parameter-input"]');
				const texts = [...(around?.querySelectorAll('.n8n-text') ?? [])];
				const hint = texts.find((element) => !box.contains(element));
				const isLine = input?.tagName === 'INPUT';
				return {
					name,
					label: title.textContent.trim(),
					value: toggle ? (isOn ? 'on' : 'off') : (input?.value ?? text),
					hint: hint?.textContent.trim() ?? '',
					cut: Boolean(tooWide(title) || (isLine && tooWide(input))),
				};
			}),
	);
}

/**
 * The choices of a list field.
 *
 * @param {Page} page
 * @param {string} parameter
 * @returns {Promise<string[]>} name, and description in a second line where there is one
 */
export async function readChoices(page, parameter) {
	await field(page, parameter).click();
	await sleep(REDRAWN_MS);
	const texts = await page.locator('.el-select-dropdown__item:visible').allInnerTexts();
	await page.keyboard.press('Escape');
	return texts.map((text) => text.trim());
}

/**
 * Picks one of a list field's choices.
 *
 * @param {Page} page
 * @param {string} parameter
 * @param {string} choice its name
 */
export async function choose(page, parameter, choice) {
	await field(page, parameter).click();
	const name = page.getByText(choice, { exact: true });
	await page.locator('.el-select-dropdown__item:visible').filter({ has: name }).first().click();
	await sleep(REDRAWN_MS);
}

/**
 * Turns a switch over.
 *
 * @param {Page} page
 * @param {string} parameter
 */
export async function toggle(page, parameter) {
	await field(page, parameter).locator('[role="switch"], .el-switch').first().click();
	await sleep(REDRAWN_MS);
}

async function openOffers(page, collection) {
	const label = page.locator(`label[for="${collection}"]`);
	const item = page.getByTestId('parameter-item').filter({ has: label });
	await item.getByTestId('collection-parameter-add').click();
	await sleep(REDRAWN_MS);
	return page.locator('.el-select-dropdown__item:visible, [role="menuitem"]:visible');
}

/**
 * The optional fields that a collection offers to add.
 *
 * @param {Page} page
 * @param {string} collection the collection's parameter name
 * @returns {Promise<string[]>} labels, in order
 */
export async function readOffers(page, collection) {
	const texts = await (await openOffers(page, collection)).allInnerTexts();
	await page.keyboard.press('Escape');
	await sleep(REDRAWN_MS);
	return texts.map((text) => text.trim()).filter(Boolean);
}

/**
 * Adds one of the optional fields that a collection offers, say one of "Options".
 *
 * @param {Page} page
 * @param {string} collection the collection's parameter name
 * @param {string} option the field's label
 */
export async function addField(page, collection, option) {
	const offers = await openOffers(page, collection);
	await offers.filter({ hasText: option }).first().click();
	await sleep(REDRAWN_MS);
}

/**
 * The text of the open node's output: items, or the error with its description.
 *
 * @param {Page} page
 * @returns {Promise<string>}
 */
export async function readOutput(page) {
	await sleep(REDRAWN_MS);
	return await page.getByTestId('output-panel').innerText();
}

/**
 * The text of the open node's input.
 *
 * @param {Page} page
 * @returns {Promise<string>}
 */
export async function readInput(page) {
	await sleep(REDRAWN_MS);
	return await page.getByTestId('ndv-input-panel').innerText();
}

/**
 * Closes the open node.
 *
 * @param {Page} page
 */
export async function closeNode(page) {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
}
