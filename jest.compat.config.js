/** The engine tests and what earlier versions saved, run by the oldest n8n engine that the node supports. */
const base = require('./jest.config.js');

const from = (name) => `<rootDir>/test/compat/node_modules/${name}`;

module.exports = {
	...base,
	// The engine of n8n 1.x keeps a handle open.
	forceExit: true,
	testMatch: ['<rootDir>/test/{engine,saved}/**/*.test.ts'],
	moduleNameMapper: {
		'^(n8n-core|n8n-workflow|@n8n/di|@n8n/backend-common|reflect-metadata|zod)$': from('$1'),
		'^(n8n-core)/(.*)$': from('$1/$2'),
	},
};
