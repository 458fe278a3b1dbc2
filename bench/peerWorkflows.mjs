/** The same batch as four workflows. Each starts at "Start"; its result is what leaves `lastNode`. */

const node = (name, type, typeVersion, parameters, credential, more = {}) => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
	...(credential && { credentials: { [credential.type]: credential } }),
	...more,
});

const to = (...names) => names.map((name) => ({ node: name, type: 'main', index: 0 }));

/** A start, and as many items as wanted with a field `prompt`. */
function source(items) {
	const prompt = Array.from({ length: items }, (_none, item) => `A lighthouse, take ${item}`);
	const jsonOutput = JSON.stringify({ prompt });
	return [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Prompts', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput, options: {} }),
		node('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'prompt', options: {} }),
	];
}

const fromSource = (next) => ({
	Start: { main: [to('Prompts')] },
	Prompts: { main: [to('Items')] },
	Items: { main: [to(next)] },
});

/** One video node after the source. What is not set has the node's default, such as the download. */
function videoWorkflow(name, type, version, items, credential, parameters) {
	const video = { resource: 'video', prompt: '={{ $json.prompt }}', ...parameters };
	const nodes = [...source(items), node('Video', type, version, video, credential)];
	return { name, nodes, connections: fromSource('Video'), lastNode: 'Video' };
}

/** This package's node, which downloads the video as the others do by default. */
export const viduWorkflow = (items, credential) =>
	videoWorkflow('this node', 'n8n-nodes-vidu.vidu', 1, items, credential, {
		operation: 'textToVideo',
		downloadVideo: true,
		options: { maxConcurrency: items },
	});

/** n8n's MiniMax node, with its default model. */
export const miniMaxWorkflow = (items, credential) =>
	videoWorkflow("n8n's MiniMax node", '@n8n/n8n-nodes-langchain.minimax', 1.2, items, credential, {
		operation: 'textToVideo',
		modelId: 'MiniMax-H3',
	});

/** n8n's Google Gemini node. */
export const geminiWorkflow = (items, credential) => {
	const type = '@n8n/n8n-nodes-langchain.googleGemini';
	return videoWorkflow("n8n's Google Gemini node", type, 1.2, items, credential, {
		operation: 'generate',
		modelId: { __rl: true, mode: 'id', value: 'models/veo-3.1-generate-preview' },
	});
};

/** Loop Over Items, HTTP Request, Wait 5 s, HTTP Request, IF: as workflow templates have it. */
export function loopWorkflow(items, credential, baseUrl) {
	const url = `${baseUrl}/model/v1/generation`;
	const authentication = {
		authentication: 'genericCredentialType',
		genericAuthType: credential.type,
	};
	const request = (name, parameters) => {
		const all = { ...authentication, ...parameters, options: {} };
		return node(name, 'n8n-nodes-base.httpRequest', 4.2, all, credential);
	};
	const jsonBody = `={{ JSON.stringify({
		model: 'viduq2_pro_fast_text2video',
		input: [{ params: { prompt: $json.prompt } }],
	}) }}`;
	const isCompleted = {
		id: 'completed',
		leftValue: '={{ $json.status }}',
		rightValue: 'completed',
		operator: { type: 'string', operation: 'equals' },
	};
	const conditions = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [isCompleted],
		combinator: 'and',
	};
	const wait = { amount: 5, unit: 'seconds' };
	return {
		name: 'HTTP Request + Wait 5 s + IF',
		nodes: [
			...source(items),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} }),
			request('Create', { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody }),
			node('Wait', 'n8n-nodes-base.wait', 1.1, wait, undefined, { webhookId: 'w' }),
			request('Status', { method: 'GET', url: `=${url}/task/{{ $json.id }}` }),
			node('If', 'n8n-nodes-base.if', 2.2, { conditions, options: {} }),
			node('Done', 'n8n-nodes-base.noOp', 1, {}),
		],
		connections: {
			...fromSource('Loop'),
			Loop: { main: [to('Done'), to('Create')] },
			Create: { main: [to('Wait')] },
			Wait: { main: [to('Status')] },
			Status: { main: [to('If')] },
			If: { main: [to('Loop'), to('Wait')] },
		},
		lastNode: 'Done',
	};
}
