/** The few pieces that the pictures are made of. Readable on light and on dark pages. */

/** Colours follow the reader's theme; the panel keeps text and background together in either. */
const STYLE = `
	text { font: 13px system-ui, sans-serif; fill: #24292f; }
	.title { font-weight: 600; font-size: 15px; }
	.small { font-size: 12px; fill: #57606a; }
	.panel { fill: #ffffff; stroke: #d0d7de; }
	.own { fill: #1f6feb; }
	.other { fill: #8c959f; }
	.line { stroke: #8c959f; stroke-width: 1.5; }
	.poll { stroke: #1f6feb; stroke-width: 2; }
	.end { stroke: #cf222e; stroke-width: 2; stroke-dasharray: 3 2; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3; }
		.small { fill: #9198a1; }
		.panel { fill: #0d1117; stroke: #3d444d; }
		.own { fill: #4493f8; }
		.other { fill: #6e7681; }
		.line { stroke: #6e7681; }
		.poll { stroke: #4493f8; }
		.end { stroke: #f85149; }
	}
`;

const escape = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const at = (value: number) => value.toFixed(1);

/** A picture of the given size in pixels. */
export function picture(width: number, height: number, title: string, parts: string[]): string {
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escape(title)}</title>`,
		`<style>${STYLE}</style>`,
		`<rect class="panel" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
		...parts,
		'</svg>\n',
	].join('\n');
}

export const text = (x: number, y: number, content: string, kind = '', anchor = 'start'): string =>
	`<text x="${at(x)}" y="${at(y)}" class="${kind}" text-anchor="${anchor}">${escape(content)}</text>`;

export const bar = (x: number, y: number, width: number, height: number, kind: string): string =>
	`<rect x="${at(x)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="2" class="${kind}"/>`;

export const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
	`<line x1="${at(x1)}" y1="${at(y1)}" x2="${at(x2)}" y2="${at(y2)}" class="${kind}"/>`;
