const { dest, src, task } = require('gulp');

// What n8n loads beside the compiled code: icons and the codex file, which names the node's categories.
task('build:static', () =>
	src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist')),
);
