/** The README's table of operations and models, from the code, and where it stands in the README. */

import type { Model } from '../nodes/Vidu/models/model';
import type { Parameter } from '../nodes/Vidu/models/parameter';
import { buys } from '../nodes/Vidu/operations/operation';
import { operations } from '../nodes/Vidu/operations/registry';

const BEGIN = '<!-- models: written by `npm run readme` -->';
const END = '<!-- end of models -->';

/** Every resolution that a model of the table has, in order. */
const RESOLUTIONS = [
	...new Set(
		operations.flatMap(({ models }) =>
			models.flatMap(({ parameters }) => parameters.resolution?.options?.map(String) ?? []),
		),
	),
].sort((a, b) => parseInt(a, 10) - parseInt(b, 10));

const HEAD = ['Operation', 'Model', 'Seconds', 'Resolution', 'Aspect ratio'];

/** The table as Markdown, a row for each documented model; the first of an operation is its default. */
export function writeModelTable(): string {
	const rows = operations
		.filter(buys)
		.flatMap(({ name, models }) =>
			models.map((model, index) => [
				index === 0 ? name : '',
				`${model.displayName}${index === 0 ? ' (default)' : ''} · \`${model.id}\``,
				seconds(model.parameters.duration),
				resolutions(model),
				values(model.parameters.aspect_ratio),
			]),
		);
	return [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function seconds({ min, max, options }: Parameter): string {
	if (options !== undefined) return options.join(', ');
	return min === max ? String(min) : `${min}–${max}`;
}

function values(parameter: Parameter | undefined): string {
	if (parameter === undefined) return '';
	const { options = [], format } = parameter;
	return `${options.join(', ')}${format === 'ratio' ? ', or any' : ''}`;
}

/** Three or more that follow each other as a range: a row is read at a glance. */
function range({ options = [] }: Parameter): string {
	const from = RESOLUTIONS.indexOf(String(options[0]));
	const isRange = options.length > 2 && options.every((one, i) => one === RESOLUTIONS[from + i]);
	return isRange ? `${options[0]}–${options.at(-1)}` : options.join(', ');
}

function resolutions({ parameters, variants = [] }: Model): string {
	const others = variants.flatMap((variant) =>
		'resolution' in variant.parameters
			? [`; at ${variant.duration} s ${values(variant.parameters.resolution)}`]
			: [],
	);
	return `${range(parameters.resolution)}${others.join('')}`;
}

/**
 * Puts the table where the README has its marks.
 *
 * @throws {Error} when a mark is missing
 */
export function withModelTable(readme: string): string {
	const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
	if (begin === -1 || end < begin)
		throw new Error('README.md has no markers for the table of models');
	return `${readme.slice(0, begin + BEGIN.length)}\n\n${writeModelTable()}\n\n${readme.slice(end)}`;
}
