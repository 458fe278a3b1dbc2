/** The texts in the source code, read by the compiler. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import ts from 'typescript';

const root = join(__dirname, '..');

/** A text, and where it stands. */
export interface Text {
	at: string;
	text: string;
}

/** The TypeScript files of a folder. */
const filesIn = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(root, folder, name));

/** The string and template literals of a file; each expression in a template is "${…}". */
function literalsIn(file: string): Text[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found: Text[] = [];
	const visit = (node: ts.Node): void => {
		const { line } = source.getLineAndCharacterOfPosition(node.getStart());
		const at = `${relative(root, file)}:${line + 1}`;
		if (ts.isStringLiteralLike(node)) found.push({ at, text: node.text });
		if (ts.isTemplateExpression(node)) {
			const rest = node.templateSpans.map(({ literal }) => `\${…}${literal.text}`);
			found.push({ at, text: [node.head.text, ...rest].join('') });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** All literals of the node and the credential. */
export const literals = ['nodes', 'credentials'].flatMap(filesIn).flatMap(literalsIn);
