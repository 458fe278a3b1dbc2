const { dest, src, task } = require('gulp');

// What n8n loads next to the compiled code: icons, the codex file, which names the node's categories, and the
// schemas of the output.
task('build:static', () =>
	src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist')),
);
