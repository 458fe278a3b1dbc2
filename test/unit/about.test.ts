/** What does n8n say of the node before its first run? */

import { Vidu } from '../../nodes/Vidu/Vidu.node';
import { describeModel } from '../../nodes/Vidu/fields/modelText';
import { modelCalled } from './models/models';
import { shownInside } from './editor';

const { hints = [], builderHint } = new Vidu().description;

it('says before a run what it buys, how long it takes, and how to see the price', () => {
	expect(hints).toHaveLength(2);
	for (const { message, location, whenToDisplay, displayCondition } of hints) {
		expect([location, whenToDisplay]).toEqual(['outputPane', 'beforeExecution']);
		expect(message).toMatch(/buys one video.*1 to 5 minutes.*no progress.*Dry Run/);
		expect(displayCondition).toMatch(/dryRun"\] !== true/);
	}
	const [single, chains] = hints.map(({ displayCondition }) => displayCondition);
	expect(single).toContain('textToVideo');
	expect(single).not.toMatch(/longVideo|"get"|"wait"/);
	expect(chains).toContain('longVideo');
});

it('asks an AI builder never to invent a model, and what stands next to the node', () => {
	expect(builderHint?.searchHint).toMatch(/Never invent a model ID/);
	expect(JSON.stringify(builderHint)).toMatch(/wait.*googleDrive.*s3.*dataTable/);
});

it.each([
	['viduq3_pro_text2video', '1 to 16 seconds, up to 1080p, with sound. viduq3_pro_text2video'],
	['viduq1_text2video', '5 seconds, 1080p, music on request. viduq1_text2video'],
	['vidu20_img2video', /^4 or 8 seconds, .*vidu20_img2video$/],
])('says of %s what it makes', (id, text) => {
	expect(describeModel(modelCalled(id))).toMatch(text);
});

it('offers a voice once the sound is on', () => {
	const parameters = { resource: 'video', operation: 'imageToVideo' };
	const names = (additionalFields: object) =>
		shownInside({ ...parameters, additionalFields } as never, 'additionalFields').map(
			({ name }) => name,
		);
	expect(names({})).not.toContain('voiceId');
	expect(names({ audio: true })).toContain('voiceId');
});
