import type { IExecuteFunctions } from 'n8n-workflow';

import type { WantedFile } from '../output/download';

/**
 * Reads whether and how the user wants the files of an item. Before anything is submitted: an expression
 * that fails must not cost a result that is paid.
 */
export function readDownload(
	context: IExecuteFunctions,
	item: number,
	fileName: string,
): WantedFile | undefined {
	if (context.getNodeParameter('downloadVideo', item, false) !== true) return undefined;
	const field = String(context.getNodeParameter('outputField', item, 'data') ?? '').trim();
	return { outputField: field === '' ? 'data' : field, fileName };
}
