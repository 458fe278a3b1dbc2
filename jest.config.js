/** Unit and engine tests. The suites on a whole n8n have runners of their own, under test/n8n. */
module.exports = {
	testEnvironment: 'node',
	rootDir: __dirname,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/n8n/', '<rootDir>/dist/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/n8n/'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
	globalSetup: '<rootDir>/test/engine/createFolder.ts',
	globalTeardown: '<rootDir>/test/engine/removeFolder.ts',
	setupFiles: ['<rootDir>/test/engine/setup.ts'],
	// Waits are real in the engine tests: a guard against a test that hangs, not a measure of speed.
	testTimeout: 120_000,
	maxWorkers: 2,
};
