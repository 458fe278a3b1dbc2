/* Saves the node's interface, and what workflows come to (README.md). */

import { interfaceNow } from './interface';
import { write } from './save';
import { runWorkflow, workflows } from './workflows';

test('the interface', () => {
	const { forms, ...others } = interfaceNow();
	write('interface', others);
	write('forms', forms);
});

test('what every workflow comes to', async () => {
	const saved = [];
	for (const parameters of workflows()) saved.push(await runWorkflow(parameters));
	write('workflows', saved);
	// Milliseconds: a guard for a hundred runs on a busy machine.
}, 600_000);
