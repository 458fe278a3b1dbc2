/** A retry that does not use an earlier task names it. */

import type { IDataObject, IRun } from 'n8n-workflow';

import { SCENES, story, tasksOf } from './stories';
import { errorOf, jsonOf, openGateway, QUICK, retryVidu, runVidu } from './vidu';

const warningsOf = (run: IRun): string[] =>
	(run.data.resultData.runData.Vidu.at(-1)?.hints ?? [])
		.filter(({ type }) => type === 'warning')
		.map(({ message }) => message);

/** A story whose scene 3 was still running at the timeout. */
async function unfinishedStory() {
	const gateway = await openGateway({ taskSeconds: (_params, _model, n) => (n === 2 ? 2 : 0.2) });
	const failed = await runVidu({
		parameters: story(SCENES, { options: { ...QUICK, timeout: 1 } }),
	});
	expect(gateway.counts.creates).toBe(3);
	return { gateway, failed, third: tasksOf(gateway)[2].id };
}

test('a story without the running scene names its task, and what to do', async () => {
	const { gateway, failed, third } = await unfinishedStory();
	const run = await retryVidu(failed, { parameters: story(SCENES.slice(0, 2)) });
	expect(errorOf(run)).toBe('');
	const [item] = jsonOf(run);
	expect((item.steps as IDataObject[]).map(({ taskId }) => taskId)).toEqual(
		tasksOf(gateway)
			.slice(0, 2)
			.map(({ id }) => id),
	);
	expect(warningsOf(run)).toHaveLength(1);
	expect(warningsOf(run)[0]).toContain(`scene 3: task ${third}, running`);
	expect(warningsOf(run)[0]).toMatch(/Operation "Wait"/);
	expect(gateway.counts.createRequests).toBe(3);
});

test('so does a story that fails again', async () => {
	const { failed, third } = await unfinishedStory();
	const edited = [...SCENES.slice(0, 2), 'they dive [fail]'];
	const said = errorOf(await retryVidu(failed, { parameters: story(edited) }));
	expect(said).toMatch(/^Row 1, scene 3 of 3, task \S+: The task failed/);
	expect(said).toContain(`scene 3: task ${third}, running`);
	expect(said).toMatch(/Operation "Wait"/);
});

test('a video with an edited prompt is named when another item fails', async () => {
	const gateway = await openGateway();
	const parameters = (edit: string) => ({ prompt: `={{ $json.p }}${edit}` });
	const items = [{ p: 'a kite' }, { p: 'a gull [fail]' }];
	const failed = await runVidu({ items, parameters: parameters('') });
	const [{ id }] = tasksOf(gateway);
	const said = errorOf(await retryVidu(failed, { parameters: parameters(' in the rain') }));
	const last = said.split('\n').at(-1);
	expect(last).toMatch(new RegExp(`Row 1: task ${id}, completed, http\\S+${id}`));
});

test('an unclear creation is named after the prompt was edited', async () => {
	const gateway = await openGateway();
	gateway.faults = ({ kind }) => (kind === 'create' ? { type: 'reset-after' } : undefined);
	const failed = await runVidu({ parameters: { prompt: 'a kite' } });
	expect(errorOf(failed)).toMatch(/may have been bought/);
	gateway.faults = () => undefined;
	const run = await retryVidu(failed, { parameters: { prompt: 'a gull' } });
	expect(jsonOf(run)[0].status).toBe('completed');
	expect(warningsOf(run).join()).toContain('Row 1: a video may have been bought');
});
