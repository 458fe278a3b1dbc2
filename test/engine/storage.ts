import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';

/**
 * Makes the engine keep files on the disk, as n8n does by default.
 *
 * @returns gives the path of a stored file by its ID
 */
export async function switchToFileStorage(): Promise<(id: string) => string> {
	Container.get(BinaryDataConfig).mode = 'filesystem';
	const service = Container.get(BinaryDataService);
	await service.init();
	return (id) => service.getPath(id);
}

/** Makes the engine keep files in memory, inside the execution's data. */
export async function switchToMemoryStorage(): Promise<void> {
	Container.get(BinaryDataConfig).mode = 'default';
	await Container.get(BinaryDataService).init();
}

/** The bytes of a stored file, whatever the storage. */
export const readStored = async (binary: { id?: string; data: string; mimeType: string }) =>
	await Container.get(BinaryDataService).getAsBuffer(binary);
