/** Which Chromium drives the tests in the editor, and how it gets onto a machine without one. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function isProgram(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/**
 * Looks for a Chromium: the one that `CHROMIUM_PATH` names, else the first on `PATH`.
 *
 * @returns {string | undefined} path of the program
 */
export function findChromium() {
	if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram);
}

/**
 * Makes sure that a Chromium is there; on Debian and its like it installs theirs.
 *
 * @param {(step: string) => void} [say] told before the installation, if there is one
 * @returns {Promise<string>} path of the program
 * @throws {Error} when there is none and it cannot be installed, with what to do
 */
export async function installChromium(say = () => {}) {
	const found = findChromium();
	if (found) return found;
	say('Chromium (with apt-get)');
	// Recommended packages are left out but for the emoji font: n8n's own texts have emoji in them.
	const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];
	await aptInstall(packages, 'Install Chromium, or set CHROMIUM_PATH to its program.');
	const installed = findChromium();
	if (!installed) throw new Error('apt-get installed chromium, but it is not on PATH');
	return installed;
}
