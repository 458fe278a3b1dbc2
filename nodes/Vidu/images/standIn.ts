/*
 * Stands for an inline image in an estimate, which would carry 15 MB otherwise, and in the output of a dry
 * run.
 */

/** An image of a request, without its bytes. */
export class ImageStandIn {
	/** @param size bytes of the image itself */
	constructor(
		readonly mimeType: string,
		readonly size: number,
	) {}
}

/**
 * One grey picture of each type, 128 × 128 pixels: the smallest size that every model takes
 * (docs/api/models.md, "Images"), and a ratio that every model takes.
 */
const PICTURES: Readonly<Record<string, string>> = {
	'image/png':
		'iVBORw0KGgoAAAANSUhEUgAAAIAAAACAAQAAAADrRVxmAAAAJElEQVR42mMMZUAFLOgCjKMqRlWMqhhVMapiVMWoilEVVFUBAEZ1K8EN6yG9AAAAAElFTkSuQmCC',
	'image/jpeg':
		'/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////wAALCACAAIABAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP/Z',
	'image/webp': 'UklGRhYAAABXRUJQVlA4TAoAAAAvf8AfAEUBI/of',
};

/** A data URI that a user wrote into the parameters of a custom model. */
const DATA_URI = /^data:(image\/[a-z+.-]+)[^,]*;base64,/i;

/** The parameters as an estimate sends them: a small picture of the same type for each inline image. */
export const forEstimate = (params: Record<string, unknown>): Record<string, unknown> =>
	withoutBytes(params, ({ mimeType }) => {
		const type = mimeType in PICTURES ? mimeType : 'image/png';
		return `data:${type};base64,${PICTURES[type]}`;
	});

/** The parameters as a person reads them: `{ mimeType, bytes }` for each inline image. */
export const forOutput = (params: Record<string, unknown>): Record<string, unknown> =>
	withoutBytes(params, ({ mimeType, size }) => ({ mimeType, bytes: size }));

function withoutBytes(
	params: Record<string, unknown>,
	show: (image: ImageStandIn) => unknown,
): Record<string, unknown> {
	const text = JSON.stringify(params, (_name, value: unknown) => {
		const image = value instanceof ImageStandIn ? value : readDataUri(value);
		return image === undefined ? value : show(image);
	});
	return JSON.parse(text) as Record<string, unknown>;
}

function readDataUri(value: unknown): ImageStandIn | undefined {
	const found = typeof value === 'string' ? DATA_URI.exec(value) : null;
	if (found === null) return undefined;
	const encoded = (value as string).length - found[0].length;
	return new ImageStandIn(
		found[1].toLowerCase().replace('jpg', 'jpeg'),
		Math.floor((encoded * 3) / 4),
	);
}
