/** The whole suite, in one process because all of it shares one n8n. */
import './loading.test.mjs';
import './examples.test.mjs';
import './examples-sheet.test.mjs';
import './examples-tables.test.mjs';
import './agent.test.mjs';
import './examples-machines.test.mjs';
import './money.test.mjs';
import './editor-fields.test.mjs';
import './editor-pictures.test.mjs';
import './editor-runs.test.mjs';
import './prices.test.mjs';
import './person.test.mjs';
import './restart.test.mjs';
import './story.test.mjs';
