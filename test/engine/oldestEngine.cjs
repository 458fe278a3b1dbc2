/** Loaded before a program of its own: n8n's engine is then the oldest one, as jest.compat.config.js has it. */
const Module = require('node:module');
const { join } = require('node:path');

const folder = join(__dirname, '..', 'compat', 'node_modules');
const isOfEngine = (name) =>
	/^(n8n-core|n8n-workflow|@n8n\/di|@n8n\/backend-common|reflect-metadata|zod)(\/|$)/.test(name);

const fromFolder = Module.createRequire(join(folder, 'any.js'));
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, parent, ...rest) {
	const isOutside = !parent?.filename?.startsWith(folder);
	return isOutside && isOfEngine(name)
		? fromFolder.resolve(name)
		: resolve.call(this, name, parent, ...rest);
};
