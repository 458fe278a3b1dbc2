/** n8n's internal REST API, all of what these tests use of it. */
export * from './credentials.mjs';
export * from './data-tables.mjs';
export * from './executions.mjs';
export * from './node-types.mjs';
export * from './session.mjs';
export * from './workflows.mjs';
