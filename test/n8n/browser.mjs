/** A headless Chromium with n8n's editor open in it, logged in. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installChromium } from './chromium.mjs';

/**
 * Chromium as root in a container has no sandbox; the rest keeps it from talking to Google's
 * servers, which it otherwise does at every start.
 */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Opening the editor took more than 15 s on two cores that had five times as much to do. */
const STEP_TIMEOUT_MS = 60_000;

/** n8n's longest transition, of a notice sliding in, takes 300 ms. */
const RESTED_MS = 700;

/**
 * Starts Chromium. It ends when this process ends.
 *
 * @returns {Promise<import('playwright-core').Browser>} the caller closes it
 * @throws {Error} when there is no Chromium and none can be installed
 */
export async function launchBrowser() {
	// Only now: this module can be loaded before the packages are installed.
	const { chromium, selectors } = await import('playwright-core');
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath: await installChromium(), args: FLAGS });
}

/**
 * Opens a window of the editor with a session's login. Whatever is not on loopback is refused:
 * the editor would ask the npm registry about community packages.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('./session.mjs').Session} session
 * @param {object} [options]
 * @param {'light' | 'dark'} [options.theme] default light
 * @param {number} [options.width] in CSS pixels; default 1440
 * @param {number} [options.height] in CSS pixels; default 900
 * @returns {Promise<import('playwright-core').Page>} of no address yet; `page.goto('/path')` is
 *   below n8n's; `page.context().close()` closes the window
 */
export async function openEditor(browser, session, options = {}) {
	const { theme = 'light', width = 1440, height = 900 } = options;
	const context = await browser.newContext({
		baseURL: session.url,
		viewport: { width, height },
		colorScheme: theme,
		reducedMotion: 'reduce',
	});
	const [name, value] = session.cookie.split('=');
	await context.addCookies([{ name, value, url: session.url }]);
	const isForeign = ({ origin }) => origin !== session.url;
	await context.route(isForeign, (route) => route.abort('blockedbyclient'));
	const page = await context.newPage();
	page.setDefaultTimeout(STEP_TIMEOUT_MS);
	return page;
}

/**
 * Takes a picture of the window once it has come to rest.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} path ends with `.png`; its folder is made
 * @param {{ notices?: boolean }} [options] whether the notices in the corner are in it; default
 *   true
 */
export async function takePicture(page, path, { notices = true } = {}) {
	await mkdir(dirname(path), { recursive: true });
	await page.waitForTimeout(RESTED_MS);
	const style = notices ? undefined : '.el-notification { display: none !important; }';
	await page.screenshot({ path, animations: 'disabled', style });
}
