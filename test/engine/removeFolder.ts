import { rmSync } from 'node:fs';

/** Removes what `createFolder` made, with everything that the engine put into it. */
export default function removeFolder(): void {
	const folder = process.env.VIDU_ENGINE_FOLDER;
	if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
