/** Tiny real images for the tests, as data URIs. */

const WIDE_PNG =
	'iVBORw0KGgoAAAANSUhEUgAAACgAAAAICAIAAAAEMCoMAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAGElEQVR4nGP4y8AwIGhgbB21eNTiYWkxAEwhPFBOvKJoAAAAAElFTkSuQmCC';
const WIDE_JPEG =
	'/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABNAAEBAAAAAAAAAAAAAAAAAAAABgEBAQEAAAAAAAAAAAAAAAAAAAYHEAEAAAAAAAAAAAAAAAAAAAAAEQEAAAAAAAAAAAAAAAAAAAAA/8AAEQgACAAoAwEiAAIRAAMRAP/aAAwDAQACEQMRAD8AiwEo38AAAB//2Q==';
const FINE_JPEG =
	'/9j/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzU5LjM3LjEwMAD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAABgcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAIABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCLAFF/f//Z';
const WIDE_WEBP =
	'UklGRkoAAABXRUJQVlA4ID4AAAAwAwCdASooAAgAPpFAm0mlo6KhKqgAsBIJYwDKLoAAVaEAAP7u09//Abr4tpl//c4H/c4H/c4H8bZVgAAAAA==';
const FINE_WEBP =
	'UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoQAAgAAgA0JaACdLoB+AADsAD+8Oj3/yC5YXXI1/8gP+QH/ID/+PIAAAA=';
const WIDE_LOSSLESS_WEBP = 'UklGRhwAAABXRUJQVlA4TA8AAAAvJ8ABAAcQ9Y/+ByKi/wEA';

/** A PNG that says it is so many pixels wide and high. */
export function png(width: number, height: number): string {
	const bytes = Buffer.from(WIDE_PNG, 'base64');
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return `data:image/png;base64,${bytes.toString('base64')}`;
}

/** A WebP of the extended format that says it is so many pixels wide and high. */
export function extendedWebp(width: number, height: number): string {
	const bytes = Buffer.alloc(40);
	bytes.write('RIFF    WEBPVP8X', 'latin1');
	bytes.writeUIntLE(width - 1, 24, 3);
	bytes.writeUIntLE(height - 1, 27, 3);
	return `data:image/webp;base64,${bytes.toString('base64')}`;
}

/** Images with sides of 2:1, which is allowed. */
export const FINE = {
	png: png(16, 8),
	jpeg: `data:image/jpeg;base64,${FINE_JPEG}`,
	jpg: `data:image/jpg;base64,${FINE_JPEG}`,
	webp: `data:image/webp;base64,${FINE_WEBP}`,
	extendedWebp: extendedWebp(16, 8),
};

/** Images with sides of 5:1, which is not allowed. */
export const WIDE = {
	png: png(40, 8),
	jpeg: `data:image/jpeg;base64,${WIDE_JPEG}`,
	webp: `data:image/webp;base64,${WIDE_WEBP}`,
	losslessWebp: `data:image/webp;base64,${WIDE_LOSSLESS_WEBP}`,
	extendedWebp: extendedWebp(40, 8),
};
