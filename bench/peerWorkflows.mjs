/** The same batch as four workflows. Each starts at "Start"; what leaves `lastNode` is the result. */

const node = (name, type, typeVersion, parameters, more = {}) => ({
	id: name,
	name,
	type,
	typeVersion,
	position: [0, 0],
	parameters,
	...more,
});

const to = (...names) => names.map((name) => ({ node: name, type: 'main', index: 0 }));
const using = (credential) => ({
	credentials: { [credential.type]: { id: credential.id, name: credential.name } },
});

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

/** This package's node, with the video downloaded as the others do. */
export function viduWorkflow(items, credential) {
	const parameters = {
		resource: 'video',
		operation: 'textToVideo',
		prompt: '={{ $json.prompt }}',
		downloadVideo: true,
		options: { maxConcurrency: items },
	};
	const vidu = node('Vidu', 'n8n-nodes-vidu.vidu', 1, parameters, using(credential));
	return {
		name: 'This node',
		nodes: [...source(items), vidu],
		connections: fromSource('Vidu'),
		lastNode: 'Vidu',
	};
}

/** n8n's own node for MiniMax's videos, which downloads the video by default. */
export function miniMaxWorkflow(items, credential) {
	const parameters = {
		resource: 'video',
		operation: 'textToVideo',
		modelId: 'MiniMax-Hailuo-2.3',
		prompt: '={{ $json.prompt }}',
		options: {},
	};
	const type = '@n8n/n8n-nodes-langchain.minimax';
	const miniMax = node('MiniMax', type, 1, parameters, using(credential));
	return {
		name: "n8n's MiniMax node",
		nodes: [...source(items), miniMax],
		connections: fromSource('MiniMax'),
		lastNode: 'MiniMax',
	};
}

/** n8n's own node for Google's videos, which downloads the video by default. */
export function geminiWorkflow(items, credential) {
	const parameters = {
		resource: 'video',
		operation: 'generate',
		modelId: { __rl: true, mode: 'id', value: 'models/veo-3.0-generate-001' },
		prompt: '={{ $json.prompt }}',
		options: {},
	};
	const type = '@n8n/n8n-nodes-langchain.googleGemini';
	const gemini = node('Gemini', type, 1, parameters, using(credential));
	return {
		name: "n8n's Google Gemini node",
		nodes: [...source(items), gemini],
		connections: fromSource('Gemini'),
		lastNode: 'Gemini',
	};
}

/** Loop Over Items, HTTP Request, Wait 5 s, HTTP Request, IF: as workflow templates have it. */
export function loopWorkflow(items, credential, baseUrl) {
	const url = `${baseUrl}/model/v1/generation`;
	const authentication = {
		authentication: 'genericCredentialType',
		genericAuthType: credential.type,
	};
	const body = `={{ JSON.stringify({
		model: 'viduq2_pro_fast_text2video',
		input: [{ params: { prompt: $json.prompt } }],
	}) }}`;
	const post = { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: body };
	const get = { method: 'GET', url: `=${url}/task/{{ $json.id }}` };
	const request = (name, parameters) =>
		node(
			name,
			'n8n-nodes-base.httpRequest',
			4.2,
			{ ...authentication, ...parameters, options: {} },
			using(credential),
		);
	const isCompleted = {
		leftValue: '={{ $json.status }}',
		rightValue: 'completed',
		operator: { type: 'string', operation: 'equals' },
	};
	const conditions = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [{ id: 'completed', ...isCompleted }],
		combinator: 'and',
	};
	return {
		name: 'HTTP Request, Wait and IF',
		nodes: [
			...source(items),
			node('Loop', 'n8n-nodes-base.splitInBatches', 3, { options: {} }),
			request('Create', post),
			node('Wait', 'n8n-nodes-base.wait', 1.1, { amount: 5, unit: 'seconds' }, { webhookId: 'w' }),
			request('Status', get),
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
