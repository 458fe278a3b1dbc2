/** n8n's data tables over its internal REST API. */

/** @typedef {import('./session.mjs').Session} Session */

/**
 * A data table of the owner.
 *
 * @typedef {object} DataTable
 * @property {() => Promise<any[]>} rows all of them by `id`, with n8n's own columns
 * @property {(rows: object[]) => Promise<void>} add
 * @property {(id: number, values: object) => Promise<void>} edit
 */

/**
 * Finds a data table by its whole name.
 *
 * @param {Session} session
 * @param {string} name
 * @returns {Promise<DataTable>}
 * @throws {Error} when there is none
 */
export async function dataTable(session, name) {
	const { id: project } = await session.request('GET', '/rest/projects/personal');
	const path = `/rest/projects/${project}/data-tables`;
	const { data } = await session.request('GET', path);
	const found = data.find((table) => table.name === name);
	if (!found) throw new Error(`there is no data table ${name}`);
	const request = async (method, rest, body) =>
		await session.request(method, `${path}/${found.id}/${rest}`, body);
	return {
		rows: async () => (await request('GET', 'rows?sortBy=id:asc')).data,
		add: async (rows) => void (await request('POST', 'insert', { data: rows })),
		edit: async (id, data) => {
			const filters = [{ columnName: 'id', condition: 'eq', value: id }];
			await request('PATCH', 'rows', { filter: { type: 'and', filters }, data });
		},
	};
}
