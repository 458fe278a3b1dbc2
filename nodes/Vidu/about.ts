import type { IBuilderHint, NodeHint } from 'n8n-workflow';

import { buys } from './operations/operation';
import type { Operation } from './operations/operation';

/** The hints in the output panel of the node before its first run. n8n keeps them on the screen while it runs. */
export const beforeRun = (operations: readonly Operation[]): NodeHint[] => {
	const chains = operations.filter(({ isChain }) => isChain).map(({ value }) => value);
	const single = operations.filter(buys).map(({ value }) => value);
	return [
		hintFor(
			single.filter((value) => !chains.includes(value)),
			'Each input row buys one video. It takes about 1 to 5 minutes',
		),
		hintFor(chains, 'Each scene buys one video. It takes about 1 to 5 minutes for each scene'),
	];
};

const hintFor = (values: readonly string[], what: string): NodeHint => ({
	type: 'info',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: `={{ $parameter["dryRun"] !== true && ${JSON.stringify(values)}.includes($parameter["operation"]) }}`,
	message: `${what}, and n8n shows no progress. Turn on Dry Run to see the price first.`,
});

/** Advice on the node for n8n's AI builder of workflows. Older versions of n8n ignore it. */
export const builderHint: IBuilderHint = {
	searchHint:
		'Makes videos from text, images or a story of scenes, and extends videos. Every item costs money: set dryRun to true until the user asks for real videos. Never invent a model ID: leave the model at its default, or choose one of its options. The node waits for its video and returns videoUrl. That link expires, so store the file in the same workflow.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-base.wait',
			relationHint:
				'Waits for a callback instead of holding the workflow: turn off waitForCompletion',
		},
		{ nodeType: 'n8n-nodes-base.googleDrive', relationHint: 'Stores the downloaded video' },
		{ nodeType: 'n8n-nodes-base.s3', relationHint: 'Stores the downloaded video in a bucket' },
		{
			nodeType: 'n8n-nodes-base.dataTable',
			relationHint: 'Holds the prompts, and the videoUrl and taskId of each row',
		},
	],
};
