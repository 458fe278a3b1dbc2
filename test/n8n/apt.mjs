/** Installs Debian's packages, where that is possible. */
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const APT = '/usr/bin/apt-get';

/**
 * Installs packages with apt-get, as root or by a sudo that asks for no password.
 *
 * @param {string[]} packages
 * @param {string} otherwise what a person may do instead, for the error
 * @throws {Error} when there is no apt-get, no right to use it, or the installation fails
 */
export async function aptInstall(packages, otherwise) {
	if (!existsSync(APT)) throw new Error(`Missing: ${packages.join(', ')}. ${otherwise}`);
	const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive'];
	const apt = async (...args) => {
		const [command, ...rest] = [...sudo, APT, ...args];
		await run(command, rest, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
	};
	try {
		await apt('update', '-qq');
		await apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
	} catch (error) {
		throw new Error(`Missing: ${packages.join(', ')}. ${otherwise}\n${error.message}`);
	}
}
